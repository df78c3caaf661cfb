import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Small parts of answers")
struct PartsTests {
    @Test("A continue token comes back as it went", arguments: [Int64(7), nil])
    func token(_ revision: Int64?) throws {
        let kind = ObjectKind(group: "", plural: "configmaps")
        let token = ContinueToken(revision: revision, after: ObjectKey(kind: kind, namespace: "n", name: "m"))
        #expect(try ContinueToken(token.text) == token)
        #expect(token.precedes(ObjectKey(kind: kind, namespace: "n", name: "m0")))
        #expect(!token.precedes(ObjectKey(kind: kind, namespace: "n", name: "m")))
        #expect(!token.precedes(ObjectKey(kind: kind, namespace: "m", name: "z")))
    }

    @Test("Of very many warnings some are left out, and none is very long")
    func warnings() {
        let values = WarningHeader.values(of: (0..<100).map { "\($0)" + String(repeating: "x", count: 1000) })
        #expect(values.count > 10 && values.count < 100)
        #expect(values.allSatisfy { $0.utf8.count < 300 })
        #expect(
            WarningHeader.values(of: ["a", "a", "a\r\nSet-Cookie: b"]) == [#"299 - "a""#, #"299 - "a  Set-Cookie: b""#])
    }

    @Test("UUIDs are random ones (RFC 9562)")
    func uuid() {
        let surroundings = APISurroundings(now: { 0 })
        for _ in 0..<100 {
            let parts = surroundings.uuid().split(separator: "-").map(Array.init)
            #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
            #expect(parts.count == 5 && parts[2].first == "4" && "89ab".contains(parts[3].first ?? " "))
        }
    }

    @Test("Addresses are free ones of the range until there are none")
    func addresses() {
        let service: JSON = ["metadata": ["namespace": "n", "name": "s"]]
        var range = ServiceAddressRange(taken: [])
        let first = range.free(for: service)
        #expect(first == ServiceAddressRange(taken: []).free(for: service))
        for _ in 0..<65533 {
            guard let address = range.free(for: service), range.problem(of: address) == nil else { break }
            range.taken.insert(address)
            // The next search would walk past all of those.
            if range.taken.count >= 300 { break }
        }
        #expect(range.taken.count == 300)
        range.taken = Set((2...65534).map { "10.96.\($0 >> 8).\($0 & 255)" })
        #expect(range.free(for: service) == nil)
    }
}
