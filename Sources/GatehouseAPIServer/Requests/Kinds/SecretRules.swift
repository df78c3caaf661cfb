import GatehouseObjects

/// Secrets.
struct SecretRules: KindRules {
    func setDefaults(_ object: inout JSON, old: JSON?) {
        for (name, value) in object["stringData"]?.object ?? [:] {
            guard let text = value.string else { continue }
            object[entry: "data"][name] = .string(Base64Text.encode(text.utf8))
        }
        object["stringData"] = Optional.none
        if object["type"]?.string?.isEmpty ?? true { object["type"] = "Opaque" }
    }

    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        var problems = DataRules.problems(in: object, "data")
        let type = object["type"]?.string ?? ""
        if let oldType = old?["type"]?.string, oldType != type {
            problems.append(.invalid("type", type, "field is immutable"))
        }
        for key in Self.requiredKeys(type) where object["data"]?[key] == nil {
            problems.append(.required("data[\(key)]"))
        }
        return problems + DataRules.problems(from: old, to: object, ["data"])
    }

    private static func requiredKeys(_ type: String) -> [String] {
        switch type {
        case "kubernetes.io/tls": ["tls.crt", "tls.key"]
        case "kubernetes.io/dockerconfigjson": [".dockerconfigjson"]
        case "kubernetes.io/dockercfg": [".dockercfg"]
        case "kubernetes.io/ssh-auth": ["ssh-privatekey"]
        default: []
        }
    }
}
