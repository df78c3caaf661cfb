import GatehouseModel

extension OutlierDetection: Message {
    init(_ fields: inout Fields) {
        self.init(
            consecutiveErrors: fields.value("consecutiveErrors"),
            splitExternalLocalOriginErrors: fields.value("splitExternalLocalOriginErrors"),
            consecutiveLocalOriginFailures: fields.value("consecutiveLocalOriginFailures"),
            consecutiveGatewayErrors: fields.value("consecutiveGatewayErrors"),
            consecutive5xxErrors: fields.value("consecutive5xxErrors"),
            interval: fields.value("interval"),
            baseEjectionTime: fields.value("baseEjectionTime"),
            maxEjectionPercent: fields.value("maxEjectionPercent"),
            minHealthPercent: fields.value("minHealthPercent"),
            outlierDetectionHttpErrorCodes: fields.list("outlierDetectionHttpErrorCodes"))
    }
}
