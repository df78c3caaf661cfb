import GatehouseStore

/// Finds kubeconfig files where kubectl does.
public enum KubeconfigFiles {
    /// The configuration of an explicitly named file, which must be there, or else of those that `KUBECONFIG` lists, of
    /// which some may be absent, or else of `~/.kube/config`.
    ///
    /// - Throws: where a file can't be read, is malformed, or there is none at all.
    public static func read(named path: String?, environment: [String: String]) throws(KubeconfigError) -> Kubeconfig {
        if let path { return try Self.read(path) }
        let listed = (environment["KUBECONFIG"] ?? "").split(separator: ":").map(String.init)
        let paths = listed.isEmpty ? environment["HOME"].map { ["\($0)/.kube/config"] } ?? [] : listed
        var files = ReferencedFiles()
        let contents = files.read(Set(paths))
        var configs: [Kubeconfig] = []
        for path in paths {
            guard case .bytes(let bytes)? = contents[path] else { continue }
            configs.append(try Kubeconfig.read(bytes, file: path))
        }
        guard !configs.isEmpty else {
            throw KubeconfigError(
                file: listed.isEmpty ? "~/.kube/config" : "KUBECONFIG=\(listed.joined(separator: ":"))",
                reason: "there is no such file that can be read; name one with --kubeconfig.")
        }
        return Kubeconfig.merged(configs)
    }

    private static func read(_ path: String) throws(KubeconfigError) -> Kubeconfig {
        var files = ReferencedFiles()
        switch files.read([path])[path] {
        case .bytes(let bytes): return try Kubeconfig.read(bytes, file: path)
        case .unreadable(let reason): throw KubeconfigError(file: path, reason: "it cannot be read: \(reason).")
        case nil: throw KubeconfigError(file: path, reason: "it cannot be read.")
        }
    }
}
