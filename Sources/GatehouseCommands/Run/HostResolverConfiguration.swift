import GatehouseDNS
import GatehouseStore
import Logging

extension ResolverConfiguration {
    /// What the host's own resolv.conf and hosts file say; what is wrong in them is logged.
    static func ofHost(logger: Logger) -> ResolverConfiguration {
        let resolvConf = ResolvConf(parsing: self.text(of: "/etc/resolv.conf"))
        for problem in resolvConf.problems {
            logger.warning("/etc/resolv.conf:\(problem.line): \(problem.text)")
        }
        return ResolverConfiguration(resolvConf, hosts: HostsFile(parsing: self.text(of: "/etc/hosts")))
    }

    /// A file that is not there says nothing.
    private static func text(of path: String) -> String {
        var files = ReferencedFiles()
        guard case .some(.bytes(let bytes)) = files.read([path])[path] else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
