import GatehouseModel

extension HTTPRetry {
    func validate(at: FieldValidator) {
        at["attempts"].checkNotNegative(self.attempts)
        if (self.attempts ?? 0) == 0
            && (self.perTryTimeout != nil || self.retryOn?.isEmpty == false || self.retryRemoteLocalities != nil)
        {
            at["attempts"].error("is 0, which turns retries off, but more is set; give a number, or leave the rest out")
        }
        at["perTryTimeout"].checkDuration(self.perTryTimeout)
        at["backoff"].checkDuration(self.backoff)
        self.validateConditions(at: at["retryOn"])
    }

    /// A list without blanks of conditions and status codes (semantics A8, A9).
    private func validateConditions(at: FieldValidator) {
        guard let retryOn = self.retryOn, !retryOn.isEmpty else { return }
        for bytes in retryOn[...].utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            let condition = Substring(bytes)
            if Self.conditions.contains(String(condition)) { continue }
            if let status = Int(condition), Self.isRegisteredStatus(status) { continue }
            let name = condition.trimming(" ")
            let hint =
                Self.conditions.contains(name)
                ? "write the list without blanks"
                : "conditions are names such as 5xx, gateway-error, connect-failure, and HTTP status codes"
            at.error("has the entry \"\(condition)\"; \(hint)")
        }
    }

    private static let conditions: Set<String> = [
        "5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "retriable-4xx", "refused-stream",
        "retriable-status-codes", "retriable-headers", "envoy-ratelimited", "http3-post-connect-failure",
        "cancelled", "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
    ]

    /// Whether the status has a registered meaning; Istio takes no others here.
    private static func isRegisteredStatus(_ code: Int) -> Bool {
        switch code {
        case 100...103, 200...208, 226, 300...305, 307, 308, 400...418, 421...426, 428, 429, 431, 451, 500...508, 510,
            511:
            true
        default: false
        }
    }
}

extension Substring {
    /// The text without this character at either end.
    fileprivate func trimming(_ blank: Character) -> String {
        let start = self.drop { $0 == blank }
        return String(String(start).reversed().drop { $0 == blank }.reversed())
    }
}
