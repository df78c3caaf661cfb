import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseKubernetes

@Suite("The API client", .overSockets)
struct APIClientTests {
    private func client(
        port: Int, _ identity: ClusterAccess.Identity = .token(Redacted("secret")), limits: APIClient.Limits = .init()
    ) -> APIClient {
        APIClient(
            ClusterAccess(
                server: ServerAddress(isSecure: false, host: "127.0.0.1", port: port, basePath: "/base"),
                identity: identity, origin: "a test"), limits: limits)
    }

    @Test("A request carries its query, its credential and its body")
    func requests() async throws {
        let origin = try await TestOrigin.start(name: "api") { _ in
            OriginReply(status: 201, body: .fixed(Array(#"{"made":true}"#.utf8)))
        }
        let client = self.client(port: origin.port)
        var request = APIRequest(.patch, "/apis/x", body: ["a": 1])
        request.query = [.init(name: "fieldSelector", value: "a=b&c")]
        request.contentType = "application/merge-patch+json"
        let answer = try await client.send(request)
        await client.shutdown()
        await origin.stop()
        #expect(answer == ["made": true])
        let received = try #require(origin.requests.first)
        #expect(received.method == "PATCH")
        #expect(received.url == "/base/apis/x?fieldSelector=a%3Db%26c")
        #expect(received.fields["authorization"] == "Bearer secret")
        #expect(received.fields["content-type"] == "application/merge-patch+json")
        #expect(received.body == #"{"a":1}"#)
    }

    @Test(
        "A refusal is a status, whoever says it",
        arguments: [
            (
                409,
                #"{"kind":"Status","reason":"Conflict","message":"m","code":409,"details":{"name":"n","kind":"gateways"}}"#,
                APIStatus(
                    code: 409, reason: "Conflict", message: "m", subject: .init(name: "n", group: "", kind: "gateways"))
            ), (502, "bad gateway\n<html>", APIStatus(code: 502, reason: "", message: "bad gateway")),
            (503, "", APIStatus(code: 503, reason: "", message: "no explanation")),
        ])
    func refusals(code: Int, body: String, status: APIStatus) async throws {
        let origin = try await TestOrigin.start(name: "api") { _ in OriginReply.text(body, status: code) }
        let client = self.client(port: origin.port)
        await #expect(throws: APIFailure.status(status)) { try await client.send(APIRequest(.get, "/x")) }
        await client.shutdown()
        await origin.stop()
    }

    @Test("An answer that is no JSON is malformed, one that does not come in time is none")
    func otherFailures() async throws {
        let origin = try await TestOrigin.start(name: "api") { _ in OriginReply.text("{") }
        let client = self.client(port: origin.port)
        await #expect(throws: APIFailure.malformed("unexpected end of JSON input")) {
            try await client.send(APIRequest(.get, "/x"))
        }
        await client.shutdown()
        await origin.stop()

        let gate = Gate()
        let slow = try await RawOrigin.start(
            .readHead, .reply("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{"), .stall(until: gate))
        var limits = APIClient.Limits()
        limits.request = .milliseconds(200)
        let impatient = self.client(port: slow.port, limits: limits)
        let error = await #expect(throws: APIFailure.self) { try await impatient.send(APIRequest(.get, "/x")) }
        #expect(error?.description.contains("no answer") == true, "\(String(describing: error))")
        gate.open()
        await impatient.shutdown()
        await slow.stop()
    }

    @Test("Where nobody listens the server is unreachable")
    func refusedConnection() async throws {
        let origin = try await RawOrigin.start()
        let port = origin.port
        await origin.stop()
        let client = self.client(port: port)
        let error = await #expect(throws: APIFailure.self) { try await client.send(APIRequest(.get, "/x")) }
        guard case .unreachable? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        await client.shutdown()
    }

    @Test("A token that a plugin gave and that is refused is got anew, once")
    func refusedToken() async throws {
        let plugin = ExecPlugin(
            apiVersion: "client.authentication.k8s.io/v1", command: "/bin/sh",
            arguments: [
                "-c",
                #"echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$$'"}}'"#,
            ], place: .init(file: "f", field: "x"))
        let origin = try await TestOrigin.start(name: "api") { _ in OriginReply.text("no", status: 401) }
        let client = self.client(port: origin.port, .exec(plugin))
        await #expect(throws: APIFailure.self) { try await client.send(APIRequest(.get, "/x")) }
        await client.shutdown()
        await origin.stop()
        let tokens = origin.requests.map { $0.fields["authorization"] }
        #expect(tokens.count == 2 && tokens[0] != tokens[1])
    }

    @Test(
        "A watch gives its events as they come, in whatever pieces, and tells its end from a break",
        arguments: [true, false])
    func watching(endsWell: Bool) async throws {
        let line = #"{"type":"ADDED","object":{"a":1}}"# + "\n"
        let chunk = "\(String(line.utf8.count, radix: 16))\r\n\(line)\r\n"
        // What ends before it was read may take what came before with it.
        let gate = Gate()
        let origin = try await RawOrigin.start(
            .readHead, .reply("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), .drip(chunk),
            .stall(until: gate), .reply(endsWell ? "0\r\n\r\n" : "5\r\n{\"typ"))
        let client = self.client(port: origin.port)
        var stream = try await client.watch(APIRequest(.get, "/x"))
        #expect(try await stream.next() == .present(["a": 1]))
        gate.open()
        if endsWell {
            #expect(try await stream.next() == nil)
        } else {
            let error = await #expect(throws: APIFailure.self) { try await stream.next() }
            guard case .unreachable? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        await client.shutdown()
        await origin.stop()
    }

    @Test("A watch that is refused tells the status; one that is silent for too long is broken")
    func brokenWatches() async throws {
        let gone = try await TestOrigin.start(name: "api") { _ in
            OriginReply.text(#"{"kind":"Status","code":410,"reason":"Expired","message":"m"}"#, status: 410)
        }
        let client = self.client(port: gone.port)
        let error = await #expect(throws: APIFailure.self) { try await client.watch(APIRequest(.get, "/x")) }
        #expect(error?.code == 410)
        await client.shutdown()
        await gone.stop()

        let gate = Gate()
        let silent = try await RawOrigin.start(
            .readHead, .reply("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"), .stall(until: gate))
        var limits = APIClient.Limits()
        // Long enough for the beginning of the answer, on a busy machine too.
        limits.silence = .seconds(2)
        let impatient = self.client(port: silent.port, limits: limits)
        var stream = try await impatient.watch(APIRequest(.get, "/x"))
        await #expect(throws: APIFailure.unreachable("there was no answer in time")) { try await stream.next() }
        gate.open()
        await impatient.shutdown()
        await silent.stop()
    }

    @Test("Over TLS the server is held to its authority and name, and gets the client's certificate")
    func tls() async throws {
        let authority = try TestCertificates.Authority()
        let identity = try authority.issue(names: ["kubernetes"])
        let mine = try authority.issue(names: ["robot"], isClient: true)
        let origin = try await TestOrigin.start(
            name: "api", tls: ServerTLS(identity: identity, clientAuthority: authority.certificatePEM)
        ) { _ in OriginReply.text("{}") }
        func access(_ name: String, _ trusted: String) -> ClusterAccess {
            ClusterAccess(
                server: ServerAddress(host: "127.0.0.1", port: origin.port),
                authorities: .data(Redacted(Array(trusted.utf8))), serverName: name,
                identity: .certificate(
                    .data(Redacted(Array(mine.certificatePEM.utf8))),
                    key: .data(Redacted(Array(mine.privateKeyPEM.utf8)))),
                origin: "a test")
        }
        let client = APIClient(access("kubernetes", authority.certificatePEM))
        #expect(try await client.send(APIRequest(.get, "/x")) == [:])
        await client.shutdown()
        let stranger = try TestCertificates.Authority(name: "Stranger").certificatePEM
        for (name, trusted) in [("another", authority.certificatePEM), ("kubernetes", stranger)] {
            let client = APIClient(access(name, trusted))
            await #expect(throws: APIFailure.self) { try await client.send(APIRequest(.get, "/x")) }
            await client.shutdown()
        }
        await origin.stop()
    }
}
