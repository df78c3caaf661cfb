import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension ListenerBinding {
    /// Fails where another process has the address. The kernel lets processes of one user share what is bound with
    /// SO_REUSEPORT, and each gets a part of the connections: two gateways that don't know of each other would each answer
    /// a part of the other's.
    ///
    /// Two that look at the same moment both find it free.
    ///
    /// Not for addresses of which this process has the port: what is its own can't be told from what is others'.
    static func checkIsFree(_ address: ListenerAddress) throws {
        guard address.port != 0, let wanted = try? SocketAddress(ipAddress: address.address, port: address.port) else {
            return
        }
        #if canImport(Glibc)
        let kind = Int32(SOCK_STREAM.rawValue)
        #else
        let kind = SOCK_STREAM
        #endif
        let descriptor = socket(wanted.protocol == .inet6 ? AF_INET6 : AF_INET, kind, 0)
        // Whoever has no descriptor left learns of it when the socket is opened.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        // Connections that have ended are no hindrance.
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        let result = wanted.withSockAddr { bindSocket(descriptor, $0, socklen_t($1)) }
        if result != 0, errno == EADDRINUSE { throw IOError(errnoCode: EADDRINUSE, reason: "bind") }
    }
}

/// The system's `bind`, which goes by another name beside a method of that one.
private func bindSocket(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ size: socklen_t) -> Int32 {
    bind(descriptor, address, size)
}
