import ArgumentParser
import GatehouseKubernetes
import Testing

@testable import GatehouseCommands

@Suite("Which cluster is followed")
struct ClusterOptionTests {
    private static let pod = ["KUBERNETES_SERVICE_HOST": "10.0.0.1"]

    @Test(
        "A kubeconfig that is named comes before what a pod is given, and that before what kubectl would take",
        arguments: [
            (["--kubernetes"], Self.pod, "\(ClusterAccess.serviceAccountFolder)/token: "),
            (["--kubernetes"], ["HOME": "/no"], "~/.kube/config: "),
            (["--kubernetes"], ["KUBECONFIG": "/no/a:/no/b"], "KUBECONFIG=/no/a:/no/b: "),
            (["--kubeconfig", "/no/c"], Self.pod, "/no/c: "),
            (["--context", "x"], Self.pod.merging(["KUBECONFIG": "/no/d"]) { $1 }, "KUBECONFIG=/no/d: "),
        ])
    func order(arguments: [String], environment: [String: String], place: String) throws {
        let options = try ClusterOptions.parse(arguments)
        #expect(options.isUsed)
        let failure = #expect(throws: CommandFailure.self) {
            try ClusterAccess(options, environment: environment)
        }
        #expect(failure?.message.hasPrefix("the cluster is not known: \(place)") == true, "\(failure?.message ?? "")")
        #expect(failure?.exitCode == .unusableArguments)
    }

    @Test("None is, unless one is asked for")
    func none() throws {
        #expect(try !ClusterOptions.parse([]).isUsed)
        #expect(try !ClusterOptions.parse(["--lease", "other"]).isUsed)
    }

    @Test("A replica is called as its pod is, elsewhere as no other process is")
    func names() {
        #expect(ReplicaName.of(["POD_NAME": "gateway-0"]) == "gateway-0")
        #expect(ReplicaName.of([:]) != ReplicaName.of(["POD_NAME": ""]))
        #expect(!ReplicaName.of([:]).isEmpty)
    }
}
