import Foundation

/// A port of 127.0.0.1 where connecting gets no answer for as long as it is held: its queue is full and nobody accepts.
///
/// What Linux makes of a full queue: it drops what would begin another connection.
public struct DeafPort: ~Copyable {
    /// The port.
    public let number: Int
    private let listener: Int32
    private let filler: Int32

    /// Takes a port that the system picks.
    public static func hold() throws -> DeafPort {
        let listener = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let filler = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> Int32 in
                guard listener >= 0, filler >= 0, bind(listener, address, size) == 0, listen(listener, 0) == 0,
                    getsockname(listener, address, &size) == 0
                else { return -1 }
                // A queue of length 0 takes one connection.
                return connect(filler, address, size)
            }
        }
        guard status == 0 else {
            let errorNumber = errno
            for socket in [listener, filler] where socket >= 0 { _ = Foundation.close(socket) }
            throw RefusingPort.Unavailable(errorNumber: errorNumber)
        }
        return DeafPort(number: Int(UInt16(bigEndian: address.sin_port)), listener: listener, filler: filler)
    }

    /// Gives the port back. Calling this is what keeps it held until then.
    public consuming func release() {}

    deinit {
        _ = Foundation.close(self.filler)
        _ = Foundation.close(self.listener)
    }
}
