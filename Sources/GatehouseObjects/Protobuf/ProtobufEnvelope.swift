/// What is around an object: `runtime.Unknown` of Kubernetes' apimachinery, after its four bytes of magic.
struct ProtobufEnvelope {
    /// What the object says of itself; empty where it says nothing.
    let apiVersion: String
    /// The same.
    let kind: String
    /// The object's message.
    let object: ArraySlice<UInt8>

    private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

    private static let message = ProtobufMessage([
        .init(1, "typeMeta", .message(ProtobufMessage([.init(1, "apiVersion", .text), .init(2, "kind", .text)]))),
        .init(3, "contentEncoding", .text),
        .init(4, "contentType", .text),
    ])

    /// Opens an envelope. Contents that are said to be something else than a plain message are not guessed at.
    init(_ bytes: [UInt8], with decoder: inout ProtobufDecoder) throws(ProtobufError) {
        guard bytes.starts(with: Self.magic) else { throw ProtobufError(.noEnvelope) }
        let rest = bytes.dropFirst(Self.magic.count)
        guard !rest.isEmpty else { throw ProtobufError(.empty) }
        let members = try decoder.members(of: Self.message, in: rest)
        self.apiVersion = members["typeMeta"]?["apiVersion"]?.string ?? ""
        self.kind = members["typeMeta"]?["kind"]?.string ?? ""
        if let encoding = members["contentEncoding"]?.string { throw ProtobufError(.foreignContent(encoding)) }
        if let type = members["contentType"]?.string, type != ProtobufBody.mediaType {
            throw ProtobufError(.foreignContent(type))
        }
        self.object = try WireReader.bytes(of: 2, in: rest)
    }
}
