extension APIResource {
    /// A kind of Istio's, with a specification and a status.
    ///
    /// - Parameter area: The beginning of the group's name, such as `networking`.
    static func istio(
        _ area: String, _ kind: String, _ plural: String, _ shortName: String? = nil,
        versions: [String], about description: String, spec: ObjectSchema, isSpecRequired: Bool = false,
        columns: [Column] = [.date]
    ) -> APIResource {
        APIResource(
            group: "\(area).istio.io", versions: versions, kind: kind, plural: plural, singular: kind.lowercased(),
            shortNames: shortName.map { [$0] } ?? [], categories: ["istio-io", "\(area)-istio-io"],
            schema: .kind(
                description,
                [ObjectSchema.Field("spec", spec, isRequired: isSpecRequired), .init("status", .istioStatus)]),
            columns: [.objectName] + columns)
    }

    /// The versions of most kinds of `networking.istio.io`.
    static let networkingVersions = ["v1", "v1beta1", "v1alpha3"]
}
