import GatehouseModel
import GatehousePlan

extension OutlierDetectionPlan {
    /// What a policy says, with Istio's defaults for what it does not say.
    init(_ settings: OutlierDetection) {
        self.init()
        if let count = settings.consecutive5xxErrors { self.consecutive5xx = Int(count) }
        if let count = settings.consecutiveGatewayErrors { self.consecutiveGatewayErrors = Int(count) }
        self.applyOutdatedCount(settings)
        if settings.splitExternalLocalOriginErrors == true {
            self.splitsLocalOrigin = true
            if let count = settings.consecutiveLocalOriginFailures, count > 0 {
                self.consecutiveLocalOriginFailures = Int(count)
            }
        }
        if let interval = settings.interval, interval > .zero { self.interval = interval }
        if let time = settings.baseEjectionTime, time > .zero { self.baseEjectionTime = time }
        if let percent = settings.maxEjectionPercent, percent > 0 { self.maxEjectionPercent = Int(min(percent, 100)) }
        if let percent = settings.minHealthPercent, percent > 0 { self.minHealthPercent = Int(min(percent, 100)) }
        self.errorStatuses = Set(settings.outlierDetectionHttpErrorCodes.map { Int($0) }).sorted()
    }

    /// `consecutiveErrors` counted 502, 503 and 504, and no other 5xx, as long as Istio had it.
    private mutating func applyOutdatedCount(_ settings: OutlierDetection) {
        guard let count = settings.consecutiveErrors, count > 0, settings.consecutive5xxErrors == nil,
            settings.consecutiveGatewayErrors == nil
        else { return }
        self.consecutiveGatewayErrors = Int(count)
        self.consecutive5xx = 0
    }
}
