import ArgumentParser
import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseCommands

@Suite("gatehouse test", .overSockets)
struct TestCommandTests {
    private func run(_ tests: String, _ arguments: String...) async throws -> Outcome {
        let directory = try TemporaryDirectory(["shop.yaml": Manifests.shop])
        let file = try TemporaryDirectory(["tests.yaml": tests])
        let capture = OutputCapture()
        let all = ["test", "-f", directory.path, "--tests", file.file("tests.yaml")] + arguments
        let code = await OutputCapture.$current.withValue(capture) { await GatehouseProgram.run(all) }
        return Outcome(code: code.rawValue, output: capture.output, error: capture.error)
    }

    @Test("Requests that are routed as expected pass")
    func passing() async throws {
        let outcome = try await self.run(
            """
            tests:
            - name: what has moved
              request: {host: shop.example.com, path: /old}
              expect: {outcome: redirect, status: 301, location: http://shop.example.com/new, destinations: null}
            - request: {host: shop.example.com, path: /api/x, method: POST, headers: {x-a: "1", x-b: [c, d]}}
              expect:
                outcome: forward
                route: {virtualService: default/shop}
                destinations: [{subset: null, weight: 100, endpoints: 1}]
                request: {method: POST, headers: {X-A: "1", x-b: "c,d", x-c: null}}
            """, "--endpoint", "api=127.0.0.1:9000")
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.error)")
        #expect(
            outcome.output == """
                ok    what has moved (GET shop.example.com /old)
                ok    POST shop.example.com /api/x
                2 tests: passed

                """)
    }

    @Test("What differs is told, with the reasons, and the exit code is 1")
    func failing() async throws {
        let tests = """
            tests:
            - request: {host: shop.example.com, path: /old}
              expect: {status: 302, location: null}
            - request: {host: other.example.com}
              expect: {outcome: no_route}
            """
        let outcome = try await self.run(tests)
        #expect(outcome.code == 1)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.first?.hasSuffix("tests.yaml:2: tests[0]: GET shop.example.com /old") == true)
        #expect(lines.contains("        status: expected 302, found 301"))
        #expect(lines.contains(#"        location: expected nothing, found "http://shop.example.com/new""#))
        #expect(lines.contains("      Because:"))
        #expect(lines.suffix(2) == ["ok    GET other.example.com /", "2 tests: 1 failed"])

        let json = try JSON.parse(Array(try await self.run(tests, "-o", "json").output.utf8))
        #expect(json.array?.map { $0["passed"] } == [false, true])
        #expect(json.array?.first?["differences"]?.array?.map { $0["field"] } == ["location", "status"])
    }

    @Test(
        "What would be a test that can't fail is refused, with its place",
        arguments: [
            ("{}", "tests.yaml: there is no list `tests`"), ("[", "tests.yaml:1: A `]` is missing"),
            ("tests: []", "no list `tests`"),
            ("test: [{}]", "there is no `test` here, but tests"),
            ("tests:\n- expect: {status: 1}\n- request: {}", "tests.yaml:3: tests[1].expect: say what is expected"),
            ("tests: [{expect: {}}]", "tests[0].expect: say what is expected"),
            ("tests: [{expect: {outcom: forward}}]", "tests[0].expect: there is no `outcom` here"),
            ("tests: [{request: {uri: /}, expect: {status: 1}}]", "tests[0].request: there is no `uri` here"),
            ("tests: [{request: {path: x}, expect: {status: 1}}]", "tests[0].request.path: expected a path"),
            ("tests: [{request: {port: 0}, expect: {status: 1}}]", "tests[0].request.port: expected a port"),
            ("tests: [{request: {headers: {a b: c}}, expect: {status: 1}}]", "request.headers.a b: expected"),
            ("tests: [{request: {headers: {a: {}}}, expect: {status: 1}}]", "request.headers.a: expected a text"),
            ("tests: [{request: {headers: {a: 1.10}}, expect: {status: 1}}]", "request.headers.a: expected a text"),
            ("tests: [{request: {tls: \"true\"}, expect: {status: 1}}]", "request.tls: expected true or false"),
            ("tests: [{request: {tls: false, sni: a}, expect: {status: 1}}]", "request.sni: there is a server name"),
            ("tests: [{expect: {route: {delegatedby: null}}}]", "expect.route: there is no `delegatedby` here"),
            ("tests: [{expect: {destinations: [{subsett: null}]}}]", "destinations[0]: there is no `subsett` here"),
            (
                "tests: [{expect: {status: 404}}]\n---\ntests: [{expect: {stat: 1}}]",
                "tests[1].expect: there is no `stat`"
            ),
        ])
    func unusable(tests: String, problem: String) async throws {
        let outcome = try await self.run(tests)
        #expect(outcome.code == 2)
        #expect(outcome.error.contains(problem), "\(outcome.error)")
    }

    @Test("All documents of a file are run, and server names make TLS")
    func documents() async throws {
        let outcome = try await self.run(
            """
            tests: [{request: {host: other.example.com}, expect: {status: 404}}]
            ---
            tests:
            - request: {sni: a.example.com, port: 80}
              expect: {outcome: bad_request}
            - request: {port: 8080}
              expect: {outcome: forward}
            """)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("tests[2]: GET localhost /"))
        #expect(outcome.output.hasSuffix("3 tests: 1 failed\n") || outcome.output.hasSuffix("3 tests: 2 failed\n"))
    }

    @Test("Arguments without a file of tests can't be used, nor can a file that is not there")
    func arguments() async throws {
        let directory = try TemporaryDirectory(["shop.yaml": Manifests.shop])
        #expect(await gatehouse("test", "-f", directory.path).code == 2)
        let missing = await gatehouse("test", "-f", directory.path, "--tests", directory.file("none.yaml"))
        #expect(missing.code == 2)
        #expect(missing.error.contains("none.yaml cannot be read: no such file or directory"))
    }

    static let comparisons: [(expected: JSON, found: JSON, fields: [String])] = [
        (1, 1, []), (1, 2, [""]), ("1", 1, [""]), (1, "1", [""]), (.null, 1, [""]),
        (["a": .null], [:], []), (["a": 1], [:], ["a"]), ([:], ["a": 1], []), ([1, 2], [1, 2], []),
        ([1], [1, 2], [""]), ([["a": 1], ["a": 2]], [["a": 1, "b": 1], ["a": 3]], ["[1].a"]), (["a": 1], [1], [""]),
    ]

    @Test("What is expected is a part of what is found", arguments: Self.comparisons)
    func comparison(expected: JSON, found: JSON, fields: [String]) {
        #expect(expected.differences(from: found).map(\.field) == fields)
    }
}
