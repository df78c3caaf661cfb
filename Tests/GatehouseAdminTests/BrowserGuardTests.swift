import Synchronization
import GatehouseAdmin
import GatehouseTestSupport
import Testing

@Suite struct BrowserGuardTests {
    static let allowed = [
        "127.0.0.1", "127.0.0.1:15000", "10.1.2.3:15000", "localhost", "LOCALHOST:15000", "gatehouse.localhost",
        "[::1]", "[::1]:15000", "[fe80::1]:80", "admin.example.com", "Admin.Example.com:15000",
    ]

    static let refused = [
        "evil.example", "evil.example:15000", "127.0.0.1.evil.example", "localhost.evil.example", "1.2.3", "1.2.3.4.5",
        "1.2.3.400", "1.2.3.", "[evil]", "[::1", "[::1]evil", "localhost:80:80", "127.0.0.1@evil.example",
    ]

    @Test("a Host that is an address, localhost or allowed is answered", arguments: allowed)
    func allows(_ host: String) async throws {
        try await withAdminServer(.fixed(), allowedHosts: ["ADMIN.example.com"]) { port in
            let answer = try await send("GET", "/healthz", to: port, host: host)
            #expect(answer.status == 200)
        }
    }

    @Test("any other Host is refused, so that a page cannot rebind its name", arguments: refused)
    func refuses(_ host: String) async throws {
        try await withAdminServer(.fixed(), allowedHosts: ["admin.example.com"]) { port in
            let response = try await send("GET", "/healthz", to: port, host: host)
            // What is no host at all may be refused before it comes here.
            #expect(response.status == 403 || response.status == 400)
        }
    }

    @Test(
        "a page of another origin changes nothing",
        arguments: ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", ""])
    func foreignOrigin(_ origin: String) async throws {
        let recorder = Recorder()
        try await withAdminServer(.fixed(recorder: recorder)) { port in
            let headers = ["Content-Length: 0", "Origin: \(origin)"]
            let host = "127.0.0.1:\(port)"
            let first = try await send("POST", "/drain", to: port, host: host, headers: headers)
            #expect(first.status == 403)
            let second = try await send("PUT", "/logging?level=info", to: port, host: host, headers: headers)
            #expect(second.status == 403)
        }
        #expect(recorder.drains.withLock { $0 } == 0)
        #expect(recorder.levels.withLock { $0 }.isEmpty)
    }

    @Test("a page of the API's own origin may, and so may what is no browser")
    func ownOrigin() async throws {
        let recorder = Recorder()
        try await withAdminServer(.fixed(recorder: recorder)) { port in
            let host = "127.0.0.1:\(port)"
            let headers = ["Content-Length: 0", "Origin: http://127.0.0.1:\(port)"]
            let first = try await send("POST", "/drain", to: port, host: host, headers: headers)
            #expect(first.status == 202)
            let second = try await send("POST", "/drain", to: port, host: host, headers: ["Content-Length: 0"])
            #expect(second.status == 202)
        }
        #expect(recorder.drains.withLock { $0 } == 2)
    }
}
