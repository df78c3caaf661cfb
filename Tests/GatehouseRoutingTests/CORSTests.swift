import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct CORSTests {
    private static func preflight(_ origin: String, method: String = "OPTIONS") -> RequestHead {
        RequestHead(
            method: method, authority: "h", target: "/",
            headers: [
                ("origin", origin), ("access-control-request-method", "PUT"),
                ("access-control-request-headers", "x-a,x-b"),
            ])
    }

    private static func cors(_ change: (inout CORSPolicy) -> Void = { _ in }) throws -> CompiledCORS {
        var policy = CORSPolicy(allowOrigins: [.exact("https://ok.com"), .regex("https://[a-z]+\\.ok\\.com")])
        change(&policy)
        var cache = RegexCache()
        return try CompiledCORS(policy, &cache)
    }

    private static func answer(_ cors: CompiledCORS, _ head: RequestHead) -> [String]? {
        guard case .preflight(let origin) = cors.examine(head) else { return nil }
        var response = ResponseHead(503, (name: "x-old", value: "1"))
        cors.writePreflight(to: &response, request: head, origin: origin)
        #expect(response.status == 200)
        return response.lines
    }

    @Test("A14: a preflight of an allowed origin is answered with what is allowed")
    func preflight() throws {
        let cors = try Self.cors {
            $0.allowMethods = "POST,GET"
            $0.allowHeaders = "X-A"
            $0.maxAge = "86400"
            $0.allowCredentials = true
        }
        #expect(
            Self.answer(cors, Self.preflight("https://a.ok.com")) == [
                "access-control-allow-origin: https://a.ok.com", "access-control-allow-credentials: true",
                "access-control-allow-methods: POST,GET", "access-control-allow-headers: X-A",
                "access-control-max-age: 86400",
            ])
    }

    @Test("A14: `*` allows what the request asks for")
    func wildcard() throws {
        let cors = try Self.cors {
            $0.allowOrigins = [.exact("*")]
            $0.allowMethods = "*"
            $0.allowHeaders = "*"
        }
        #expect(
            Self.answer(cors, Self.preflight("null")) == [
                "access-control-allow-origin: null", "access-control-allow-methods: PUT",
                "access-control-allow-headers: x-a,x-b",
            ])
    }

    @Test("A14: a preflight that no origin matches goes upstream, or is answered without saying anything")
    func unmatchedPreflight() throws {
        #expect(Self.answer(try Self.cors(), Self.preflight("https://no.com")) == nil)
        let ignoring = try Self.cors { $0.forwardsUnmatchedPreflights = false }
        #expect(Self.answer(ignoring, Self.preflight("https://no.com")) == [])
    }

    @Test("A14: only OPTIONS with both headers is a preflight", arguments: ["GET", "options", "POST"])
    func notPreflight(method: String) throws {
        #expect(Self.answer(try Self.cors(), Self.preflight("https://ok.com", method: method)) == nil)
        let plain = RequestHead(method: "OPTIONS", authority: "h", target: "/", headers: [("origin", "https://ok.com")])
        #expect(Self.answer(try Self.cors(), plain) == nil)
    }

    @Test("A14: the response to an allowed origin is edited, any other is left alone")
    func response() throws {
        let cors = try Self.cors { $0.exposeHeaders = "x-e" }
        let head = RequestHead.get("/", (name: "origin", value: "https://ok.com"))
        guard case .allowed(let origin) = cors.examine(head) else {
            Issue.record("not allowed")
            return
        }
        var response = ResponseHead(200, (name: "access-control-allow-origin", value: "up"))
        cors.apply(to: &response, request: head, origin: origin)
        #expect(
            response.lines == ["access-control-allow-origin: https://ok.com", "access-control-expose-headers: x-e"])
        for other in ["https://ok.com.evil", "", "https://OK.com"] {
            guard case .untouched = cors.examine(.get("/", (name: "origin", value: other))) else {
                Issue.record("\(other) is allowed")
                continue
            }
        }
    }
}
