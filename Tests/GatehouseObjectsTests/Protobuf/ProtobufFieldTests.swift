import Testing

@testable import GatehouseObjects

@Suite("fields of kinds in Protocol Buffers")
struct ProtobufFieldTests {
    private static func decoded(_ row: FieldRow, _ write: (inout MessageWriter) -> Void) throws -> JSON? {
        let object = try ProtobufBody.decode(row.body(write))
        #expect(object["apiVersion"] == .string(row.apiVersion))
        #expect(object["kind"] == .string(row.kind))
        return object[try #require(JSONPointer(row.pointer))]
    }

    @Test("each field is found under its number and becomes what it is in JSON", arguments: FieldRow.all)
    func values(rows: [FieldRow]) throws {
        for row in rows {
            let value = try Self.decoded(row) { row.sample.write(row.number, to: &$0) }
            // Elements have members of their own that are always there.
            if row.sample == .messages {
                #expect(value?.array?.count == 2, "\(row)")
            } else if row.sample == .message {
                #expect(value?.object != nil, "\(row)")
            } else {
                #expect(value == row.sample.value, "\(row)")
            }
        }
    }

    @Test("a field that is sent and holds nothing is left out where Go leaves it out", arguments: FieldRow.all)
    func nothing(rows: [FieldRow]) throws {
        for row in rows where row.sample.isSingle && row.sample != .message {
            let value = try Self.decoded(row) { row.sample.writeNothing(row.number, to: &$0) }
            let expected: JSON? = row.presence == .unlessEmpty ? .none : row.sample.nothing
            #expect(value == expected, "\(row)")
        }
    }

    @Test("a field that is not sent is there only where Go always writes it", arguments: FieldRow.all)
    func absent(rows: [FieldRow]) throws {
        for row in rows {
            let value = try Self.decoded(row) { _ in }
            if row.presence != .always {
                #expect(value == JSON?.none, "\(row)")
            } else if row.sample == .message {
                #expect(value?.object != nil, "\(row)")
            } else {
                #expect(value == row.sample.nothing, "\(row)")
            }
        }
    }

    @Test("a field of another type is refused, and the message names it", arguments: FieldRow.all)
    func wrongType(rows: [FieldRow]) throws {
        for row in rows {
            let body = row.body { message in
                if row.sample.isNumber { message.text(row.number, "1") } else { message.number(row.number, 1) }
            }
            let type = row.sample.isNumber ? 2 : 0
            #expect(throws: ProtobufError(.wrongWireType(type, field: row.number), at: row.path), "\(row)") {
                try ProtobufBody.decode(body)
            }
        }
    }

    @Test("these fields are all that the tables have", arguments: FieldRow.all)
    func complete(rows: [FieldRow]) throws {
        let first = try #require(rows.first)
        let message = try #require(ProtobufMessage.message(apiVersion: first.apiVersion, kind: first.kind))
        // One kind's rows go through `ObjectMeta`; the others have the same.
        let skips = ["Namespace", "Status"].contains(first.kind) ? "" : "metadata"
        let known = Self.pointers(message, "", skips: skips)
        #expect(known.sorted() == rows.map(\.pointer).sorted())
        #expect(Set(rows.map(\.numbers)).count == rows.count)
    }

    private static func pointers(_ message: ProtobufMessage, _ base: String, skips: String) -> [String] {
        message.fields.flatMap { field in
            let pointer = "\(base)/\(field.name)"
            return switch field.value {
            case .message(let inner) where field.name != skips: [pointer] + Self.pointers(inner, pointer, skips: skips)
            case .messages(let inner): [pointer] + Self.pointers(inner, "\(pointer)/0", skips: skips)
            default: [pointer]
            }
        }
    }
}
