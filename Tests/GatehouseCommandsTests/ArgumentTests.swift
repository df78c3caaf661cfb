import ArgumentParser
import GatehouseTranslation
import Testing
import GatehouseTestSupport

@testable import GatehouseCommands

@Suite("The command line", .overSockets)
struct ArgumentTests {
    @Test("run's defaults are the documented ones")
    func defaults() throws {
        let run = try #require(try Root.parseAsRoot(["run", "-f", "a"]) as? RunCommand).serving
        #expect(run.resources.paths == ["a"])
        #expect(run.resources.defaultNamespace == "default")
        #expect(run.gateway.namespace == "istio-system")
        #expect(run.gateway.labels.labels == ["istio": "ingressgateway", "app": "istio-ingressgateway"])
        #expect(run.listening.address == "0.0.0.0")
        #expect(run.listening.portMap.isEmpty)
        #expect(run.listening.threads == nil)
        #expect(run.listening.admin.description == "127.0.0.1:15000")
        #expect(run.listening.status.description == "0.0.0.0:15021")
        #expect(run.logging.accessLog.description == "-")
        #expect(run.logging.accessLogFormat == .text)
        #expect(run.drainDuration.description == "45s")
        #expect(run.limits.maxHeaderBytes == 61440)
        #expect(run.limits.maxHeaderCount == 100)
        #expect(run.limits.headerTimeout.duration == .seconds(60))
        #expect(run.limits.idleTimeout.duration == .seconds(300))
        #expect(run.limits.streamIdleTimeout.duration == .seconds(300))
        #expect(run.edge.numTrustedProxies == 0)
        #expect(run.edge.pathNormalization == .base)
    }

    @Test("run takes every documented option")
    func options() throws {
        let run = try #require(
            try Root.parseAsRoot([
                "run", "-f", "a", "-f", "b", "--address", "127.0.0.1", "--port-map", "80=8080,443=8443",
                "--namespace", "edge", "--labels", "istio=edge,app=gw", "--default-namespace", "shop",
                "--endpoint", "reviews:9080=127.0.0.1:9080,version=v1", "--endpoint", "a.b.c=[::1]:80", "--threads",
                "3",
                "--admin", "off", "--status", "[::1]:0", "--access-log", "off", "--access-log-format", "json",
                "--drain-duration", "1m30s", "--path-normalization", "decode-and-merge-slashes",
                "--num-trusted-proxies", "1", "--header-timeout", "500ms", "--handshake-timeout", "3s",
                "--workload-certificate", "/c.pem", "--workload-key", "/k.pem", "--workload-ca", "/ca.pem",
                "--locality", "eu/eu-1a",
            ]) as? RunCommand
        ).serving
        #expect(run.resources.paths == ["a", "b"])
        #expect(run.listening.portMap == [80: 8080, 443: 8443])
        #expect(run.listening.admin.socket == nil)
        #expect(run.listening.status.description == "[::1]:0")
        #expect(run.logging.accessLog.description == "off")
        #expect(run.drainDuration.duration == .seconds(90))
        #expect(run.limits.headerTimeout.duration == .milliseconds(500))
        #expect(run.limits.handshakeTimeout.duration == .seconds(3))
        let options = run.gateway.translationOptions(run.resources)
        #expect(options.gatewayNamespace == "edge")
        #expect(options.gatewayLabels == ["istio": "edge", "app": "gw"])
        #expect(options.defaultNamespace == "shop")
        #expect(options.locality == "eu/eu-1a")
        #expect(
            options.workloadIdentity
                == WorkloadIdentityPaths(certificate: "/c.pem", privateKey: "/k.pem", authorities: "/ca.pem"))
        #expect(
            options.endpoints == [
                ExplicitEndpoint(
                    host: "reviews", port: 9080, address: "127.0.0.1", endpointPort: 9080, labels: ["version": "v1"]),
                ExplicitEndpoint(host: "a.b.c", address: "::1", endpointPort: 80),
            ])
    }

    @Test(
        "a value that can't be used is exit code 2, and the message names it and the form that is expected",
        arguments: [
            (["run"], "No resources are named"), (["run"], "or --kubernetes to follow a cluster"),
            (["run", "--kubernetes", "-f", "-"], "Standard input can't be watched"),
            (["run", "--kubeconfig", ""], "--kubeconfig names no file"),
            (["run", "--kubernetes", "--lease", ""], "--lease names no Lease"),
            (["run", "-f", "-"], "Standard input can't be watched"),
            (["run", "-f", "a", "--port-map", "80"], "'80' is not GATEWAY_PORT=LOCAL_PORT"),
            (["run", "-f", "a", "--port-map", "80=0"], "'80=0' is not GATEWAY_PORT=LOCAL_PORT"),
            (["run", "-f", "a", "--port-map", "80=1,80=2"], "port 80 is mapped twice"),
            (["run", "-f", "a", "--port-map", "80=1,81=1"], "80 and 81 can't both be at local port 1"),
            (["run", "-f", "a", "--labels", "istio"], "'istio' is not label=value"),
            (["run", "-f", "a", "--endpoint", "x"], "expected HOST[:PORT]=ADDRESS:PORT"),
            (["run", "-f", "a", "--endpoint", "x=1.2.3.4"], "'1.2.3.4' is not an IP address and a port"),
            (["run", "-f", "a", "--endpoint", "x:0=1.2.3.4:1"], "'0' is not a port"),
            (["run", "-f", "a", "--endpoint", "x=1.2.3.4:1,v"], "'v' is not label=value"),
            (["run", "-f", "a", "--address", "localhost"], "expected an IP address"),
            (["run", "-f", "a", "--admin", "15000"], "expected ADDRESS:PORT"),
            (["run", "-f", "a", "--workload-key", "/k.pem"], "go together; pass all three or none"),
            (["run", "-f", "a", "--threads", "0"], "expected a whole number from 1 to 1024"),
            (["run", "-f", "a", "--drain-duration", "45"], "expected a duration such as 45s"),
            (["run", "-f", "a", "--idle-timeout", "0s"], "expected a duration above zero"),
            (["run", "-f", "a", "--access-log-format", "xml"], "'text' and 'json'"),
            (["explain", "-f", "a", "--path", "x"], "expected a path that begins with /"),
            (["explain", "-f", "a", "-H", "x"], "expected 'name: value'"),
            (["explain", "-f", "a", "--source-ip", "x"], "expected an IP address"),
            (["validate", "-f", "a", "-o", "yaml"], "'text' and 'json'"),
            (["nonsense"], "Unexpected argument 'nonsense'"),
        ])
    func unusable(arguments: [String], message: String) async {
        let capture = OutputCapture()
        let code = await OutputCapture.$current.withValue(capture) { await GatehouseProgram.run(arguments) }
        #expect(code.rawValue == 2)
        #expect(capture.output == "")
        #expect(capture.error.contains(message))
    }

    @Test("help is asked for, so it goes to the standard output", arguments: ["run", "validate", "analyze", "explain"])
    func help(command: String) async {
        let outcome = await gatehouse(command, "--help")
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("Examples:\n  gatehouse \(command) -f config/"))
        #expect(outcome.error == "")
    }

    @Test("a cluster that can't be found out about is exit code 2, and the message says what is missing")
    func unknownCluster() async {
        let outcome = await gatehouse(
            "run", "--kubeconfig", "/no/such/file", "--admin", "off", "--status", "off", "--access-log", "off")
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("error: the cluster is not known: /no/such/file: it cannot be read"))
    }

    @Test("the version")
    func version() async {
        #expect(await gatehouse("version").output == "gatehouse \(Version.number)\n")
        #expect(await gatehouse("--version").output == "gatehouse \(Version.number)\n")
    }
}
