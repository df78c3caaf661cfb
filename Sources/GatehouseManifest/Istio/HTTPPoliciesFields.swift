import GatehouseModel

extension HTTPRetry: Message {
    init(_ fields: inout Fields) {
        self.init(
            attempts: fields.value("attempts"),
            perTryTimeout: fields.value("perTryTimeout"),
            retryOn: fields.value("retryOn"),
            retryRemoteLocalities: fields.value("retryRemoteLocalities"),
            retryIgnorePreviousHosts: fields.value("retryIgnorePreviousHosts"),
            backoff: fields.value("backoff"))
    }
}

extension CorsPolicy: Message {
    init(_ fields: inout Fields) {
        self.init(
            allowOrigin: fields.list("allowOrigin"),
            allowOrigins: fields.list("allowOrigins"),
            allowMethods: fields.list("allowMethods"),
            allowHeaders: fields.list("allowHeaders"),
            exposeHeaders: fields.list("exposeHeaders"),
            maxAge: fields.value("maxAge"),
            allowCredentials: fields.value("allowCredentials"),
            unmatchedPreflights: fields.value("unmatchedPreflights"))
    }
}

extension CorsPolicy.UnmatchedPreflights: Enumeration {}

extension HTTPFaultInjection: Message {
    init(_ fields: inout Fields) {
        self.init(delay: fields.value("delay"), abort: fields.value("abort"))
    }
}

extension HTTPFaultInjection.Delay: Message {
    init(_ fields: inout Fields) {
        self.init(
            percent: fields.value("percent"),
            fixedDelay: fields.member("fixedDelay", of: "httpDelayType"),
            exponentialDelay: fields.member("exponentialDelay", of: "httpDelayType"),
            percentage: fields.value("percentage"))
    }
}

extension HTTPFaultInjection.Abort: Message {
    init(_ fields: inout Fields) {
        self.init(
            httpStatus: fields.member("httpStatus", of: "errorType"),
            grpcStatus: fields.member("grpcStatus", of: "errorType"),
            http2Error: fields.member("http2Error", of: "errorType"),
            percentage: fields.value("percentage"))
        // Istio 1.0's field. Passing it over would turn the fault off, as an absent percentage means none.
        if let percent: Int32 = fields.outdated("percent", advice: "write `percentage.value` instead") {
            self.percentage = self.percentage ?? Percent(value: Double(percent))
        }
    }
}

extension Headers: Message {
    init(_ fields: inout Fields) {
        self.init(request: fields.value("request"), response: fields.value("response"))
    }
}

extension Headers.HeaderOperations: Message {
    init(_ fields: inout Fields) {
        self.init(set: fields.map("set"), add: fields.map("add"), remove: fields.list("remove"))
    }
}
