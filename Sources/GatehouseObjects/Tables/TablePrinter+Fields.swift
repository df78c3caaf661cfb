extension TablePrinter {
    /// Where the cells of Istio's columns are, by the columns' names.
    private static let paths: [String: [String]] = [
        "Action": ["spec", "action"], "Address": ["spec", "address"], "Gateways": ["spec", "gateways"],
        "Host": ["spec", "host"], "Hosts": ["spec", "hosts"], "Location": ["spec", "location"],
        "Mode": ["spec", "mtls", "mode"], "Resolution": ["spec", "resolution"],
    ]

    /// A field as tables of CustomResourceDefinitions have it: lists as JSON, and null for what is not there.
    @Sendable static func field(_ object: JSON, _ column: APIResource.Column, _ now: Int) -> JSON {
        if column.name == "Age", object["metadata"]?["creationTimestamp"]?.string == nil { return .null }
        if let cell = Self.commonCell(object, column, now) { return cell }
        guard let path = Self.paths[column.name] else { return .null }
        var value: JSON? = object
        for name in path { value = value?[name] }
        switch value {
        case nil, .null?: return .null
        case .string(let text)?: return .string(text)
        case let other?: return .string(String(decoding: other.bytes, as: UTF8.self))
        }
    }
}
