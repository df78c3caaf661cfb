import GatehouseObjects

/// A field of a kind, as the definitions of Kubernetes' messages and of its Go types have it.
struct FieldRow: Sendable, CustomStringConvertible {
    /// When the field is in the JSON form.
    enum Presence: Hashable, Sendable {
        case unlessEmpty, ifSent, always
    }

    var apiVersion: String
    var kind: String
    /// The numbers of the fields that lead to it.
    var numbers: [Int]
    /// Where it is in JSON (RFC 6901); it is in the first element of each list.
    var pointer: String
    var sample: FieldSample
    var presence: Presence

    var description: String { "\(self.apiVersion) \(self.kind) \(self.numbers) \(self.pointer)" }

    static func rows(
        of apiVersion: String, _ kind: String, _ rows: [([Int], String, FieldSample, Presence)]
    ) -> [FieldRow] {
        rows.map {
            FieldRow(apiVersion: apiVersion, kind: kind, numbers: $0.0, pointer: $0.1, sample: $0.2, presence: $0.3)
        }
    }

    static let all: [[FieldRow]] = [
        namespace, configMap, secret, service, endpoints, event, lease, endpointSlice, endpointSliceBeta, deleteOptions,
        status, accessReview, rulesReview, subjectReview,
    ]

    /// A body with the messages that lead to the field, and in the last of them what `write` puts there.
    func body(_ write: (inout MessageWriter) -> Void) -> [UInt8] {
        var message = MessageWriter.message(write)
        for number in self.numbers.dropLast().reversed() {
            message = MessageWriter.message { $0.bytes(number, message) }
        }
        return MessageWriter.body(self.apiVersion, self.kind, message)
    }

    /// The field's number in its message.
    var number: Int { self.numbers.last ?? 0 }

    /// The field as errors name it.
    var path: String {
        self.pointer.dropFirst().split(separator: "/").reduce(into: "") { path, step in
            if step == "0" { path += "[0]" } else { path += (path.isEmpty ? "" : ".") + step }
        }
    }
}
