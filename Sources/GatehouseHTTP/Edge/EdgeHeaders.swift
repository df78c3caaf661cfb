/// Turns a client's head into the one that routing sees and upstreams get: hop-by-hop fields dropped, what a client
/// may not say removed, what the gateway knows added (semantics H1 to H5).
public enum EdgeHeaders {
    /// Prepares a request head.
    ///
    /// - Parameters:
    ///   - head: the head as parsed; its path is normalised already.
    ///   - framing: what the parser found; tells whether there is anything to drop.
    ///   - connection: where the request came from.
    ///   - requestID: makes the value of `x-request-id`.
    /// - Returns: whether the effective scheme, after `x-forwarded-proto` of trusted proxies, is `https`.
    public static func prepare(
        _ head: inout RequestHead, framing: MessageFraming, connection: ConnectionFacts, options: EdgeOptions,
        requestID: inout RequestIDGenerator
    ) -> Bool {
        let dropped = self.dropUntrusted(&head.headers, trustsProxies: options.trustedProxies > 0)
        if dropped.namesConnectionFields { head.headers.removeNamed(inConnection: dropped.connectionValues) }
        if framing.acceptsTrailers { head.headers.append(.te, value: head.headers.store("trailers")) }

        if framing.wantsWebSocket { self.keepUpgrade(&head.headers) }

        let isHTTPS = self.setForwardedProto(&head.headers, connection, trusts: options.trustedProxies > 0)
        self.setForwardedFor(&head.headers, connection, trustedProxies: options.trustedProxies)
        let idStart = head.headers.bytes.count
        requestID.append(to: &head.headers.bytes)
        head.headers.append(.requestID, value: ByteRange(start: idStart, count: head.headers.bytes.count - idStart))
        return isHTTPS
    }

    /// The one upgrade that goes on to the next hop (semantics A16).
    private static func keepUpgrade(_ headers: inout HeaderBlock) {
        headers.append(.connection, value: headers.store("upgrade"))
        headers.append(.upgrade, value: headers.store("websocket"))
    }

    private struct Dropped {
        var connectionValues: [ByteRange] = []
        var namesConnectionFields: Bool { !self.connectionValues.isEmpty }
    }

    /// Drops in one pass what never goes upstream, and remembers `Connection` values that name further fields.
    private static func dropUntrusted(_ headers: inout HeaderBlock, trustsProxies: Bool) -> Dropped {
        var dropped = Dropped()
        var kept = 0
        for index in headers.fields.indices {
            let field = headers.fields[index]
            switch field.id {
            case .connection:
                if headers.namesFields(inConnection: field.value) { dropped.connectionValues.append(field.value) }
                continue
            case .keepAlive, .proxyConnection, .transferEncoding, .upgrade, .te, .forwardedClientCert,
                .envoyInternal, .requestID:
                continue
            case .forwardedProto where !trustsProxies:
                continue
            default:
                if kept != index { headers.fields[kept] = field }
                kept += 1
            }
        }
        headers.fields.removeSubrange(kept...)
        return dropped
    }

    /// `x-forwarded-proto` is the connection's scheme, or what a trusted proxy says.
    private static func setForwardedProto(
        _ headers: inout HeaderBlock, _ connection: ConnectionFacts, trusts: Bool
    ) -> Bool {
        if trusts, let value = headers.first(.forwardedProto) {
            return headers.withBytes(value) { $0.equalsIgnoringCase("https") }
        }
        let scheme = headers.store(connection.isSecure ? "https" : "http")
        headers.append(.forwardedProto, value: scheme)
        return connection.isSecure
    }

    /// Appends the peer to `x-forwarded-for`; the client is the peer, or the entry that the outermost trusted proxy
    /// wrote.
    private static func setForwardedFor(
        _ headers: inout HeaderBlock, _ connection: ConnectionFacts, trustedProxies: Int
    ) {
        guard let first = headers.fields.firstIndex(where: { $0.id == .forwardedFor }) else {
            let peer = headers.store(connection.remoteAddress)
            headers.append(.forwardedFor, value: peer)
            headers.append(name: self.externalAddress, value: connection.remoteAddress)
            return
        }
        var joined: [UInt8] = []
        for field in headers.fields where field.id == .forwardedFor {
            if !joined.isEmpty { joined.append(UInt8(ascii: ",")) }
            headers.withBytes(field.value) { joined.append(contentsOf: $0) }
        }
        let client = self.clientAddress(in: joined, trustedProxies: trustedProxies) ?? connection.remoteAddress
        if !joined.isEmpty { joined.append(UInt8(ascii: ",")) }
        joined.append(contentsOf: connection.remoteAddress)
        let value = headers.store(joined)
        headers.fields[first].value = value
        headers.set(.forwardedFor, value: value)
        headers.append(name: self.externalAddress, value: client)
    }

    /// The entry `trustedProxies` from the right of the list as it came; nil when nobody is trusted or the list is too
    /// short.
    private static func clientAddress(in list: [UInt8], trustedProxies: Int) -> [UInt8]? {
        guard trustedProxies > 0 else { return nil }
        let entries = list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: true)
        guard entries.count >= trustedProxies else { return nil }
        return Array(
            entries[entries.count - trustedProxies].drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed())
    }

    private static let externalAddress = Array("x-envoy-external-address".utf8)
}
