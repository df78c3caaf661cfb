import GatehouseObjects
import Testing

@Suite("values in Protocol Buffers")
struct ProtobufValueTests {
    private static func timestamp(_ seconds: Int64?, _ nanos: Int64?) -> [UInt8] {
        MessageWriter.message { time in
            if let seconds { time.number(1, UInt64(bitPattern: seconds)) }
            if let nanos { time.number(2, UInt64(bitPattern: nanos)) }
        }
    }

    private static func lease(_ write: (inout MessageWriter) -> Void) throws -> JSON? {
        let spec = MessageWriter.message(write)
        return try ProtobufBody.decode(
            MessageWriter.body("coordination.k8s.io/v1", "Lease", MessageWriter.message { $0.bytes(2, spec) }))["spec"]
    }

    private static func metadata(_ write: (inout MessageWriter) -> Void) throws -> JSON? {
        let metadata = MessageWriter.message(write)
        return try ProtobufBody.decode(
            MessageWriter.body("v1", "Namespace", MessageWriter.message { $0.bytes(1, metadata) }))["metadata"]
    }

    @Test(
        "times have microseconds, and what is smaller is cut off",
        arguments: [
            (0, 0, "1970-01-01T00:00:00.000000Z"), (nil, 1, "1970-01-01T00:00:00.000000Z"),
            (0, 999, "1970-01-01T00:00:00.000000Z"), (0, 1000, "1970-01-01T00:00:00.000001Z"),
            (1_767_323_045, 999_999_999, "2026-01-02T03:04:05.999999Z"),
            (-1, 500_000_000, "1969-12-31T23:59:59.500000Z"), (0, -1000, "1969-12-31T23:59:59.999999Z"),
            (0, -999, "1970-01-01T00:00:00.000000Z"), (0, -1_000_000_000, "1969-12-31T23:59:59.000000Z"),
            (0, 2_000_000_001, "1970-01-01T00:00:02.000000Z"),
            (253_402_300_799, 999_999_000, "9999-12-31T23:59:59.999999Z"),
            (-62_135_596_800, 1000, "0001-01-01T00:00:00.000001Z"),
        ] as [(Int64?, Int64?, String)])
    func microTimes(seconds: Int64?, nanos: Int64?, text: String) throws {
        let spec = try Self.lease { $0.bytes(3, Self.timestamp(seconds, nanos)) }
        #expect(spec == ["acquireTime": .string(text)])
    }

    @Test(
        "times without a year of four digits are refused",
        arguments: [
            (253_402_300_799, 1_000_000_000), (253_402_300_800, 0), (.max, 2_000_000_000), (.min, -2_000_000_000),
            (-62_135_596_801, 0), (-62_135_596_800, -1000), (.max, 0), (.min, 0),
        ] as [(Int64, Int64)])
    func refusedTimes(seconds: Int64, nanos: Int64) {
        #expect(throws: ProtobufError(.invalidTime, at: "spec.acquireTime")) {
            try Self.lease { $0.bytes(3, Self.timestamp(seconds, nanos)) }
        }
    }

    @Test("the beginning of the year 1 is Go's time without a value: null")
    func unsetTime() throws {
        #expect(try Self.lease { $0.bytes(3, Self.timestamp(-62_135_596_800, 0)) } == ["acquireTime": .null])
        #expect(try Self.metadata { $0.bytes(9, Self.timestamp(-62_135_596_800, 5)) } == ["deletionTimestamp": .null])
        #expect(try Self.metadata { $0.bytes(8, Self.timestamp(-62_135_596_800, 0)) } == [:])
    }

    @Test(
        "a number or a text is what its type says",
        arguments: [
            ([(1, 0), (2, 80)], "", 80), ([(2, 80)], "ignored", 80), ([(1, 1), (2, 80)], "http", "http"),
            ([(1, 1)], "", ""), ([], "ignored", 0), ([(1, 0), (2, UInt64(bitPattern: -1))], "", -1),
        ] as [([(Int, UInt64)], String, JSON)])
    func numberOrText(numbers: [(Int, UInt64)], text: String, value: JSON) throws {
        let target = MessageWriter.message { target in
            for (field, number) in numbers { target.number(field, number) }
            target.text(3, text)
        }
        #expect(try Self.targetPort(target) == value)
    }

    @Test("neither a number nor a text is refused", arguments: [2, .max] as [UInt64])
    func neither(type: UInt64) {
        #expect(throws: ProtobufError(.neitherNumberNorText, at: "spec.ports[0].targetPort")) {
            try Self.targetPort(MessageWriter.message { $0.number(1, type) })
        }
    }

    private static func targetPort(_ bytes: [UInt8]) throws -> JSON? {
        let port = MessageWriter.message { $0.bytes(4, bytes) }
        let spec = MessageWriter.message { $0.bytes(1, port) }
        let service = MessageWriter.message { $0.bytes(2, spec) }
        let object = try ProtobufBody.decode(MessageWriter.body("v1", "Service", service))
        return object["spec"]?["ports"]?.array?.first?["targetPort"]
    }

    @Test("numbers of 32 bits are the lower half of what is sent, as in Go")
    func narrowNumbers() throws {
        #expect(try Self.lease { $0.number(2, 1 << 32 | 7) } == ["leaseDurationSeconds": 7])
        #expect(try Self.lease { $0.number(2, 0xFFFF_FFFF) } == ["leaseDurationSeconds": -1])
        #expect(try Self.lease { $0.number(2, 1 << 31) } == ["leaseDurationSeconds": -2_147_483_648])
        #expect(try Self.metadata { $0.number(7, .max) } == ["generation": -1])
        #expect(try Self.metadata { $0.number(7, 1 << 63) } == ["generation": .integer(.min)])
    }

    @Test("the last value counts, and messages that come in parts are one")
    func repeated() throws {
        let spec = try Self.lease { spec in
            spec.text(1, "a")
            spec.text(1, "b")
        }
        #expect(spec == ["holderIdentity": "b"])
        let object = MessageWriter.message { object in
            object.bytes(1, MessageWriter.message { $0.text(1, "a") })
            object.bytes(1, MessageWriter.message { $0.text(14, "f") })
            object.bytes(1, MessageWriter.message { $0.text(14, "g") })
        }
        #expect(
            try ProtobufBody.decode(MessageWriter.body("v1", "ConfigMap", object))["metadata"]
                == ["name": "a", "finalizers": ["f", "g"]])
    }

    @Test("entries of a map may lack a name or a value; of those with one name the last counts")
    func entries() throws {
        let metadata = try Self.metadata { metadata in
            metadata.bytes(11, [])
            metadata.bytes(11, MessageWriter.message { $0.text(1, "a") })
            metadata.bytes(11, MessageWriter.message { $0.text(2, "b") })
            for value in ["c", "d"] {
                let entry = MessageWriter.message { entry in
                    entry.text(2, value)
                    entry.text(1, "e")
                    entry.number(9, 1)
                }
                metadata.bytes(11, entry)
            }
        }
        #expect(metadata == ["labels": ["": "b", "a": "", "e": "d"]])
    }

    @Test(
        "fields that are not known are passed over, whatever they hold",
        arguments: [
            [0x98, 0x06, 0x05], [0x99, 0x06, 1, 2, 3, 4, 5, 6, 7, 8], [0x9A, 0x06, 1, 0x41], [0x9D, 0x06, 1, 2, 3, 4],
            // Groups, one of them in another.
            [0x9B, 0x06, 0x9C, 0x06], [0x9B, 0x06, 0x0B, 0x08, 5, 0x0C, 0x12, 1, 0x41, 0x9C, 0x06],
        ] as [[UInt8]])
    func unknownFields(bytes: [UInt8]) throws {
        let metadata = try Self.metadata { metadata in
            metadata.append(bytes)
            metadata.text(1, "a")
            metadata.append(bytes)
        }
        #expect(metadata == ["name": "a"])
    }

    @Test(
        "fields that are not known and damaged are refused",
        arguments: [
            ([0x98, 0x06], .truncated), ([0x99, 0x06, 1], .truncated), ([0x9A, 0x06, 2, 0x41], .truncated),
            ([0x9D, 0x06, 1], .truncated), ([0x9B, 0x06], .truncated), ([0x9C, 0x06], .invalidTag),
            ([0x9E, 0x06], .invalidTag), ([0x9B, 0x06, 0x00], .invalidTag),
        ] as [([UInt8], ProtobufError.Reason)])
    func damagedFields(bytes: [UInt8], reason: ProtobufError.Reason) {
        #expect(throws: ProtobufError(reason, at: "metadata")) {
            try Self.metadata { $0.append(bytes) }
        }
    }

    @Test("JSON that is carried along has to be JSON, and not too deep")
    func carriedJSON() throws {
        func fields(_ text: String) throws -> JSON? {
            let entry = MessageWriter.message { $0.bytes(7, MessageWriter.message { $0.text(1, text) }) }
            return try Self.metadata { $0.bytes(17, entry) }?["managedFields"]?.array?.first?["fieldsV1"]
        }
        #expect(try fields(#"{"f:a": 1}"#) == ["f:a": 1])
        #expect(try fields("") == .null)
        #expect(throws: ProtobufError.self) { try fields("{") }
        let deep = 196
        let open = String(repeating: "[", count: deep)
        let close = String(repeating: "]", count: deep)
        #expect(try fields(open + close)?.depth == deep)
        #expect(throws: ProtobufError.self) { try fields("[\(open)\(close)]") }
    }
}
