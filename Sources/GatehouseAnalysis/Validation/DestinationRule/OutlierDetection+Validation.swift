import GatehouseModel

extension OutlierDetection {
    func validate(at: FieldValidator) {
        at["baseEjectionTime"].checkDuration(self.baseEjectionTime)
        at["interval"].checkDuration(self.interval)
        at["maxEjectionPercent"].checkPercentage(self.maxEjectionPercent)
        at["minHealthPercent"].checkPercentage(self.minHealthPercent)
        if let count = self.consecutiveErrors, count != 0 {
            at["consecutiveErrors"].deprecated(use: "consecutiveGatewayErrors` or `consecutive5xxErrors")
        }
        if self.splitExternalLocalOriginErrors != true, let count = self.consecutiveLocalOriginFailures, count > 0 {
            at["consecutiveLocalOriginFailures"].error(
                "is \(count), which takes effect only when `splitExternalLocalOriginErrors` is true")
        }
        for (index, code) in self.outlierDetectionHttpErrorCodes.enumerated() where !(100...599).contains(code) {
            at["outlierDetectionHttpErrorCodes"][index].error("is \(code); an HTTP status is 100 to 599")
        }
    }
}
