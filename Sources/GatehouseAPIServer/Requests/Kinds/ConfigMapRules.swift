import GatehouseObjects

/// ConfigMaps.
struct ConfigMapRules: KindRules {
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        var problems = DataRules.problems(in: object, "data") + DataRules.problems(in: object, "binaryData")
        for key in object["binaryData"]?.object?.keys.sorted() ?? [] where object["data"]?[key] != nil {
            problems.append(.invalid("data[\(key)]", key, "duplicate of key present in binaryData"))
        }
        return problems + DataRules.problems(from: old, to: object, ["data", "binaryData"])
    }
}

/// Named values, of Secrets and ConfigMaps.
enum DataRules {
    /// How many bytes all values of an object may have, as in Kubernetes.
    static let limit = 1024 * 1024

    /// What is wrong with the values in a field.
    static func problems(in object: JSON, _ field: String) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        var size = 0
        for (key, value) in (object[field]?.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            if !Self.isKey(key) {
                problems.append(
                    .invalid(
                        "\(field)[\(key)]", key,
                        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  "
                            + "or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"))
            }
            size += value.string?.utf8.count ?? 0
        }
        // Base64 has four characters for three bytes.
        let limit = field == "data" && object["kind"] != "Secret" ? Self.limit : Self.limit / 3 * 4 + 4
        if size > limit { problems.append(.tooLong(field, Self.limit)) }
        return problems
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
