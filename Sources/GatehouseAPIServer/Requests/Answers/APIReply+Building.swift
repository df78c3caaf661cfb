import GatehouseObjects

extension APIReply {
    /// A document.
    static func json(_ document: JSON, status: Int = 200, isPretty: Bool = false) -> APIReply {
        let bytes = isPretty ? PrettyJSON.bytes(of: document) : document.bytes
        return APIReply(
            status: status,
            headers: [("Content-Type", "application/json"), ("Cache-Control", "no-cache, private")],
            body: .bytes(bytes))
    }

    /// A short text.
    static func text(_ text: String, status: Int = 200) -> APIReply {
        APIReply(
            status: status,
            headers: [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")],
            body: .bytes(Array(text.utf8)))
    }
}
