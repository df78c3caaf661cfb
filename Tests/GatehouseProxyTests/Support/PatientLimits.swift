import GatehouseProxy
import NIOCore

extension ProxyConfiguration.Limits {
    /// Those of tests that are about something else: a machine with much to do is no slow client.
    static let patient = ProxyConfiguration.Limits(headerTimeout: .minutes(5), handshakeTimeout: .minutes(5))
}
