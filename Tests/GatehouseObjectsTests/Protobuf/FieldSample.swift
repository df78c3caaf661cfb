import GatehouseObjects

/// A type of field, with a value to send and what becomes of it.
enum FieldSample: Hashable, Sendable {
    case text, whole, long, flag, time, microTime, wholeOrText, json, message, texts, messages, textsByName, bytesByName

    /// What the value is in JSON.
    var value: JSON {
        switch self {
        case .text: "a"
        case .whole: -80
        case .long: 5_000_000_000
        case .flag: true
        case .time: "2026-01-02T03:04:05Z"
        case .microTime: "2026-01-02T03:04:05.678901Z"
        case .wholeOrText: "http"
        case .json: ["f:data": ["f:a": [:]]]
        case .message: [:]
        case .texts: ["a", "b"]
        case .messages: [[:], [:]]
        case .textsByName: ["a": "b", "c": ""]
        case .bytesByName: ["a": "/wAB", "c": ""]
        }
    }

    /// What stands for nothing in JSON.
    var nothing: JSON {
        switch self {
        case .text: ""
        case .whole, .long, .wholeOrText: 0
        case .flag: false
        case .message: [:]
        case .time, .microTime, .json, .texts, .messages, .textsByName, .bytesByName: nil
        }
    }

    /// Whether the field is sent once, so that it can be sent and hold nothing.
    var isSingle: Bool {
        switch self {
        case .texts, .messages, .textsByName, .bytesByName: false
        default: true
        }
    }

    /// Whether it is sent as a number.
    var isNumber: Bool { self == .whole || self == .long || self == .flag }

    /// Sends the value.
    func write(_ field: Int, to writer: inout MessageWriter) {
        switch self {
        case .text: writer.text(field, "a")
        case .whole: writer.number(field, UInt64(bitPattern: -80))
        case .long: writer.number(field, 5_000_000_000)
        case .flag: writer.number(field, 1)
        case .time, .microTime:
            let time = MessageWriter.message { time in
                time.number(1, 1_767_323_045)
                time.number(2, 678_901_234)
            }
            writer.bytes(field, time)
        case .wholeOrText:
            let value = MessageWriter.message { value in
                value.number(1, 1)
                value.number(2, 0)
                value.text(3, "http")
            }
            writer.bytes(field, value)
        case .json: writer.bytes(field, MessageWriter.message { $0.text(1, #"{"f:data":{"f:a":{}}}"#) })
        case .message: writer.bytes(field, [])
        case .texts: for text in ["a", "b"] { writer.text(field, text) }
        case .messages: for _ in 0..<2 { writer.bytes(field, []) }
        case .textsByName: Self.entries(["a": Array("b".utf8), "c": []], field, &writer)
        case .bytesByName: Self.entries(["a": [0xFF, 0, 1], "c": []], field, &writer)
        }
    }

    /// Sends the field without anything in it.
    func writeNothing(_ field: Int, to writer: inout MessageWriter) {
        if self.isNumber { writer.number(field, 0) } else { writer.bytes(field, []) }
    }

    private static func entries(_ entries: [String: [UInt8]], _ field: Int, _ writer: inout MessageWriter) {
        for (name, value) in entries {
            let entry = MessageWriter.message { entry in
                entry.text(1, name)
                entry.bytes(2, value)
            }
            writer.bytes(field, entry)
        }
    }
}
