/// Where a `credentialName` says that a credential is (semantics T1).
enum CredentialName: Hashable {
    /// In this Secret.
    case secret(namespace: String, name: String)
    /// In this ConfigMap, which can hold authorities only.
    case configMap(namespace: String, name: String)
    /// With somebody who is asked over the network, which this gateway does not do.
    case external

    /// What `text` means for a gateway in `namespace`. A name without a namespace is in the gateway's.
    init(_ text: String, gatewayNamespace: String) {
        guard let scheme = text.firstIndex(of: ":"), text[scheme...].hasPrefix("://") else {
            self = Self.secret(Self.parts(text[...], gatewayNamespace))
            return
        }
        let rest = text[scheme...].dropFirst(3)
        switch text[..<scheme] {
        case "kubernetes", "kubernetes-gateway": self = Self.secret(Self.parts(rest, gatewayNamespace))
        case "configmap":
            let parts = Self.parts(rest, gatewayNamespace)
            self = .configMap(namespace: parts.namespace, name: parts.name)
        default: self = .external
        }
    }

    private static func secret(_ parts: (namespace: String, name: String)) -> CredentialName {
        .secret(namespace: parts.namespace, name: parts.name)
    }

    private static func parts(_ text: Substring, _ namespace: String) -> (namespace: String, name: String) {
        guard let slash = text.firstIndex(of: "/") else { return (namespace, String(text)) }
        return (String(text[..<slash]), String(text[text.index(after: slash)...]))
    }
}
