import GatehouseObjects

/// ConfigMaps.
struct ConfigMapRules: KindRules {
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        var problems = DataRules.problems(in: object, "data") + DataRules.problems(in: object, "binaryData")
        for key in object["binaryData"]?.object?.keys.sorted() ?? [] where object["data"]?[key] != nil {
            problems.append(.invalid("data[\(key)]", key, "duplicate of key present in binaryData"))
        }
        let size = DataRules.textSize(of: object["data"]) + DataRules.byteSize(of: object["binaryData"])
        if size > DataRules.limit { problems.append(.tooLong("data", DataRules.limit)) }
        return problems + DataRules.problems(from: old, to: object, ["data", "binaryData"])
    }
}

/// Named values, of Secrets and ConfigMaps.
enum DataRules {
    /// How many bytes all values of an object may have, as in Kubernetes.
    static let limit = 1024 * 1024

    /// What is wrong with the keys in a field.
    static func problems(in object: JSON, _ field: String) -> [APIStatus.Cause] {
        (object[field]?.object ?? [:]).keys.sorted().filter { !Self.isKey($0) }.map { key in
            .invalid(
                "\(field)[\(key)]", key,
                "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  "
                    + "or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")
        }
    }

    /// How many bytes the texts of a field have.
    static func textSize(of field: JSON?) -> Int {
        (field?.object ?? [:]).values.reduce(0) { $0 + ($1.string?.utf8.count ?? 0) }
    }

    /// How many bytes the values of a field have, which are written in Base64: three for four characters, less one for each
    /// that fills up.
    static func byteSize(of field: JSON?) -> Int {
        (field?.object ?? [:]).values.reduce(0) { size, value in
            let text = value.string?.utf8.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") } ?? []
            let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
            return size + max(text.count / 4 * 3 - padding, 0)
        }
    }

    /// What is wrong with a change of values that can't be changed any more.
    static func problems(from old: JSON?, to new: JSON, _ fields: [String]) -> [APIStatus.Cause] {
        guard let old, old["immutable"] == true else { return [] }
        var problems: [APIStatus.Cause] = []
        if new["immutable"] != true {
            problems.append(.forbidden("immutable", "field is immutable when `immutable` is set"))
        }
        for field in fields where new[field] != old[field] {
            problems.append(.forbidden(field, "field is immutable when `immutable` is set"))
        }
        return problems
    }

    private static func isKey(_ key: String) -> Bool {
        guard !key.isEmpty, key.utf8.count <= 253, key != ".", !key.hasPrefix("..") else { return false }
        return key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
    }
}
