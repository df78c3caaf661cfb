import GatehouseObjects

/// Whoever shows the token: the API's one user, who may do everything.
enum APIUser {
    /// As the kubeconfig has it.
    static let name = "admin"
    /// The groups by which Kubernetes knows such users (package `user` of its apiserver).
    static let groups = ["system:masters", "system:authenticated"]

    /// `userInfo` of reviews.
    static let info: JSON = ["username": .string(Self.name), "groups": .array(Self.groups.map { .string($0) })]
}
