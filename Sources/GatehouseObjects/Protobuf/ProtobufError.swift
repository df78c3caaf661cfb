/// Why a body in Protocol Buffers can't be read.
public struct ProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// It does not begin with the four bytes of Kubernetes' envelope.
        case noEnvelope
        /// There is nothing after them.
        case empty
        /// The envelope says that its contents are encoded so, or of such a type.
        case foreignContent(String)
        /// Neither the envelope nor the request says what the object is.
        case missingKind
        /// No message is known for the kind.
        case unknownKind(apiVersion: String, kind: String)
        /// The bytes end in the middle of a field.
        case truncated
        /// A number of more than ten bytes.
        case numberTooLong
        /// A field's number is none, or a group ends that has not begun.
        case invalidTag
        /// A field of a known number has the wire type of something else.
        case wrongWireType(Int, field: Int)
        /// A text with bytes that are not UTF-8.
        case invalidUTF8
        /// A point in time before the year 1 or after 9999.
        case invalidTime
        /// Something that should be a number or a text and says to be neither.
        case neitherNumberNorText
        /// JSON in a field that is none.
        case invalidJSON(JSONError)
        /// More bytes than this.
        case tooLarge(limit: Int)
        /// More fields and members than this.
        case tooManyValues(limit: Int)
    }

    /// What is wrong.
    public var reason: Reason
    /// The field that it is wrong with, such as `spec.ports[0].name`; empty for the body as a whole.
    public private(set) var path: String

    /// An error.
    public init(_ reason: Reason, at path: String = "") {
        self.reason = reason
        self.path = path
    }

    /// The same, seen from what is around: `step` is the name of the field there, or the place in a list in brackets.
    func within(_ step: String) -> ProtobufError {
        let needsDot = !self.path.isEmpty && !self.path.hasPrefix("[")
        return ProtobufError(self.reason, at: step + (needsDot ? "." : "") + self.path)
    }

    /// For people; a sentence without its full stop, as messages of Kubernetes' API are.
    public var description: String { self.path.isEmpty ? self.text : "\(self.path): \(self.text)" }

    /// What Kubernetes answers: 400, or 413 for what is too large.
    public var status: APIStatus {
        switch self.reason {
        case .tooLarge(let limit):
            return APIStatus(
                code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)")
        case .tooManyValues: return APIStatus(code: 413, reason: "RequestEntityTooLarge", message: self.message)
        default: return APIStatus(code: 400, reason: "BadRequest", message: self.message)
        }
    }

    private var message: String { "the body of the request can't be read: \(self.description)" }

    private var text: String {
        switch self.reason {
        case .noEnvelope: return "it does not begin with k8s and a zero byte, as Kubernetes' Protocol Buffers do"
        case .empty: return "there is nothing after the first four bytes"
        case .foreignContent(let type): return "its contents are \(type), not a plain message"
        case .missingKind: return "it does not say its apiVersion and kind"
        case .unknownKind(let apiVersion, let kind):
            return "no kind \"\(kind)\" of version \"\(apiVersion)\" is read as Protocol Buffers; send it as JSON"
        case .truncated: return "the bytes end in the middle of a field"
        case .numberTooLong: return "a number has more than 64 bits"
        case .invalidTag: return "there is a field without a valid number"
        case .wrongWireType(let type, let field): return "field \(field) has the wire type \(type) of another type"
        case .invalidUTF8: return "the text is not UTF-8"
        case .invalidTime: return "the time is not between the years 1 and 9999"
        case .neitherNumberNorText: return "it is neither a number nor a text"
        case .invalidJSON(let error): return "the JSON in it can't be read: \(error)"
        case .tooLarge(let limit): return "it has more than \(limit) bytes"
        case .tooManyValues(let limit): return "it has more than \(limit) fields"
        }
    }
}
