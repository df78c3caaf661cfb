import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// Speaks of how often requests may come: before anything else is done with one.
    mutating func sayRateLimits(_ route: CompiledRoute) {
        for limit in route.plan.policy.rateLimits {
            let burst = limit.burst == limit.requests ? "" : ", \(limit.burst) at once"
            self.say(
                "At most \(Prose.count(limit.requests, "request")) in \(Prose.duration(limit.unit)) may come\(burst)\(self.scope(of: limit.key)); more are answered 429 (response flag RL)."
            )
        }
    }

    private func scope(of key: RateLimitPolicy.Key) -> String {
        switch key {
        case .everything: return ""
        case .clientAddress: return " from one client address"
        case .header(let name):
            guard let value = self.head.headers.joinedValue(of: name) else {
                return " with one value of `\(name)`, of which this request has none"
            }
            return " with one value of `\(name)`, here `\(value)`"
        }
    }

    /// Speaks of what a client may send; true when the request's body is too large, which the gateway answers.
    mutating func refusesBody(_ route: CompiledRoute) -> Bool {
        let policy = route.plan.policy
        if let timeout = policy.requestTimeout {
            self.say("The request has to be complete within \(Prose.duration(timeout)), or it is answered 408.")
        }
        guard let limit = policy.maxRequestBytes else { return false }
        if case .fixed(let length) = self.framing.body, length > UInt64(clamping: limit) {
            self.answer(.badRequest, 413)
            self.say("The request's body has \(length) bytes; the route allows \(limit), so the answer is 413.")
            return true
        }
        self.say("A body of more than \(Prose.count(limit, "byte")) is answered 413.")
        return false
    }

    /// Speaks of timeout, retries and mirrors.
    mutating func sayTries(_ route: CompiledRoute) {
        if let timeout = route.timeout { self.say("The whole response may take \(Prose.duration(timeout)).") }
        if let retry = route.retry, retry.attempts > 0 { self.sayRetries(retry) }
        for mirror in route.plan.policy.mirrors {
            let name = "`\(mirror.destination.clusterName)`"
            let share =
                mirror.share >= 1_000_000
                ? "Every request is" : "\(Prose.percent(UInt64(mirror.share))) of requests are"
            self.say(
                mirror.destination.cluster == nil
                    ? "\(share) to be copied to \(name), but there is no such cluster."
                    : "\(share) copied to \(name); what comes of the copies is nobody's concern.")
        }
    }

    private mutating func sayRetries(_ retry: RetryPolicy) {
        let codes = retry.statusCodes.map(String.init)
        self.say(
            "A failed try is repeated up to \(Prose.count(retry.attempts, "time")), on \(Prose.list(retry.conditions + codes, limit: 12))."
        )
        if let timeout = retry.perTryTimeout { self.say("Each try may take \(Prose.duration(timeout)).") }
        if retry.backOff != .milliseconds(25) {
            self.say("The waits before them begin at \(Prose.duration(retry.backOff)) at most, and grow.")
        }
        if retry.avoidsTriedEndpoints == false { self.say("They may go to endpoints that were tried before.") }
        if retry.avoidsTriedPriorities { self.say("After two failed tries they leave the priorities that were tried.") }
    }
}
