/// Why an answer is different.
enum Reason: String, Sendable {
    /// `up` is a gateway, too.
    case noGateway = "there no gateway serves and writes statuses and Events; on up one does"
    /// A cluster with Istio in it would refuse and warn as well.
    case noAdmission = "up says what validate says; on a cluster a webhook does, and that server has none"
    /// What kubectl of today is made for.
    case older = "up checks fields itself and has OpenAPI v3, as Kubernetes from 1.25 on"
    /// Of a cluster's own.
    case ownNamespaces = "a cluster has namespaces for its own parts"
    /// What routing does not need.
    case moreKinds = "Kubernetes serves many more kinds; up serves those that a gateway reads"
    /// There are no nodes.
    case nodePorts = "a Service of type LoadBalancer has ports on all nodes; up has no nodes that could listen"
}

extension Difference {
    /// All that there are between `up` and Kubernetes 1.20.
    static let all: [Difference] = Self.workshop + Self.objects + Self.patches + Self.refusals + Self.reading

    private static let refused =
        "curl: (7) Failed to connect to INGRESS port 8080 after <n> ms: Couldn't connect to server\n"

    private static let workshop: [Difference] = [
        .answer("workshop", "curl -sS --retry-connrefused", is: Self.refused + Self.refused + "000", .noGateway),
        .part("workshop", "kubectl get service frontend-external", "80/TCP", is: "80:<n>/TCP", .nodePorts),
    ]

    private static let objects: [Difference] = [
        .part(
            "objects", "kubectl get namespaces", #"(?m)^istio-system .*$"#,
            is: "$0\nkube-node-lease  Active  <age>\nkube-public  Active  <age>\nkube-system  Active  <age>",
            .ownNamespaces),
        .part(
            "objects", "kubectl get all", #"\A"#,
            is: "Warning: batch/v1beta1 CronJob is deprecated in v1.22+, unavailable in v1.25+\n", .moreKinds),
        .answer("objects", "kubectl get nodes", is: "No resources found", .moreKinds),
    ]

    private static let patches: [Difference] = [
        .answer(
            "patches", "kubectl wait --for=condition=Programmed",
            is: "error: timed out waiting for the condition on virtualservices/dashboard", .noGateway),
        .part("patches", "kubectl get vs dashboard -o jsonpath='{.metadata.managed", " gatehouse$", is: "", .noGateway),
    ]

    private static let refusals: [Difference] = [
        .answer(
            "refusals", "kubectl apply -f invalid.yaml", is: "virtualservice.networking.istio.io/invalid created",
            .noAdmission),
        .part("refusals", "kubectl apply -f deprecated.yaml", #"Warning: .*\n"#, is: "", .noAdmission),
        .part(
            "refusals", "kubectl get virtualservice -o name", #"\A"#,
            is: "virtualservice.networking.istio.io/invalid\n", .noAdmission),
        .answer(
            "refusals", "kubectl apply -f deployment.yaml", is: "deployment.apps/frontend created", .moreKinds),
        .answer(
            "refusals", "kubectl apply -f unknown-field.yaml", kubectl: 25...99,
            is: Self.invalid(
                "unknown-field.yaml",
                """
                VirtualService.spec.http[0]): unknown field "rote" in \
                io.istio.networking.v1.VirtualService.spec.http
                """),
            .older),
        .answer(
            "refusals", "kubectl apply -f wrong-type.yaml", kubectl: 25...99,
            is: Self.invalid(
                "wrong-type.yaml",
                """
                VirtualService.spec.hosts): invalid type for io.istio.networking.v1.VirtualService.spec.hosts: \
                got "string", expected "array"
                """),
            .older),
    ]

    /// What kubectl finds itself.
    private static func invalid(_ file: String, _ problem: String) -> String {
        """
        error: error validating "\(file)": error validating data: ValidationError(\(problem); \
        if you choose to ignore these errors, turn validation off with --validate=false
        """
    }

    private static let ownerOfStatus =
        #"(?s)    API Version:  [a-z./0-9]+\n    Fields Type:  FieldsV1\n    fieldsV1:\n      f:status:.*?Time:  <time>\n"#

    private static let reading: [Difference] = [
        .answer(
            "reading", "kubectl wait --for=condition=Programmed",
            is: """
                timed out waiting for the condition on gateways/shop-gateway
                timed out waiting for the condition on virtualservices/shop
                """, .noGateway),
        .answer("reading", "kubectl get vs shop -o jsonpath='{.status.conditions", is: "", .noGateway),
        .part("reading", "kubectl describe gateway", #"(?s)\nStatus:\n.*"#, is: "\nEvents:  <none>", .noGateway),
        // Newer ones do not print who owns fields.
        .part(
            "reading", "kubectl describe gateway", kubectl: 0...20,
            Self.ownerOfStatus, is: "", .noGateway),
        .answer(
            "reading", "kubectl explain", kubectl: 25...99,
            is: """
                KIND:  VirtualService
                VERSION:  networking.istio.io/v1

                FIELD:  hosts <[]string>

                DESCRIPTION:
                     Names that requests are addressed to; `*` may stand for the first labels.
                """, .older),
    ]
}
