import GatehouseModel
import GatehousePlan

extension RetryPolicy {
    /// The retries of a rule (semantics A8 to A10); those that Istio makes by itself where it states none. Nil when it
    /// turns them off.
    init?(_ retries: HTTPRetry?) {
        guard let retries else {
            self.init(attempts: 2, conditions: Self.standardConditions)
            return
        }
        let attempts = retries.attempts ?? 0
        guard attempts > 0 else { return nil }
        self.init(attempts: Int(attempts), conditions: Self.standardConditions)
        if let timeout = retries.perTryTimeout, timeout > .zero { self.perTryTimeout = timeout }
        if let base = retries.backoff, base > .zero { self.backOff = base }
        self.avoidsTriedEndpoints = retries.retryIgnorePreviousHosts
        self.avoidsTriedPriorities = retries.retryRemoteLocalities ?? false
        guard let retryOn = retries.retryOn, !retryOn.isEmpty else { return }
        self.conditions = []
        for part in retryOn.split(separator: ",") {
            let part = part.drop { $0 == " " }.prefix { $0 != " " }
            if let code = Int(part), Self.isStatus(code) {
                self.statusCodes.append(code)
            } else if !part.isEmpty {
                self.conditions.append(String(part))
            }
        }
        if !self.statusCodes.isEmpty && !self.conditions.contains("retriable-status-codes") {
            self.conditions.append("retriable-status-codes")
        }
    }

    private static let standardConditions = [
        "connect-failure", "refused-stream", "unavailable", "cancelled", "retriable-status-codes",
    ]

    /// Whether a number is a status code by its registry; Istio takes others for names of conditions.
    private static func isStatus(_ code: Int) -> Bool {
        switch code {
        case 100...103, 200...208, 226, 300...305, 307, 308, 400...418, 421...426, 428, 429, 431, 451, 500...508, 510,
            511:
            true
        default: false
        }
    }
}
