/// Fields that are about one connection because its `Connection` field names them (RFC 9110 section 7.6.1, semantics H5).
extension HeaderBlock {
    /// Whether a value of `Connection` may name fields: most say only whether the connection stays open.
    public func namesFields(inConnection value: ByteRange) -> Bool {
        self.withBytes(value) { !$0.equalsIgnoringCase("keep-alive") && !$0.equalsIgnoringCase("close") }
    }

    /// Removes the fields that values of `Connection` name.
    public mutating func removeNamed(inConnection values: [ByteRange]) {
        for value in values {
            var names: [[UInt8]] = []
            self.withBytes(value) { list in
                _ = list.forEachListElement { element in
                    names.append(element.map(\.lowercased))
                    return true
                }
            }
            for name in names { self.removeAll(named: name) }
        }
    }
}
