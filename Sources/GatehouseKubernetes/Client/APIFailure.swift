public import GatehouseObjects

/// Why a request to an API server did not do what it should.
public enum APIFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The server refused or failed, and said so.
    case status(APIStatus)
    /// Nothing came of it: no connection, no handshake, no answer in time. A sentence's end, such as `connection refused`.
    case unreachable(String)
    /// What came is not what an API server sends.
    case malformed(String)
    /// The answer is larger than is taken.
    case tooLarge
    /// There is no credential to ask with.
    case credential(String)
    /// This process ends.
    case cancelled

    /// For people: what follows "cannot list gateways: ".
    public var description: String {
        switch self {
        case .status(let status): "\(status.code) \(status.reason): \(status.message)"
        case .unreachable(let reason): reason
        case .malformed(let reason): "the answer is not that of a Kubernetes API server: \(reason)"
        case .tooLarge: "the answer is larger than 64 MiB"
        case .credential(let reason): "there is no credential: \(reason)"
        case .cancelled: "this process ends"
        }
    }

    /// The HTTP status, where the server answered.
    public var code: Int? { if case .status(let status) = self { status.code } else { nil } }
}

extension APIStatus {
    /// The status that a server sent as the answer to a request, or as an `ERROR` of a watch; nil for what is none.
    public init?(parsing object: JSON) {
        guard object["kind"]?.string == "Status" else { return nil }
        let details = object["details"]
        let causes = (details?["causes"]?.array ?? []).prefix(100).map { cause in
            Cause(
                reason: cause["reason"]?.string ?? "", message: cause["message"]?.string ?? "",
                field: cause["field"]?.string ?? "")
        }
        self.init(
            code: Int(clamping: object["code"]?.integer ?? 0), reason: object["reason"]?.string ?? "",
            message: object["message"]?.string ?? "",
            subject: details.map { details in
                Subject(
                    name: details["name"]?.string ?? "", group: details["group"]?.string ?? "",
                    kind: details["kind"]?.string ?? "")
            }, causes: causes, retryAfterSeconds: details?["retryAfterSeconds"]?.integer.map { Int(clamping: $0) })
    }

    /// The status of an answer, whatever its body is: what stands before an API server says things in its own way.
    init(code: Int, body: [UInt8]) {
        if let object = try? JSON.parse(body), var status = APIStatus(parsing: object) {
            if status.code == 0 { status.code = code }
            self = status
            return
        }
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        let line = text.prefix { !$0.isNewline }
        self.init(code: code, reason: "", message: line.isEmpty ? "no explanation" : String(line))
    }
}
