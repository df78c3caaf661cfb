import ArgumentParser

/// The Kubernetes cluster that is followed, if one is.
struct ClusterOptions: ParsableArguments {
    @Flag(
        name: .customLong("kubernetes"),
        help: """
            Follow a cluster: in a pod its own one, by the service account; elsewhere that of the kubeconfig that \
            kubectl takes.
            """)
    var followsCluster = false

    @Option(
        help: ArgumentHelp(
            "The kubeconfig to take instead of the service account, KUBECONFIG or ~/.kube/config.", valueName: "path"))
    var kubeconfig: String?

    @Option(help: ArgumentHelp("The context to take instead of the kubeconfig's current one.", valueName: "name"))
    var context: String?

    @Option(
        help: ArgumentHelp(
            """
            The Lease in this gateway's namespace by which its replicas agree which of them writes status and Events; \
            gateways with other labels need another one.
            """, valueName: "name"))
    var lease = "gatehouse-istio-ingressgateway"

    /// Whether a cluster is followed at all.
    var isUsed: Bool { self.followsCluster || self.kubeconfig != nil || self.context != nil }

    mutating func validate() throws {
        if self.kubeconfig == "" { throw ValidationError("--kubeconfig names no file.") }
        if self.lease.isEmpty { throw ValidationError("--lease names no Lease.") }
    }
}
