import GatehouseModel
import GatehousePlan

extension CORSPolicy {
    /// What a rule allows to other origins (semantics A14).
    init(_ policy: CorsPolicy) {
        let legacy = policy.allowOrigin.map { StringMatch.exact($0) }
        self.init(
            allowOrigins: (policy.allowOrigins.isEmpty ? legacy : policy.allowOrigins).map { StringCondition($0) },
            allowMethods: policy.allowMethods.joined(separator: ","),
            allowHeaders: policy.allowHeaders.joined(separator: ","),
            exposeHeaders: policy.exposeHeaders.joined(separator: ","),
            maxAge: policy.maxAge.map { String($0.components.seconds) } ?? "",
            allowCredentials: policy.allowCredentials ?? false,
            forwardsUnmatchedPreflights: policy.unmatchedPreflights != .ignore)
    }
}
