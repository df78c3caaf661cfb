import ArgumentParser

/// `gatehouse run`: serve.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Serve the resources in files and directories, or of a cluster; changes go live by themselves.",
        discussion: """
            Opens the ports that the Gateways ask for, where their selector fits this gateway's labels. A path that \
            does not exist yet is reported and read as soon as it appears. What can't be read or is invalid leaves its \
            last good version serving.

            With --kubernetes or --kubeconfig the resources of a cluster are served, of which one replica writes the \
            status; files may be named besides, and an object of the cluster overrides a file's of the same name.

            Signals: SIGTERM and SIGINT fail readiness, let open requests end within --drain-duration, and exit with \
            0; a second one exits at once. SIGHUP looks at the files and opens the access log anew.

            Examples:
              gatehouse run -f config/
              gatehouse run -f config/ --port-map 80=8080,443=8443
              gatehouse run -f config/ --endpoint reviews:9080=127.0.0.1:9080
              gatehouse run -f config/ --access-log a.log --access-log-format json
              gatehouse run --kubernetes
              gatehouse run --kubeconfig ~/.kube/config --port-map 80=8080,443=8443
            """)

    @OptionGroup(title: "Cluster") var cluster: ClusterOptions
    @OptionGroup var serving: ServingOptions

    mutating func validate() throws {
        if !self.cluster.isUsed {
            try self.serving.resources.requirePaths(otherwise: "or --kubernetes to follow a cluster")
        }
    }

    func run() async throws {
        try await GatewayProcess(options: self.serving) { [cluster, serving] logger in
            guard cluster.isUsed else { return GatewayProcess.Extensions() }
            return try await FollowedCluster(cluster, serving, logger: logger).extensions()
        }.run()
    }
}
