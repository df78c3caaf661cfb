#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What this process is called among the replicas of a gateway.
enum ReplicaName {
    /// The pod's name, as `POD_NAME` tells it; elsewhere the host's, with something behind it that no other process of the
    /// host has, as client-go's leader election recommends.
    static func of(_ environment: [String: String]) -> String {
        if let pod = environment["POD_NAME"], !pod.isEmpty { return pod }
        var name = [CChar](repeating: 0, count: 256)
        let isKnown = gethostname(&name, name.count - 1) == 0
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return
            "\(isKnown && !host.isEmpty ? host : "gatehouse")_\(String(UInt64.random(in: 0...UInt64.max), radix: 16))"
    }
}
