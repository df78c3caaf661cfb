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
        let size = DataRules.byteSize(of: object["data"])
        if size > DataRules.limit { problems.append(.tooLong("data", DataRules.limit)) }
        let type = object["type"]?.string ?? ""
        if let oldType = old?["type"]?.string, oldType != type {
            problems.append(.invalid("type", type, "field is immutable"))
        }
        problems += Self.problems(ofType: type, object)
        return problems + DataRules.problems(from: old, to: object, ["data"])
    }

    private static func problems(ofType type: String, _ object: JSON) -> [APIStatus.Cause] {
        let data = object["data"]?.object ?? [:]
        var problems: [APIStatus.Cause] = []
        for key in Self.requiredKeys(type) where data[key] == nil { problems.append(.required("data[\(key)]")) }
        switch type {
        // One of the two will do.
        case "kubernetes.io/basic-auth" where data["username"] == nil && data["password"] == nil:
            problems += ["username", "password"].map { .required("data[\($0)]") }
        case "kubernetes.io/service-account-token":
            let annotation = "kubernetes.io/service-account.name"
            if object["metadata"]?["annotations"]?[annotation]?.string?.isEmpty ?? true {
                problems.append(.required("metadata.annotations[\(annotation)]"))
            }
        case "kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg":
            for key in Self.requiredKeys(type) {
                guard let bytes = data[key]?.string.flatMap({ Base64Text.decode($0) }) else { continue }
                if let problem = Self.problem(ofJSON: bytes) {
                    problems.append(.invalid("data[\(key)]", "<secret contents redacted>", problem))
                }
            }
        default: break
        }
        return problems
    }

    private static func problem(ofJSON bytes: [UInt8]) -> String? {
        do {
            return try JSON.parse(bytes).object == nil ? "it must be a JSON object" : nil
        } catch { return "it must be JSON: \(error)" }
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
