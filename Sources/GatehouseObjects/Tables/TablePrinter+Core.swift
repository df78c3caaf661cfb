extension TablePrinter {
    @Sendable static func namespace(_ object: JSON, _ column: String, _ now: Int) -> String {
        object["status"]?["phase"]?.string ?? ""
    }

    @Sendable static func lease(_ object: JSON, _ column: String, _ now: Int) -> String {
        object["spec"]?["holderIdentity"]?.string ?? ""
    }

    @Sendable static func secret(_ object: JSON, _ column: APIResource.Column, _ now: Int) -> JSON {
        switch column.name {
        case "Type": object["type"] ?? ""
        case "Data": .integer(Int64(object["data"]?.object?.count ?? 0))
        default: Self.commonCell(object, column, now) ?? .null
        }
    }

    @Sendable static func configMap(_ object: JSON, _ column: APIResource.Column, _ now: Int) -> JSON {
        if column.name != "Data" { return Self.commonCell(object, column, now) ?? .null }
        return .integer(Int64((object["data"]?.object?.count ?? 0) + (object["binaryData"]?.object?.count ?? 0)))
    }

    @Sendable static func event(_ object: JSON, _ column: APIResource.Column, _ now: Int) -> JSON {
        let series = object["series"]
        let first = object["firstTimestamp"]?.string ?? object["eventTime"]?.string
        switch column.name {
        case "Last Seen":
            let last = series?["lastObservedTime"]?.string ?? object["lastTimestamp"]?.string ?? first
            return .string(Age.text(since: last, now: now))
        case "First Seen": return .string(Age.text(since: first, now: now))
        case "Type", "Reason": return object[column.name.lowercased()] ?? ""
        case "Object":
            let kind = object["involvedObject"]?["kind"]?.string?.lowercased() ?? ""
            let name = object["involvedObject"]?["name"]?.string ?? ""
            return .string(name.isEmpty ? kind : "\(kind)/\(name)")
        case "Subobject": return object["involvedObject"]?["fieldPath"] ?? ""
        case "Source": return .string(Self.source(of: object))
        case "Message": return .string(Self.trimmed(object["message"]?.string ?? ""))
        case "Count":
            let count = series?["count"]?.integer ?? object["count"]?.integer ?? 1
            return .integer(max(count, 1))
        default: return Self.commonCell(object, column, now) ?? .null
        }
    }

    private static func source(of event: JSON) -> String {
        let parts = [event["source"]?["component"]?.string, event["source"]?["host"]?.string]
        let old = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
        if !old.isEmpty { return old }
        return [event["reportingComponent"]?.string, event["reportingInstance"]?.string]
            .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static func trimmed(_ text: String) -> String {
        var rest = Substring(text)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
