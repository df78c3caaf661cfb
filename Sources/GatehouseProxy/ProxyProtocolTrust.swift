import GatehouseHTTP

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The peers whose PROXY headers are believed: load balancers that would hide the client's address otherwise. From
/// anybody else such a header is what it looks like, bytes that are no request.
public struct ProxyProtocolTrust: Hashable, Sendable {
    /// Addresses that have a number of first bits in common.
    public struct Network: Hashable, Sendable {
        private var bytes: [UInt8]
        private var bits: Int

        /// The network that `text` spells, an address or `address/bits`; nil when it is none.
        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let bytes = Self.bytes(ofAddress: String(parts[0])) else { return nil }
            self.bytes = bytes
            self.bits = bytes.count * 8
            if parts.count == 2 {
                guard let bits = Int(parts[1]), (0...self.bits).contains(bits) else { return nil }
                self.bits = bits
            }
        }

        /// An address in network order: 4 bytes or 16; nil for what is none.
        static func bytes(ofAddress text: String) -> [UInt8]? {
            withUnsafeTemporaryAllocation(byteCount: 16, alignment: 4) { buffer in
                for (family, count) in [(AF_INET, 4), (AF_INET6, 16)]
                where inet_pton(family, text, buffer.baseAddress) == 1 {
                    return Array(buffer[..<count])
                }
                return nil
            }
        }

        func contains(_ address: [UInt8]) -> Bool {
            guard address.count == self.bytes.count else { return false }
            let whole = self.bits / 8
            guard address[..<whole] == self.bytes[..<whole] else { return false }
            guard self.bits % 8 > 0 else { return true }
            return (address[whole] ^ self.bytes[whole]) >> UInt8(8 - self.bits % 8) == 0
        }
    }

    /// The networks of trusted peers.
    public var networks: [Network]

    /// Trust in these networks; the default is in nobody.
    public init(networks: [Network] = []) { self.networks = networks }

    /// Whether a connection may begin with a PROXY header.
    func trusts(_ facts: ConnectionFacts) -> Bool {
        guard !self.networks.isEmpty else { return false }
        let text = String(decoding: facts.remoteAddress, as: UTF8.self)
        guard let bytes = Network.bytes(ofAddress: text) else { return false }
        return self.networks.contains { $0.contains(bytes) }
    }
}
