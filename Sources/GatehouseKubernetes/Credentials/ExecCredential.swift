import GatehouseModel
import GatehouseObjects

/// What a credential plugin and its caller say to one another: an `ExecCredential` of `client.authentication.k8s.io`.
struct ExecCredential: Hashable, Sendable {
    var credential: Credential
    /// Seconds since 1970 until which it is good; nil for as long as it is not refused.
    var expiry: Int?

    /// Reads a plugin's standard output.
    init(parsing output: [UInt8], from plugin: ExecPlugin) throws(CredentialError) {
        let object: JSON
        do throws(JSONError) {
            object = try JSON.parse(output)
        } catch {
            throw CredentialError(reason: "\(plugin.command) wrote no ExecCredential: \(error.description).")
        }
        guard object["kind"]?.string == "ExecCredential", object["apiVersion"]?.string == plugin.apiVersion else {
            throw CredentialError(
                reason: "\(plugin.command) wrote something that is not an ExecCredential of \(plugin.apiVersion).")
        }
        let status = object["status"]
        let token = status?["token"]?.string ?? ""
        let certificate = status?["clientCertificateData"]?.string ?? ""
        let key = status?["clientKeyData"]?.string ?? ""
        guard !token.isEmpty || !certificate.isEmpty else {
            throw CredentialError(reason: "\(plugin.command) gave neither a token nor a certificate.")
        }
        guard certificate.isEmpty == key.isEmpty else {
            throw CredentialError(reason: "\(plugin.command) gave only one of a certificate and its key.")
        }
        self.credential = token.isEmpty ? Credential() : .bearer(token)
        if !certificate.isEmpty {
            self.credential.identity = Credential.Identity(
                certificate: Redacted(Array(certificate.utf8)), key: Redacted(Array(key.utf8)))
        }
        if let text = status?["expirationTimestamp"]?.string, !text.isEmpty {
            guard let expiry = TimestampText.seconds(text) else {
                throw CredentialError(reason: "\(plugin.command) gave an expirationTimestamp that is no time: \(text).")
            }
            self.expiry = expiry
        }
    }

    /// Whether it is still good at a time, in seconds since 1970.
    func isGood(at now: Int) -> Bool { self.expiry.map { now < $0 } ?? true }

    /// What a plugin is told in `KUBERNETES_EXEC_INFO`. `authorities` is what the server's certificate is checked against.
    static func request(to plugin: ExecPlugin, access: ClusterAccess, authorities: [UInt8]?) -> JSON {
        var spec: JSON = ["interactive": false]
        if plugin.providesClusterInfo {
            var cluster: JSON = ["server": .string(access.server.description)]
            cluster["tls-server-name"] = access.serverName.map { .string($0) }
            cluster["insecure-skip-tls-verify"] = access.skipsVerification ? true : nil
            cluster["certificate-authority-data"] = authorities.map { .string(Base64Text.encode($0)) }
            spec["cluster"] = cluster
        }
        return ["apiVersion": .string(plugin.apiVersion), "kind": "ExecCredential", "spec": spec]
    }
}
