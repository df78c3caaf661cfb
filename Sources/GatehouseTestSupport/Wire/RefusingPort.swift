import Foundation

/// A port of 127.0.0.1 where connecting is refused for as long as it is held.
///
/// The port is bound and nobody listens. A port that was merely free a moment ago would not do: the system may give it to
/// another test meanwhile, and that one would answer.
public struct RefusingPort: ~Copyable {
    /// The port.
    public let number: Int
    private let socket: Int32

    /// Takes a port that the system picks.
    public static func hold() throws -> RefusingPort {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Unavailable(errorNumber: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 ? getsockname(socket, $0, &size) : -1
            }
        }
        guard status == 0 else {
            let errorNumber = errno
            _ = Foundation.close(socket)
            throw Unavailable(errorNumber: errorNumber)
        }
        return RefusingPort(number: Int(UInt16(bigEndian: address.sin_port)), socket: socket)
    }

    /// Gives the port back. Calling this is what keeps it held until then.
    public consuming func release() {}

    deinit { _ = Foundation.close(self.socket) }

    /// The system gave no port.
    public struct Unavailable: Error {
        /// `errno`.
        public var errorNumber: Int32
    }
}
