public import GatehouseHTTP
import GatehousePlan

/// Cross-origin rules of a route (semantics A14).
public final class CompiledCORS: Sendable {
    /// What the rules make of a request.
    public enum Verdict: Sendable {
        /// Nothing: the request names no origin, or one that is not allowed.
        case untouched
        /// The request goes on; its response is passed to `apply(to:request:origin:)` with this origin.
        case allowed(origin: ByteRange)
        /// The request is a preflight and is answered by `writePreflight(to:request:origin:)`. `origin` is nil where it
        /// is not allowed: then the answer says nothing of it.
        case preflight(origin: ByteRange?)
    }

    private let origins: [ValueMatcher]
    private let allowsEveryOrigin: Bool
    private let methods: [UInt8]
    private let headers: [UInt8]
    private let exposedHeaders: [UInt8]
    private let maxAge: [UInt8]
    private let allowsCredentials: Bool
    private let forwardsUnmatchedPreflights: Bool

    init(_ plan: CORSPolicy, _ cache: inout RegexCache) throws(CompileFailure) {
        var origins: [ValueMatcher] = []
        for origin in plan.allowOrigins { origins.append(try ValueMatcher(origin, &cache)) }
        self.origins = origins
        // A matcher that takes `*` takes every origin, as in Envoy.
        self.allowsEveryOrigin = origins.contains { $0.matches([UInt8(ascii: "*")]) }
        self.methods = Array(plan.allowMethods.utf8)
        self.headers = Array(plan.allowHeaders.utf8)
        self.exposedHeaders = Array(plan.exposeHeaders.utf8)
        self.maxAge = Array(plan.maxAge.utf8)
        self.allowsCredentials = plan.allowCredentials
        self.forwardsUnmatchedPreflights = plan.forwardsUnmatchedPreflights
    }

    /// Looks at a request before its headers are edited.
    public func examine(_ request: RequestHead) -> Verdict {
        guard let origin = request.headers.first(.origin), !origin.isEmpty else { return .untouched }
        let isAllowed =
            self.allowsEveryOrigin
            || request.withBytes(origin) { origin in self.origins.contains { $0.matches(origin) } }
        guard self.isPreflight(request) else { return isAllowed ? .allowed(origin: origin) : .untouched }
        if isAllowed { return .preflight(origin: origin) }
        return self.forwardsUnmatchedPreflights ? .untouched : .preflight(origin: nil)
    }

    private func isPreflight(_ request: RequestHead) -> Bool {
        guard request.withBytes(request.method, { $0.equals("OPTIONS") }) else { return false }
        guard let method = request.value(of: "access-control-request-method") else { return false }
        return !method.isEmpty
    }

    /// Makes `response` the answer to a preflight: 200 without a body.
    public func writePreflight(to response: inout ResponseHead, request: RequestHead, origin: ByteRange?) {
        response.removeAll()
        response.status = 200
        guard let origin else { return }
        self.apply(to: &response, request: request, origin: origin)
        response.write("access-control-allow-methods", self.methods, or: "access-control-request-method", of: request)
        response.write("access-control-allow-headers", self.headers, or: "access-control-request-headers", of: request)
        if !self.maxAge.isEmpty { response.set("access-control-max-age", self.maxAge) }
    }

    /// Edits the response to a cross-origin request of an allowed origin.
    public func apply(to response: inout ResponseHead, request: RequestHead, origin: ByteRange) {
        response.set("access-control-allow-origin", request.headers.bytes[origin.indices])
        if self.allowsCredentials { response.set("access-control-allow-credentials", "true".utf8) }
        if !self.exposedHeaders.isEmpty { response.set("access-control-expose-headers", self.exposedHeaders) }
    }
}

extension RequestHead {
    fileprivate func value(of name: StaticString) -> ByteRange? {
        for field in self.headers.fields where field.id == .other {
            if self.withBytes(field.name, { $0.equals(name) }) { return field.value }
        }
        return nil
    }
}

extension ResponseHead {
    fileprivate mutating func set(_ name: String, _ value: some Sequence<UInt8>) {
        self.headers.set(name: Array(name.utf8), value: value)
    }

    /// Writes a list that is allowed; `*` allows what the request asks for.
    fileprivate mutating func write(
        _ name: String, _ list: [UInt8], or requested: StaticString, of request: RequestHead
    ) {
        guard list == [UInt8(ascii: "*")] else {
            if !list.isEmpty { self.set(name, list) }
            return
        }
        if let asked = request.value(of: requested) { self.set(name, request.headers.bytes[asked.indices]) }
    }
}
