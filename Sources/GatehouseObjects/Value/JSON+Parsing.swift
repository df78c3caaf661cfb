/// What was read from bytes.
public struct JSONDocument: Hashable, Sendable {
    /// The value. Of members with the same name the last one is there, as in Kubernetes.
    public var value: JSON
    /// Paths of members that were given more than once, such as `spec.http[0].name`, in the order of their appearance:
    /// what strict field validation refuses as `duplicate field "spec.http[0].name"`.
    public var duplicates: [String]

    /// A value that was read elsewhere.
    public init(_ value: JSON, duplicates: [String] = []) {
        self.value = value
        self.duplicates = duplicates
    }

    /// Reads JSON (RFC 8259): one value with nothing but white space around it.
    ///
    /// - Throws: where the bytes are no JSON, or beyond the limits.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        guard bytes.count <= limits.bytes else { throw JSONError(.tooLarge, at: limits.bytes) }
        // An array is taken as it is, anything else is copied: the parser wants one contiguous, checked view.
        var parser = JSONParser(bytes: bytes as? [UInt8] ?? Array(bytes), limits: limits)
        self.value = try parser.parseDocument()
        self.duplicates = parser.duplicates
    }
}

extension JSON {
    /// Reads JSON (RFC 8259). Of members with the same name the last one counts; `JSONDocument` tells which they were.
    ///
    /// Names that are canonically equivalent in Unicode are the same name, for that is how Swift compares texts.
    ///
    /// - Throws: where the bytes are no JSON, or beyond the limits.
    public static func parse(
        _ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()
    ) throws(JSONError) -> JSON {
        try JSONDocument(parsing: bytes, limits: limits).value
    }
}
