import GatehouseModel

extension HTTPFaultInjection {
    func validate(at: FieldValidator) {
        if self.abort == nil && self.delay == nil { at.error("does nothing; `abort`, `delay` or both are needed") }
        self.abort?.validate(at: at["abort"])
        self.delay?.validate(at: at["delay"])
    }
}

extension HTTPFaultInjection.Abort {
    fileprivate func validate(at: FieldValidator) {
        at["percentage"].checkShare(self.percentage)
        if let status = self.httpStatus { at["httpStatus"].checkResponseStatus(status) }
        if let status = self.grpcStatus, !Self.grpcStatuses.contains(status) {
            at["grpcStatus"].error(
                "is \"\(status)\"; a gRPC status by name, such as UNAVAILABLE, is needed")
        }
        if self.http2Error != nil {
            at["http2Error"].error("is not supported by Istio either; use `httpStatus` or `grpcStatus`")
        }
        if self.httpStatus == nil && self.grpcStatus == nil && self.http2Error == nil {
            at.warning("has neither `httpStatus` nor `grpcStatus`, so nothing is aborted", effect: .fieldIgnored)
        }
    }

    private static let grpcStatuses: Set<String> = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
}

extension HTTPFaultInjection.Delay {
    fileprivate func validate(at: FieldValidator) {
        at["percentage"].checkShare(self.percentage)
        if let percent = self.percent, percent != 0 { at["percent"].deprecated(use: "percentage") }
        at["fixedDelay"].checkDuration(self.fixedDelay)
        at["exponentialDelay"].checkDuration(self.exponentialDelay)
        if self.exponentialDelay != nil {
            at["exponentialDelay"].error("is not supported by Istio either; use `fixedDelay`")
        }
    }
}

extension FieldValidator {
    /// The status of a response that the gateway makes. 600 passes, as it does in Istio, whose text says 599.
    func checkResponseStatus(_ status: some BinaryInteger) {
        if !(200...600).contains(status) { self.error("is \(status); an HTTP status here is 200 to 599") }
    }
}
