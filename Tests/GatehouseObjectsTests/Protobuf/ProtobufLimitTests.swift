import GatehouseObjects
import Testing

@Suite("limits of Protocol Buffers")
struct ProtobufLimitTests {
    @Test("a body of more bytes than the limit is refused")
    func bytes() throws {
        let body = MessageWriter.body("v1", "ConfigMap", [])
        var limits = ProtobufLimits(bytes: body.count)
        #expect(try ProtobufBody.decode(body, limits: limits)["kind"] == "ConfigMap")
        limits.bytes -= 1
        #expect(throws: ProtobufError(.tooLarge(limit: limits.bytes))) { try ProtobufBody.decode(body, limits: limits) }
    }

    @Test("empty messages, two bytes each, do not become more objects than the limit")
    func emptyMessages() throws {
        let ports = [UInt8]((0..<500_000).flatMap { _ in [0x0A, 0] as [UInt8] })
        let service = MessageWriter.message { $0.bytes(2, ports) }
        let limit = ProtobufLimits().values
        #expect(throws: ProtobufError(.tooManyValues(limit: limit), at: "spec")) {
            try ProtobufBody.decode(MessageWriter.body("v1", "Service", service))
        }
    }

    @Test("members that are made of nothing count as well", arguments: [(17, false), (18, true)])
    func members(values: Int, isEnough: Bool) {
        // The envelope has 5 fields that are read and makes 3 members; the rest 3 fields and 7 members.
        let port = MessageWriter.message { $0.bytes(1, MessageWriter.message { $0.bytes(1, []) }) }
        let body = MessageWriter.body("v1", "Service", MessageWriter.message { $0.bytes(2, port) })
        let object = try? ProtobufBody.decode(body, limits: ProtobufLimits(values: values))
        #expect((object != nil) == isEnough)
    }

    @Test("a message that is repeated without end is put together in time")
    func repeatedMessage() throws {
        let count = 100_000
        let metadata = [UInt8]((0..<count).flatMap { _ in [0x0A, 2, 0x0A, 0] as [UInt8] })
        let object = try ProtobufBody.decode(MessageWriter.body("v1", "ConfigMap", metadata))
        #expect(object["metadata"] == [:])
    }

    @Test("groups within groups without end are passed over")
    func groups() throws {
        let count = 200_000
        let deep = [UInt8](repeating: 0x7B, count: count) + [UInt8](repeating: 0x7C, count: count)
        let object = try ProtobufBody.decode(MessageWriter.body("v1", "ConfigMap", deep))
        #expect(object["metadata"] == [:])
        #expect(throws: ProtobufError(.truncated)) {
            try ProtobufBody.decode(MessageWriter.body("v1", "ConfigMap", [UInt8](deep.prefix(count + 1))))
        }
    }

    @Test("random bytes in an envelope are read or refused, and nothing else happens", arguments: FieldRow.all)
    func random(rows: [FieldRow]) throws {
        let first = try #require(rows.first)
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        var refused = 0
        for round in 0..<2000 {
            var bytes: [UInt8] = []
            for _ in 0..<(round % 40) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                // Small numbers are more often tags and lengths that make sense.
                let byte = UInt8(truncatingIfNeeded: state >> 40)
                bytes.append(round % 2 == 0 ? byte : byte & 0x1F)
            }
            do throws(ProtobufError) {
                let object = try ProtobufBody.decode(MessageWriter.body(first.apiVersion, first.kind, bytes))
                #expect(object["kind"] == .string(first.kind))
            } catch { refused += 1 }
        }
        #expect(refused > 0)
        #expect(refused < 2000)
    }
}
