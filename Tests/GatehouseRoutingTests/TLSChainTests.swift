import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite("TLS chains") struct TLSChainTests {
    private static func table(_ plan: GatewayPlan) throws -> TLSChainTable {
        let snapshot = Snapshot.compile(plan, generation: 1).snapshot
        guard case .tls(let table) = snapshot.listeners[0].content else { throw NoTable() }
        return table
    }

    private struct NoTable: Error {}

    private static func chain(_ table: TLSChainTable, _ name: String) -> CompiledTLSChain? {
        Array(name.utf8).withUnsafeBytes { table.chain(for: $0) }
    }

    /// The table that serves a host on the connection of a server name; nil for 421.
    private static func served(_ host: String, on name: String, _ table: TLSChainTable) throws -> String? {
        let chain = try #require(Self.chain(table, name))
        return switch Array(host.utf8).withUnsafeBytes({ table.routes(for: $0, in: chain) }) {
        case .routes(let routes): routes.name
        case .misdirected: nil
        }
    }

    @Test(
        "G13: the exact name, then the longest wildcard, then *, which also takes clients without a name",
        arguments: [
            ("a.example", "a.example"), ("A.EXAMPLE", "a.example"), ("b.example", "*.example"),
            ("x.y.example", "*.y.example"), ("other", "*"), ("", "*"), ("example", "*"),
        ])
    func selection(name: String, chosen: String) throws {
        let tls = ServerTLSPlan.showing("s")
        let table = try Self.table(
            .chains(
                .terminating("*", tls: tls), .terminating("*.example", tls: tls), .terminating("a.example", tls: tls),
                .terminating("*.y.example", tls: tls)))
        #expect(Self.chain(table, name)?.plan.origins.first?.name == chosen)
    }

    @Test("G13: without a chain for it a name, or none, has none", arguments: ["b.example", ""])
    func noChain(name: String) throws {
        let table = try Self.table(.chains(.terminating("a.example", tls: .showing("s"))))
        #expect(Self.chain(table, name) == nil)
    }

    @Test("G12: a host of another chain is misdirected, unless clients would have met the same there")
    func misdirection() throws {
        let peer = PeerCertificatePlan(name: "ca", authorities: SecretBytes([1]))
        let table = try Self.table(
            .chains(
                .terminating("a.example", tls: .showing("wildcard")),
                .terminating("same.example", tls: .showing("wildcard")),
                .terminating("mutual.example", tls: .showing("wildcard", clients: .required(peer))),
                .terminating("other.example", tls: .showing("other")),
                .chain("pass.example", content: .passthrough(.to()))))
        let own = "https.443.a.example"
        #expect(try Self.served("a.example", on: "a.example", table) == own)
        #expect(try Self.served("A.example:443", on: "a.example", table) == own)
        #expect(try Self.served("unknown.example", on: "a.example", table) == own)
        #expect(try Self.served("", on: "a.example", table) == own)
        #expect(try Self.served("same.example", on: "a.example", table) == "https.443.same.example")
        #expect(try Self.served("mutual.example", on: "a.example", table) == nil)
        #expect(try Self.served("other.example", on: "a.example", table) == nil)
        #expect(try Self.served("pass.example", on: "a.example", table) == nil)
        #expect(try Self.served("a.example", on: "mutual.example", table) == nil)
    }
}
