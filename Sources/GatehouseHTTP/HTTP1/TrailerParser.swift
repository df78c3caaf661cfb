/// Parses the trailers of a chunked body, once all of them are there.
public enum TrailerParser {
    /// Fills `block` with the trailers that may be forwarded; those that would change framing or routing are left out
    /// (RFC 9110 section 6.5.1).
    ///
    /// - Parameter bytes: the field lines and the final empty line.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: HeadLimits, into block: inout HeaderBlock
    ) -> HTTP1Refusal? {
        block.removeAll()
        block.bytes.append(contentsOf: bytes)
        let maximumFields = limits.fields
        return block.withMutableStorage { storage, append in
            var count = 0
            return FieldParser.parse(storage, from: 0, to: storage.count) { field, _ in
                count += 1
                guard count <= maximumFields else { return .tooManyFields }
                if self.isForwardable(field.id) { append(field) }
                return nil
            }
        }
    }

    /// Whether a field of this name may be a trailer that is passed on.
    static func isForwardable(_ id: HeaderName) -> Bool {
        switch id {
        case .host, .contentLength, .transferEncoding, .connection, .keepAlive, .proxyConnection, .upgrade, .expect,
            .te, .trailer, .contentType, .forwardedFor, .forwardedProto, .forwardedHost, .forwardedPort,
            .forwardedClientCert, .requestID, .envoyInternal:
            false
        case .other, .userAgent, .origin, .cookie, .date, .server:
            true
        }
    }
}
