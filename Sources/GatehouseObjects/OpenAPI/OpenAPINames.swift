/// What definitions are called. Clients do not depend on it; people who know Kubernetes' names find them.
enum OpenAPINames {
    /// The text-or-number type.
    static let integerOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString"

    /// A type of `meta.k8s.io/v1`.
    static func meta(_ name: String) -> String { "io.k8s.apimachinery.pkg.apis.meta.v1.\(name)" }

    /// A kind's definition.
    static func kind(_ resource: APIResource, _ version: String) -> String {
        "\(Self.prefix(resource.group)).\(version).\(resource.kind)"
    }

    /// The definition of a list of a kind.
    static func list(_ resource: APIResource, _ version: String) -> String { Self.kind(resource, version) + "List" }

    /// A group and version in names of operations: `NetworkingIstioIoV1`.
    static func word(_ group: String, _ version: String) -> String {
        let parts = group.isEmpty ? ["core", version] : group.split(separator: ".").map(String.init) + [version]
        return parts.map(Self.capitalized).joined()
    }

    private static func prefix(_ group: String) -> String {
        if group.isEmpty { return "io.k8s.api.core" }
        let labels = group.split(separator: ".")
        if let first = labels.first, group.hasSuffix(".k8s.io") { return "io.k8s.api.\(first)" }
        return labels.reversed().joined(separator: ".")
    }

    private static func capitalized(_ word: String) -> String {
        guard let first = word.first else { return word }
        return first.uppercased() + word.dropFirst()
    }
}
