import GatehouseStore

extension ClusterAccess {
    /// Where a pod finds its service account.
    public static let serviceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// Whether this process seems to run in a pod.
    public static func isInCluster(environment: [String: String]) -> Bool {
        !(environment["KUBERNETES_SERVICE_HOST"] ?? "").isEmpty
    }

    /// The way to the cluster that this process is a pod of: the service account's token, which is read again as it is
    /// renewed, and the cluster's authority.
    ///
    /// - Throws: where the environment or the files of a pod are missing.
    public static func inCluster(
        environment: [String: String], folder: String = serviceAccountFolder
    ) throws(KubeconfigError) -> ClusterAccess {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else {
            throw KubeconfigError(
                file: "KUBERNETES_SERVICE_HOST", reason: "this is not set, so this is no pod; pass --kubeconfig FILE.")
        }
        let portText = environment["KUBERNETES_SERVICE_PORT_HTTPS"] ?? environment["KUBERNETES_SERVICE_PORT"] ?? "443"
        guard let port = UInt16(portText), port > 0 else {
            throw KubeconfigError(file: "KUBERNETES_SERVICE_PORT", reason: "\(portText) is no port.")
        }
        let paths = (token: "\(folder)/token", authority: "\(folder)/ca.crt")
        var files = ReferencedFiles()
        let contents = files.read([paths.token, paths.authority])
        for path in [paths.token, paths.authority] {
            guard case .bytes? = contents[path] else {
                throw KubeconfigError(
                    file: path,
                    reason: "it cannot be read; does the pod have automountServiceAccountToken: false?")
            }
        }
        return ClusterAccess(
            server: ServerAddress(host: host, port: Int(port)), authorities: .file(paths.authority),
            identity: .tokenFile(paths.token),
            origin: "the pod's service account")
    }
}
