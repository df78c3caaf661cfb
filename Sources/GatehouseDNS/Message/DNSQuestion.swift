/// What is asked.
public struct DNSQuestion: Hashable, Sendable {
    /// Whose records.
    public var name: DNSName
    /// Records of which type.
    public var type: DNSRecordType
    /// Records of which class.
    public var recordClass: DNSClass

    /// A question.
    public init(name: DNSName, type: DNSRecordType, recordClass: DNSClass = .internet) {
        self.name = name
        self.type = type
        self.recordClass = recordClass
    }
}
