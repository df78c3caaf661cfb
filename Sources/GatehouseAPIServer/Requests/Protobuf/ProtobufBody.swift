import GatehouseObjects

/// Objects that clients send as Protocol Buffers, as those that are written in Go do from Kubernetes 1.33 on for its own
/// kinds, whatever the server may like better.
enum ProtobufBody {
    /// The type of such bodies.
    static let type = "application/vnd.kubernetes.protobuf"

    /// What all of them begin with.
    private static let magic: [UInt8] = [0x6b, 0x38, 0x73, 0x00]

    /// The object in JSON.
    ///
    /// - Throws: 400 where it can't be read, 415 for kinds that are not read.
    static func object(_ bytes: [UInt8]) throws(APIStatus) -> JSON {
        guard bytes.starts(with: Self.magic) else {
            throw .badRequest("the body of the request can't be read: it does not begin as Protocol Buffers do here")
        }
        do throws(ProtobufReader.Malformed) {
            let envelope = try Self.envelope(bytes.dropFirst(Self.magic.count))
            if var object = try ProtobufMessage.kind(envelope.kind)?.object(envelope.object) {
                object["apiVersion"] = .string(envelope.apiVersion)
                object["kind"] = .string(envelope.kind)
                return object
            }
        } catch { throw .badRequest("the body of the request can't be read: it is broken Protocol Buffers") }
        throw .unsupportedMediaType(accepted: RequestBody.types)
    }

    private struct Envelope {
        var apiVersion = ""
        var kind = ""
        var object: ArraySlice<UInt8> = []
    }

    private static func envelope(_ bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) -> Envelope {
        let typeMeta = ProtobufMessage([1: ("apiVersion", .text), 2: ("kind", .text)])
        var envelope = Envelope()
        var reader = ProtobufReader(bytes)
        while let (number, value) = try reader.next() {
            guard case .bytes(let bytes) = value else { continue }
            switch number {
            case 1:
                let type = try typeMeta.object(bytes)
                envelope.apiVersion = type["apiVersion"]?.string ?? ""
                envelope.kind = type["kind"]?.string ?? ""
            case 2: envelope.object = bytes
            default: continue
            }
        }
        return envelope
    }
}
