import ArgumentParser
import GatehouseTranslation

/// Where the resources come from.
struct ResourceOptions: ParsableArguments {
    @Option(
        name: [.customShort("f"), .customLong("filename")],
        help: ArgumentHelp(
            "A file, or a directory that is searched for *.yaml, *.yml and *.json; repeatable. A later one overrides an earlier one.",
            valueName: "path"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp("The namespace of resources that name none, and of short host names.", valueName: "name"))
    var defaultNamespace = "default"

    mutating func validate() throws {
        if self.paths.contains("") { throw ValidationError("-f names an empty path; name a file or a directory.") }
    }

    /// For commands that have resources from nowhere else.
    ///
    /// - Parameter otherwise: what may be done instead of naming a path.
    func requirePaths(otherwise: String = "repeat it for more") throws {
        if self.paths.isEmpty {
            throw ValidationError("No resources are named: pass -f with a file or a directory; \(otherwise).")
        }
    }

    /// For commands that serve.
    func requireWatchable() throws {
        if self.paths.contains("-") {
            throw ValidationError(
                "Standard input can't be watched for changes: write it to a file and name that with -f.")
        }
    }

    /// The paths for the log, after a verb; empty for none.
    var described: String { self.paths.isEmpty ? "" : " with \(self.paths.joined(separator: ", "))" }
}

/// Which gateway the resources are read for.
struct GatewayOptions: ParsableArguments {
    @Option(help: ArgumentHelp("This gateway's namespace.", valueName: "name"))
    var namespace = "istio-system"

    @Option(
        help: ArgumentHelp(
            """
            This gateway's labels, which a Gateway's selector asks for. (default: \
            istio=ingressgateway,app=istio-ingressgateway)
            """, valueName: "label=value,..."),
        transform: LabelSet.init)
    var labels = LabelSet(labels: TranslationOptions().gatewayLabels)

    @Option(
        help: ArgumentHelp(
            "Where this gateway is, as far as it is known; endpoints near it are preferred where policies say so.",
            valueName: "region/zone/subzone"),
        transform: LocalityText.parse)
    var locality: String?

    @Option(
        name: .customLong("endpoint"),
        help: ArgumentHelp(
            """
            An endpoint for a service host, without writing YAML; repeatable. Short hosts are in the default \
            namespace; the service is made if there is none.
            """, valueName: "host[:port]=addr:port[,label=value...]"),
        transform: EndpointText.parse)
    var endpoints: [ExplicitEndpoint] = []

    @Option(
        help: ArgumentHelp(
            "This gateway's certificate in the mesh, PEM, for the mode ISTIO_MUTUAL; read again when it changes.",
            valueName: "path"))
    var workloadCertificate: String?

    @Option(help: ArgumentHelp("The key of --workload-certificate, PEM.", valueName: "path"))
    var workloadKey: String?

    @Option(
        help: ArgumentHelp(
            "The mesh's authorities, PEM, which its certificates are checked against.", valueName: "path"))
    var workloadCA: String?

    mutating func validate() throws {
        let paths = [self.workloadCertificate, self.workloadKey, self.workloadCA]
        if paths.contains(nil) && paths.contains(where: { $0 != nil }) {
            throw ValidationError(
                "--workload-certificate, --workload-key and --workload-ca go together; pass all three or none.")
        }
    }

    /// What translation is told.
    func translationOptions(_ resources: ResourceOptions) -> TranslationOptions {
        TranslationOptions(
            gatewayNamespace: self.namespace, gatewayLabels: self.labels.labels, locality: self.locality ?? "",
            defaultNamespace: resources.defaultNamespace, endpoints: self.endpoints,
            workloadIdentity: self.workloadIdentity)
    }

    private var workloadIdentity: WorkloadIdentityPaths? {
        guard let certificate = self.workloadCertificate, let key = self.workloadKey, let authorities = self.workloadCA
        else { return nil }
        return WorkloadIdentityPaths(certificate: certificate, privateKey: key, authorities: authorities)
    }
}

/// Labels as the value of an option.
struct LabelSet: CustomStringConvertible {
    var labels: [String: String]

    init(labels: [String: String]) { self.labels = labels }

    init(_ text: String) throws { self.labels = try LabelsText.parse(text) }

    /// As it is written on the command line.
    var description: String {
        self.labels.sorted { $0.key > $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
}
