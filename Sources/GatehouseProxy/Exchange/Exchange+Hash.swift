import GatehouseHTTP
import GatehouseRouting
import GatehouseUpstream

/// The key of a request under a consistent hash (semantics B2).
extension Exchange {
    /// Computes what the request is hashed by. A client without the cookie that it should have is given one, and goes
    /// where that belongs from the first request on.
    func computeHash(_ hash: CompiledHash) {
        var key = HashKey()
        let address = self.facts.forwardedAddress ?? self.facts.connection.remoteAddress
        hash.forEachValue(of: self.request, address: address) { key.add($0) }
        if key.hash == nil, hash.generatesCookie {
            let value = Self.hexadecimal(self.worker.random.next())
            value.withUnsafeBytes { key.add($0) }
            self.hashCookie = hash.setCookie(value)
        }
        self.hash = key.hash
    }

    private static func hexadecimal(_ number: UInt64) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return (0..<16).map { digits[Int(number >> UInt64(60 - 4 * $0) & 15)] }
    }
}
