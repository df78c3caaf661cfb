/// Why bytes that begin like TLS are refused before a handshake.
public enum ClientHelloRefusal: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// A record that is empty, longer than TLS allows or no handshake record.
    case malformedRecord
    /// More records than a hello needs.
    case tooManyRecords
    /// Longer than the limit.
    case tooLarge
    /// A handshake message other than a client's hello.
    case unexpectedMessage
    /// The message does not follow RFC 8446 section 4.1.2.
    case malformedHello
    /// An extension that the gateway reads does not follow its grammar, or is there twice.
    case malformedExtension
    /// The server's name is not the name of a host.
    case malformedServerName
    /// More application protocols than anybody speaks.
    case tooManyProtocols

    /// A word for the log and for labels of metrics.
    public var details: StaticString {
        switch self {
        case .malformedRecord: "tls.malformed_record"
        case .tooManyRecords: "tls.too_many_records"
        case .tooLarge: "tls.client_hello_too_large"
        case .unexpectedMessage: "tls.unexpected_message"
        case .malformedHello: "tls.malformed_client_hello"
        case .malformedExtension: "tls.malformed_extension"
        case .malformedServerName: "tls.malformed_server_name"
        case .tooManyProtocols: "tls.too_many_protocols"
        }
    }
}
