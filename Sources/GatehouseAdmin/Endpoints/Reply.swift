import GatehousePlan
import Hummingbird
import NIOCore

/// An answer, before it is HTTP.
struct Reply: Sendable {
    /// The status code.
    var status: Int
    /// The media type of the body.
    var contentType: String
    /// The body.
    var body: ResponseBody
    /// The methods that there are, for 405.
    var allow: String?

    /// A JSON value.
    static func json(_ value: JSONValue, status: Int = 200) -> Reply {
        Reply(
            status: status, contentType: "application/json",
            body: ResponseBody(byteBuffer: ByteBuffer(string: value.text(pretty: true) + "\n")))
    }

    /// An error that says what to do about it.
    static func error(_ message: String, status: Int, more: JSONValue.Member? = nil) -> Reply {
        .json(
            .object([JSONValue.Member(name: "error", value: .string(message))] + (more.map { [$0] } ?? [])),
            status: status)
    }

    /// A page.
    static func html(_ text: String) -> Reply {
        Reply(
            status: 200, contentType: "text/html; charset=utf-8",
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Text that is made page by page while it is sent.
    static func pages(_ pages: some Sequence<[UInt8]> & Sendable, contentType: String) -> Reply {
        let body = ResponseBody { writer in
            for page in pages { try await writer.write(ByteBuffer(bytes: page)) }
            try await writer.finish(nil)
        }
        return Reply(status: 200, contentType: contentType, body: body)
    }

    /// The answer as HTTP. Nothing here may be cached, and nothing taken for another type than it says.
    var response: Response {
        var headers = HTTPFields()
        headers[.contentType] = self.contentType
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        if let allow = self.allow { headers[.allow] = allow }
        return Response(status: .init(code: self.status), headers: headers, body: self.body)
    }
}
