public import GatehouseHTTP
import GatehousePlan

/// What of a request a consistent hash is computed of (semantics B2).
public final class CompiledHash: Sendable {
    private enum Source: Sendable {
        case header([UInt8])
        case cookie([UInt8])
        case address
        case query([UInt8])
    }

    private let source: Source
    /// The cookie that clients without one are given; nil where they are given none.
    private let generated: HashCookiePlan?

    init?(_ balancing: ClusterPlan.Balancing) {
        guard case .consistentHash(let plan) = balancing else { return nil }
        switch plan.key {
        case .header(let name):
            self.source = .header(Array(name.lowercased().utf8))
            self.generated = nil
        case .cookie(let cookie):
            self.source = .cookie(Array(cookie.name.utf8))
            self.generated = cookie.lifetime == nil ? nil : cookie
        case .sourceAddress:
            self.source = .address
            self.generated = nil
        case .queryParameter(let name):
            self.source = .query(Array(name.utf8))
            self.generated = nil
        }
    }

    /// Whether a client without the cookie is to be given one.
    public var generatesCookie: Bool { self.generated != nil }

    /// Calls `body` with each value that counts, in order; with none where the request lacks the key.
    ///
    /// - Parameter address: the client's address, without its port.
    public func forEachValue(
        of request: RequestHead, address: [UInt8], _ body: (UnsafeRawBufferPointer) -> Void
    ) {
        switch self.source {
        case .address: address.withUnsafeBytes { if !$0.isEmpty { body($0) } }
        case .header(let name):
            for field in request.headers.fields {
                let isWanted = request.withBytes(field.name) { bytes in name.withUnsafeBytes { bytes.equals($0) } }
                if isWanted { request.withBytes(field.value, body) }
            }
        case .cookie(let name):
            for field in request.headers.fields where field.id == .cookie {
                let isFound = request.withBytes(field.value) { Self.withCookie(name, in: $0, body) }
                if isFound { return }
            }
        case .query(let name):
            RequestView.with(request, scheme: .http) { view in
                if let value = name.withUnsafeBytes({ view.queryValue($0) }) { body(value) }
            }
        }
    }

    /// Finds a cookie's value (RFC 6265 section 4.2.1), without the quotes that may be around it.
    private static func withCookie(
        _ name: [UInt8], in field: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        var start = 0
        while start < field.count {
            let end = field[start...].firstIndex(of: UInt8(ascii: ";")) ?? field.count
            var pair = field[start..<end]
            while let first = pair.first, first == UInt8(ascii: " ") { pair = pair.dropFirst() }
            start = end + 1
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                pair[pair.startIndex..<equals].elementsEqual(name)
            else { continue }
            var value = pair[(equals + 1)...]
            if value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
                value = value.dropFirst().dropLast()
            }
            body(UnsafeRawBufferPointer(rebasing: value))
            return true
        }
        return false
    }

    /// What `set-cookie` says to a client that is given this value.
    public func setCookie(_ value: [UInt8]) -> [UInt8] {
        guard let generated else { return [] }
        var text = Array("\(generated.name)=\"".utf8) + value + Array("\"".utf8)
        let seconds = generated.lifetime?.components.seconds ?? 0
        if seconds > 0 { text += Array("; Max-Age=\(seconds)".utf8) }
        if !generated.path.isEmpty { text += Array("; Path=\(generated.path)".utf8) }
        for attribute in generated.attributes { text += Array("; \(attribute)".utf8) }
        return text + Array("; HttpOnly".utf8)
    }
}
