import NIOHTTP1

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One backend of the shop.
struct Backend {
    let name: String
    let version: String

    /// From an argument such as `frontend/v1`.
    init(_ argument: String) {
        let parts = argument.split(separator: "/", maxSplits: 1).map(String.init)
        self.name = parts.first ?? argument
        self.version = parts.count > 1 ? parts[1] : "v1"
    }

    /// The page: who answers, and the request as it came through the gateway.
    func page(for head: HTTPRequestHead) -> (type: String, text: String) {
        let title = "\(self.name) \(self.version)"
        let request = "\(head.method.rawValue) \(head.uri)\n" + head.headers.map { "\($0): \($1)\n" }.joined()
        guard head.headers["accept"].contains(where: { $0.contains("text/html") }) else {
            return ("text/plain; charset=utf-8", "\(title) at your service\n\n\(request)")
        }
        let colour = self.version == "v1" ? "#2b6cb0" : "#2f855a"
        return (
            "text/html; charset=utf-8",
            """
            <!doctype html><title>\(title)</title>
            <body style="font:16px system-ui;max-width:44rem;margin:3rem auto">
            <h1 style="color:\(colour)">\(title) at your service</h1>
            <p>Reload a few times: one visit in five meets v2.</p>
            <p>What came through the gateway:</p><pre>\(escaped(request))</pre>
            """
        )
    }
}

private func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
        switch character {
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "&": result += "&amp;"
        default: result.append(character)
        }
    }
}

/// Hands what was printed to the reader of a pipe, which would otherwise wait for a full buffer.
func flushOutput() {
    fflush(nil)
}
