import GatehousePlan

/// How many failures in a row an endpoint has had, by kind: 21 bits for each in one word, so that it is read and changed
/// at once. All bits are 0 for an endpoint that works.
struct ConsecutiveFailures: RawRepresentable, Hashable {
    /// As far as is counted; a threshold beyond counts as this.
    static let ceiling = 1 << 21 - 1

    var rawValue: UInt64

    /// 5xx in a row.
    var serverErrors: Int {
        get { self.field(at: 0) }
        set { self.set(newValue, at: 0) }
    }
    /// 502, 503 and 504 in a row.
    var gatewayErrors: Int {
        get { self.field(at: 21) }
        set { self.set(newValue, at: 21) }
    }
    /// Failures to reach the endpoint in a row, where they are counted apart.
    var localOriginFailures: Int {
        get { self.field(at: 42) }
        set { self.set(newValue, at: 42) }
    }

    /// Counts what came of a try, and says when that is the failure too many. The row begins anew then, so that each
    /// further row is reported as well: the ceiling may have been in the way of the first.
    mutating func record(_ outcome: TryOutcome, under plan: OutlierDetectionPlan) -> EjectionReason? {
        switch outcome {
        case .connected:
            if plan.splitsLocalOrigin { self.localOriginFailures = 0 }
            return nil
        case .connectFailed, .connectionLost, .timedOut:
            // Not split, they count as 503 and 504, both of which are gateway errors.
            guard plan.splitsLocalOrigin else { return self.recordServerError(isOfGateway: true, under: plan) }
            return Self.count(&self.localOriginFailures, upTo: plan.consecutiveLocalOriginFailures)
                ? .consecutiveLocalOriginFailures : nil
        case .answered(let status):
            // Who answers was reached.
            if plan.splitsLocalOrigin { self.localOriginFailures = 0 }
            guard plan.countsAsError(status) else {
                self.serverErrors = 0
                self.gatewayErrors = 0
                return nil
            }
            return self.recordServerError(isOfGateway: (502...504).contains(status), under: plan)
        }
    }

    private mutating func recordServerError(isOfGateway: Bool, under plan: OutlierDetectionPlan) -> EjectionReason? {
        if !isOfGateway { self.gatewayErrors = 0 }
        let hasManyGatewayErrors =
            isOfGateway && Self.count(&self.gatewayErrors, upTo: plan.consecutiveGatewayErrors)
        let hasManyServerErrors = Self.count(&self.serverErrors, upTo: plan.consecutive5xx)
        // Envoy looks at gateway errors first, so theirs is the reason when both rows are full.
        return hasManyGatewayErrors ? .consecutiveGatewayErrors : hasManyServerErrors ? .consecutive5xx : nil
    }

    /// Counts one; true, and from 0 again, when the threshold is reached. A threshold of 0 or less is never reached.
    private static func count(_ failures: inout Int, upTo threshold: Int) -> Bool {
        guard threshold > 0 else { return false }
        let count = failures + 1
        // Not `==`: a new plan may have brought the threshold below what was counted.
        let isReached = count >= min(threshold, Self.ceiling)
        failures = isReached ? 0 : count
        return isReached
    }

    private func field(at shift: UInt64) -> Int {
        Int(truncatingIfNeeded: self.rawValue >> shift & UInt64(Self.ceiling))
    }

    private mutating func set(_ value: Int, at shift: UInt64) {
        self.rawValue &= ~(UInt64(Self.ceiling) << shift)
        self.rawValue |= UInt64(clamping: min(value, Self.ceiling)) << shift
    }
}

extension OutlierDetectionPlan {
    /// Whether an answer of this status is a failure of the endpoint.
    fileprivate func countsAsError(_ status: Int) -> Bool {
        self.errorStatuses.isEmpty ? (500...599).contains(status) : self.errorStatuses.contains(status)
    }
}
