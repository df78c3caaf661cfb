import GatehouseModel
import GatehousePlan

extension FaultPolicy {
    /// The faults that a rule injects (semantics A12); nil when it states none that can be.
    init?(_ fault: HTTPFaultInjection?) {
        self.init()
        if let delay = fault?.delay, let fixed = delay.fixedDelay {
            self.delay = fixed
            self.delayShare = Self.share(delay.percentage, orPercent: delay.percent)
        }
        if let abort = fault?.abort {
            self.abortStatus = abort.httpStatus.map { Int($0) }
            if self.abortStatus == nil { self.abortGRPCStatus = abort.grpcStatus.flatMap { Self.grpcStatus($0) } }
            if self.abortStatus != nil || self.abortGRPCStatus != nil {
                self.abortShare = Self.share(abort.percentage, orPercent: nil)
            }
        }
        if self.delay == nil && self.abortStatus == nil && self.abortGRPCStatus == nil { return nil }
    }

    /// A share that is not stated is none.
    private static func share(_ percentage: Percent?, orPercent percent: Int32?) -> PartsPerMillion {
        percentage?.partsPerMillion ?? Percent(value: Double(percent ?? 0)).partsPerMillion
    }

    /// The number of a gRPC status; nil when there is none of that name.
    static func grpcStatus(_ name: String) -> Int? {
        let names = [
            "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
            "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE",
            "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
        ]
        return names.firstIndex(of: name)
    }
}

extension Percent {
    /// The share in parts of a million, which is how finely Istio draws; an empty percentage is none.
    var partsPerMillion: FaultPolicy.PartsPerMillion {
        let percent = min(max(self.value ?? 0, 0), 100)
        return FaultPolicy.PartsPerMillion((percent * 10_000).rounded())
    }
}
