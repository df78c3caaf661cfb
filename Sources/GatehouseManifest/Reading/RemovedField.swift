/// Fields that older versions of Istio had, and what took their place.
enum RemovedField {
    /// What to do, by the field's name.
    static let advice: [String: String] = [
        "websocketUpgrade": "WebSockets need no setting any more, remove it",
        "appendHeaders": "write `headers.request.add` instead",
        "appendRequestHeaders": "write `headers.request.add` instead",
        "appendResponseHeaders": "write `headers.response.add` instead",
        "removeRequestHeaders": "write `headers.request.remove` instead",
        "removeResponseHeaders": "write `headers.response.remove` instead",
    ]
}
