extension OpenAPI {
    /// `/openapi/v2` as Protocol Buffers (`application/com.github.proto-openapi.spec.v2@v1.0+protobuf`), the only form
    /// in which kubectl reads it: gnostic's `openapi.v2.Document`.
    public var swaggerProtobuf: [UInt8] { Self.protobuf(of: self.swagger) }

    /// A Swagger document in that form.
    static func protobuf(of document: JSON) -> [UInt8] {
        var writer = ProtobufWriter()
        writer.text(1, document["swagger"]?.string)
        writer.message(2) { writer in
            writer.text(1, document["info"]?["title"]?.string)
            writer.text(2, document["info"]?["version"]?.string)
        }
        writer.message(8) { writer in
            for (path, item) in document["paths"].sortedMembers {
                writer.message(2) { writer in
                    writer.text(1, path)
                    writer.message(2) { $0.pathItem(item) }
                }
            }
        }
        writer.message(9) { writer in
            for (name, schema) in document["definitions"].sortedMembers { writer.namedSchema(1, name, schema) }
        }
        return writer.bytes
    }
}

extension JSON? {
    /// The members of an object in the order of their names.
    var sortedMembers: [(key: String, value: JSON)] { (self?.object ?? [:]).sorted { $0.key < $1.key } }
}
