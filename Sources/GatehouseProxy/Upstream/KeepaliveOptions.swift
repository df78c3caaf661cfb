#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif
import GatehousePlan
import NIOCore
import NIOPosix

extension ClientBootstrap {
    /// Has the system probe connections that are silent; what the plan leaves open is the system's.
    func keepingAlive(_ plan: TCPKeepalivePlan?) -> ClientBootstrap {
        guard let plan else { return self }
        let settings: [(name: CInt, value: Int64?)] = [
            (TCP_KEEPCNT, plan.probes.map { Int64($0) }), (TCP_KEEPINTVL, plan.interval?.components.seconds),
            (Self.idleTime, plan.time?.components.seconds),
        ]
        var bootstrap = self.channelOption(.socketOption(.so_keepalive), value: 1)
        for (name, value) in settings {
            guard let value else { continue }
            bootstrap = bootstrap.channelOption(
                .tcpOption(NIOBSDSocket.Option(rawValue: name)), value: Int(clamping: max(1, value)))
        }
        return bootstrap
    }

    /// How long a connection is silent before the first probe, in seconds, by the name that each system has for it.
    private static var idleTime: CInt {
        #if canImport(Darwin)
        TCP_KEEPALIVE
        #else
        TCP_KEEPIDLE
        #endif
    }
}
