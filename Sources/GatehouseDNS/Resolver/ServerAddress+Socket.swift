import NIOCore

extension ServerAddress {
    /// Where packets of this socket address come from; nil when that is not IP.
    init?(_ address: SocketAddress) {
        guard let ip = address.ipAddress.flatMap({ IPAddress($0) }),
            let port = address.port.flatMap({ UInt16(exactly: $0) })
        else { return nil }
        self.init(ip, port: port)
    }

    /// The address for sockets. Interfaces come and go, so that a scope is looked up each time.
    func socketAddress() throws -> SocketAddress {
        if let scope {
            // The system knows the numbers of interfaces. It asks no server: what has a scope is an address or nothing.
            return try SocketAddress.makeAddressResolvingHost("\(self.address)%\(scope)", port: Int(self.port))
        }
        return try SocketAddress(packedIPAddress: ByteBuffer(bytes: self.address.bytes), port: Int(self.port))
    }
}
