import GatehouseModel
import GatehousePlan

/// Why a credential is not to be had.
struct MissingCredential: Error, Hashable {
    /// What is missing, as the plan would name it: `Secret istio-system/shop`.
    var name: String
    /// What is wrong and where it was looked for; a sentence.
    var reason: String
    /// Whether there is no such Secret or ConfigMap at all, which istioctl has a code for.
    var isAbsent = false

    /// The code of the finding.
    var code: String { self.isAbsent ? "IST0101" : "GH0211" }
}

/// Certificates that another one is checked against.
struct Authorities: Hashable {
    /// Where they come from.
    var name: String
    /// The certificates, PEM.
    var certificates: SecretBytes
    /// What has been revoked, PEM; nil for no list.
    var revocationList: SecretBytes?
    /// Where they are not to be had: the names that they may have been known by. There are no certificates then, or not
    /// all of what has been revoked.
    var missingNames: [String] = []

    /// Authorities that are not to be had: no certificate is good for them.
    static func missing(_ names: [String]) -> Authorities {
        Authorities(name: names.first ?? "", certificates: SecretBytes([]), missingNames: names)
    }
}

/// Finds certificates, keys and authorities in Secrets, ConfigMaps and files (semantics T1, T2).
struct CredentialLookup {
    /// Who asks: what is missing is looked for in one place only, and it helps to be told that it is in another.
    let options: TranslationOptions
    private let files: CredentialFiles
    private let secrets: [ResourceKey: [String: [UInt8]]]
    private let configMaps: [ResourceKey: [String: [UInt8]]]

    init(_ resources: ResourceSet, files: CredentialFiles, options: TranslationOptions) {
        self.options = options
        self.files = files
        self.secrets = Dictionary(
            resources.secrets.map { ($0.key, $0.spec.data) }, uniquingKeysWith: { first, _ in first })
        self.configMaps = Dictionary(
            resources.configMaps.map { resource in
                let texts = resource.spec.data.mapValues { Array($0.utf8) }
                return (resource.key, texts.merging(resource.spec.binaryData) { text, _ in text })
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The certificate and key of a Secret: keys `cert` and `key`, else `tls.crt` and `tls.key`.
    func identity(named text: String) throws(MissingCredential) -> IdentityPlan {
        let (name, data) = try self.secret(text)
        guard let (certificate, key) = data.pair("cert", "key") ?? data.pair("tls.crt", "tls.key") else {
            let keys = data.keys.sorted().joined(separator: ", ")
            throw MissingCredential(
                name: name,
                reason: "\(name) has neither the keys tls.crt and tls.key nor cert and key; it has "
                    + "\(keys.isEmpty ? "none" : keys).")
        }
        return IdentityPlan(name: name, certificateChain: SecretBytes(certificate), privateKey: SecretBytes(key))
    }

    /// The authorities that go with a Secret: those of the Secret `<name>-cacert`, else its own, keys `cacert` then
    /// `ca.crt` each. A ConfigMap has them under the same keys.
    func authorities(besides text: String) throws(MissingCredential) -> Authorities {
        if case .configMap = CredentialName(text, gatewayNamespace: self.options.gatewayNamespace) {
            return try self.authorities(named: text)
        }
        if let found = try? self.authorities(named: text + "-cacert") { return found }
        return try self.authorities(named: text)
    }

    /// The authorities of exactly this Secret or ConfigMap; a plain name that no Secret has may be a ConfigMap's.
    func authorities(named text: String) throws(MissingCredential) -> Authorities {
        let (name, data) = try self.data(text)
        for (key, list) in [("cacert", "crl"), ("ca.crt", "ca.crl")] {
            guard let certificates = data[key], !certificates.isEmpty else { continue }
            let revoked = data[list] ?? data["ca.crl"] ?? data["crl"]
            return Authorities(
                name: name, certificates: SecretBytes(certificates), revocationList: revoked.map { SecretBytes($0) })
        }
        throw MissingCredential(
            name: name, reason: "\(name) holds no authorities, which would be under ca.crt or cacert.")
    }

    /// The names that authorities of this name may have: of a Secret or ConfigMap.
    func authorityNames(of text: String) -> [String] {
        switch CredentialName(text, gatewayNamespace: self.options.gatewayNamespace) {
        case .external: [text]
        case .secret(let namespace, let name):
            [Secret.kind, ConfigMap.kind].map {
                ResourceKey(kind: $0, namespace: namespace, name: name).description
            }
        case .configMap(let namespace, let name):
            [ResourceKey(kind: ConfigMap.kind, namespace: namespace, name: name).description]
        }
    }

    /// The content of a file.
    func file(_ path: String) throws(MissingCredential) -> SecretBytes {
        switch self.files.contents[path] {
        case .bytes(let bytes): return bytes
        case .unreadable(let reason):
            throw MissingCredential(name: path, reason: "The file \(path) cannot be read: \(reason).")
        case nil: throw MissingCredential(name: path, reason: "The file \(path) was not read.")
        }
    }

    private func data(_ text: String) throws(MissingCredential) -> (name: String, data: [String: [UInt8]]) {
        switch CredentialName(text, gatewayNamespace: self.options.gatewayNamespace) {
        case .external: return try self.secret(text)
        case .secret(let namespace, let name):
            let configMap = ResourceKey(kind: ConfigMap.kind, namespace: namespace, name: name)
            if self.secrets[ResourceKey(kind: Secret.kind, namespace: namespace, name: name)] == nil,
                let data = self.configMaps[configMap]
            {
                return (configMap.description, data)
            }
            return try self.secret(text)
        case .configMap(let namespace, let name):
            let configMap = ResourceKey(kind: ConfigMap.kind, namespace: namespace, name: name)
            guard let data = self.configMaps[configMap] else {
                throw MissingCredential(
                    name: configMap.description, reason: "There is no \(configMap).", isAbsent: true)
            }
            return (configMap.description, data)
        }
    }

    private func secret(_ text: String) throws(MissingCredential) -> (name: String, data: [String: [UInt8]]) {
        let own = self.options.gatewayNamespace
        switch CredentialName(text, gatewayNamespace: own) {
        case .external:
            throw MissingCredential(
                name: text, reason: "\(text) names a secret service, which this gateway does not ask.")
        case .configMap:
            throw MissingCredential(
                name: text,
                reason: "\(text) is a ConfigMap, which can hold authorities but no certificate of one's own.")
        case .secret(let namespace, let name):
            let key = ResourceKey(kind: Secret.kind, namespace: namespace, name: name)
            guard namespace == own else {
                throw MissingCredential(
                    name: key.description,
                    reason: "\(key) is in another namespace than this gateway, \(own), and may not be used here.")
            }
            if let data = self.secrets[key] { return (key.description, data) }
            let others = self.secrets.keys.filter { $0.name == name }.map(\.namespace).sorted()
            let hint =
                others.isEmpty
                ? ""
                : " There is one in \(others.joined(separator: ", ")), where it is not looked for: move it, or run the"
                    + " gateway with --namespace \(others[0])."
            throw MissingCredential(
                name: key.description,
                reason: "There is no Secret \(name) in \(own), the gateway's own namespace.\(hint)", isAbsent: true)
        }
    }
}

extension [String: [UInt8]] {
    fileprivate func pair(_ certificate: String, _ key: String) -> ([UInt8], [UInt8])? {
        guard let certificate = self[certificate], let key = self[key], !certificate.isEmpty, !key.isEmpty else {
            return nil
        }
        return (certificate, key)
    }
}
