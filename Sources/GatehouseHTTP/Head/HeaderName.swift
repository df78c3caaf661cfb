/// The header names that the gateway itself reads or writes, told apart once, when a head is parsed.
///
/// Everything else is `.other` and is found by comparing bytes.
public enum HeaderName: UInt8, Hashable, Sendable, CaseIterable {
    /// A name that the gateway has no interest of its own in.
    case other
    case host
    case contentLength
    case transferEncoding
    case connection
    case keepAlive
    case proxyConnection
    case upgrade
    case expect
    case te
    case trailer
    case contentType
    case userAgent
    case origin
    case cookie
    case date
    case server
    case forwardedFor
    case forwardedProto
    case forwardedHost
    case forwardedPort
    case forwardedClientCert
    case requestID
    /// Any name that begins with `x-envoy-`.
    case envoyInternal

    /// The name in lowercase, as it goes over the wire; empty for the two cases that stand for many names.
    public var bytes: StaticString {
        switch self {
        case .other, .envoyInternal: ""
        case .host: "host"
        case .contentLength: "content-length"
        case .transferEncoding: "transfer-encoding"
        case .connection: "connection"
        case .keepAlive: "keep-alive"
        case .proxyConnection: "proxy-connection"
        case .upgrade: "upgrade"
        case .expect: "expect"
        case .te: "te"
        case .trailer: "trailer"
        case .contentType: "content-type"
        case .userAgent: "user-agent"
        case .origin: "origin"
        case .cookie: "cookie"
        case .date: "date"
        case .server: "server"
        case .forwardedFor: "x-forwarded-for"
        case .forwardedProto: "x-forwarded-proto"
        case .forwardedHost: "x-forwarded-host"
        case .forwardedPort: "x-forwarded-port"
        case .forwardedClientCert: "x-forwarded-client-cert"
        case .requestID: "x-request-id"
        }
    }

    /// The case for a lowercase name.
    public init(lowercased name: UnsafeRawBufferPointer) {
        self = HeaderName.recognize(name)
    }

    /// Candidates are chosen by length, so that most names cost one comparison at the most.
    private static func recognize(_ name: UnsafeRawBufferPointer) -> HeaderName {
        switch name.count {
        case 2: name.equals("te") ? .te : .other
        case 4: name.equals("host") ? .host : name.equals("date") ? .date : .other
        case 6:
            switch name[0] {
            case UInt8(ascii: "c"): name.equals("cookie") ? .cookie : .other
            case UInt8(ascii: "e"): name.equals("expect") ? .expect : .other
            case UInt8(ascii: "o"): name.equals("origin") ? .origin : .other
            case UInt8(ascii: "s"): name.equals("server") ? .server : .other
            default: .other
            }
        case 7: name.equals("upgrade") ? .upgrade : name.equals("trailer") ? .trailer : .other
        case 10:
            switch name[0] {
            case UInt8(ascii: "c"): name.equals("connection") ? .connection : .other
            case UInt8(ascii: "u"): name.equals("user-agent") ? .userAgent : .other
            case UInt8(ascii: "k"): name.equals("keep-alive") ? .keepAlive : .other
            default: .other
            }
        case 12:
            name.equals("content-type") ? .contentType : name.equals("x-request-id") ? .requestID : .other
        case 14: name.equals("content-length") ? .contentLength : self.recognizeEnvoy(name)
        case 15: name.equals("x-forwarded-for") ? .forwardedFor : self.recognizeEnvoy(name)
        case 16:
            name.equals("proxy-connection")
                ? .proxyConnection
                : name.equals("x-forwarded-host")
                    ? .forwardedHost : name.equals("x-forwarded-port") ? .forwardedPort : self.recognizeEnvoy(name)
        case 17:
            name.equals("transfer-encoding")
                ? .transferEncoding : name.equals("x-forwarded-proto") ? .forwardedProto : self.recognizeEnvoy(name)
        case 23:
            name.equals("x-forwarded-client-cert") ? .forwardedClientCert : self.recognizeEnvoy(name)
        default: self.recognizeEnvoy(name)
        }
    }

    private static func recognizeEnvoy(_ name: UnsafeRawBufferPointer) -> HeaderName {
        guard name.count > 8, name[0] == UInt8(ascii: "x"), name[2] == UInt8(ascii: "e") else { return .other }
        return UnsafeRawBufferPointer(rebasing: name[..<8]).equals("x-envoy-") ? .envoyInternal : .other
    }
}
