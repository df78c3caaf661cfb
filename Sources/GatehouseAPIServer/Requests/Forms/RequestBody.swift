import GatehouseObjects

/// The body of a request, read.
enum RequestBody {
    /// How many bytes a body may have, as in Kubernetes.
    static let limit = 3 * 1024 * 1024
    /// The forms that objects are read in.
    static let types = ["application/json", "application/yaml", ProtobufBody.mediaType]

    private static let limits = JSONLimits(bytes: Self.limit)

    /// The type that `Content-Type` says, in lower case and without parameters; nil where it says nothing.
    static func type(of call: APICall) -> String? {
        guard let text = call.header("content-type"), !text.allSatisfy(\.isWhitespace) else { return nil }
        return MediaRange(text[...])?.type ?? text
    }

    /// Reads the body as an object that is sent whole.
    ///
    /// - Parameter yaml: Reads YAML; nil where it is not read.
    /// - Throws: 415 for other forms, 413 where it is too large, 400 where it can't be read.
    static func object(of call: APICall, yaml: APIService.YAMLReader?) throws(APIStatus) -> JSONDocument {
        switch Self.type(of: call) {
        case nil, "application/json": return try Self.json(call)
        case "application/yaml": return try Self.yaml(call, yaml)
        case ProtobufBody.mediaType:
            do throws(ProtobufError) {
                return JSONDocument(
                    try ProtobufBody.decode(call.body, limits: ProtobufLimits(bytes: Self.limit)))
            } catch {
                if case .unknownKind = error.reason { throw .unsupportedMediaType(accepted: Self.types) }
                throw error.status
            }
        default: throw .unsupportedMediaType(accepted: Self.types)
        }
    }

    /// Reads the body as JSON, whatever it says of its type.
    static func json(_ call: APICall) throws(APIStatus) -> JSONDocument {
        guard call.body.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
        do throws(JSONError) {
            return try JSONDocument(parsing: call.body, limits: Self.limits)
        } catch { throw .badRequest("the body of the request can't be read: json parse error: \(error)") }
    }

    /// Reads the body as YAML, of which JSON is a part.
    static func yaml(_ call: APICall, _ yaml: APIService.YAMLReader?) throws(APIStatus) -> JSONDocument {
        guard call.body.count <= Self.limit else { throw .tooLarge(limit: Self.limit) }
        // Newer clients send JSON, which has the better errors.
        if let first = call.body.first(where: { $0 > 0x20 }), first == UInt8(ascii: "{") || yaml == nil {
            if let document = try? JSONDocument(parsing: call.body, limits: Self.limits) { return document }
        }
        guard let yaml else { throw .badRequest("the body of the request can't be read: it is not JSON") }
        do {
            let value = try yaml(call.body)
            guard value.depth <= Self.limits.depth else {
                throw APIStatus.badRequest("the body of the request can't be read: exceeded max depth")
            }
            return JSONDocument(value)
        } catch let status as APIStatus {
            throw status
        } catch { throw .badRequest("the body of the request can't be read: error converting YAML to JSON: \(error)") }
    }
}
