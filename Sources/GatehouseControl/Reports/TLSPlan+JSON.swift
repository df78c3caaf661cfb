import GatehousePlan
import GatehouseTLS

// Certificates and keys are named in dumps, never shown.

extension TLSChainPlan {
    /// The chain, as the admin API shows it.
    var json: JSONValue {
        let head = JSONValue.object(present: [
            "serverNames": .array(self.serverNames.map { .string($0.description) }),
            "origins": .array(self.origins.map { .string($0.description) }),
            "tls": self.tls?.json,
        ])
        return switch self.content {
        case .http(let table, _): head.joined(with: table.json)
        case .tcp(let route, _, _), .passthrough(let route): head.joined(with: ["forward": route.json])
        }
    }
}

extension ConnectionRoutePlan {
    /// The route, as the admin API shows it.
    var json: JSONValue {
        .object(present: [
            "origin": .string(self.origin.description),
            "match": self.matchPath.map(JSONValue.string),
            "destinations": .array(
                self.destinations.map { destination in
                    .object(present: [
                        "cluster": .string(destination.clusterName),
                        "exists": destination.cluster == nil ? .bool(false) : nil,
                        "weight": .integer(destination.weight),
                    ])
                }),
        ])
    }
}

extension ServerTLSPlan {
    /// The settings, as the admin API shows them.
    var json: JSONValue {
        let clients: (mode: String, peer: PeerCertificatePlan?) =
            switch self.clientCertificates {
            case .none: ("none", nil)
            case .unverified: ("unverified", nil)
            case .optional(let peer): ("optional", peer)
            case .required(let peer): ("required", peer)
            }
        return .object(present: [
            "certificates": .array(self.identities.map { .string($0.name) }),
            "missing": self.missingCredentials.isEmpty
                ? nil : .array(self.missingCredentials.map { .string($0) }),
            "clientCertificates": .string(clients.mode),
            "clientAuthorities": clients.peer?.json,
            "minimumVersion": .string(self.minimumVersion.text),
            "maximumVersion": .string(self.maximumVersion.text),
            "cipherSuites": self.cipherSuites.isEmpty ? nil : .array(self.cipherSuites.map { .string($0) }),
            "applicationProtocols": .array(self.applicationProtocols.map { .string($0) }),
        ])
    }
}

extension ClientTLSPlan {
    /// The settings, as the admin API shows them.
    var json: JSONValue {
        let trust: JSONValue =
            switch self.trust {
            case .system(let names):
                .object(present: [
                    "authorities": "system",
                    "subjectAltNames": names.isEmpty ? nil : .array(names.map { .string($0) }),
                ])
            case .authorities(let peer): peer.json
            case .everything: "everything"
            case .nothing: "nothing"
            }
        return .object(present: [
            "certificate": self.identity.map { .string($0.name) },
            "trust": trust,
            "serverName": self.serverName.map(JSONValue.string),
            "missing": self.missingCredentials.isEmpty
                ? nil : .array(self.missingCredentials.map { .string($0) }),
        ])
    }
}

extension PeerCertificatePlan {
    fileprivate var json: JSONValue {
        func list(_ values: [String]) -> JSONValue? { values.isEmpty ? nil : .array(values.map { .string($0) }) }
        return .object(present: [
            "authorities": .string(self.name),
            "revocationList": self.revocationList == nil ? nil : .bool(true),
            "subjectAltNames": list(self.subjectAltNames),
            "publicKeyHashes": list(self.publicKeyHashes),
            "certificateHashes": list(self.certificateHashes),
        ])
    }
}

extension TLSVersionPlan {
    fileprivate var text: String {
        switch self {
        case .tls10: "1.0"
        case .tls11: "1.1"
        case .tls12: "1.2"
        case .tls13: "1.3"
        }
    }
}

extension ClusterPlan.UpstreamProtocol {
    /// The protocol; nil for the usual one.
    var json: JSONValue? {
        switch self {
        case .http1: nil
        case .http2: "http2"
        case .client: "client"
        }
    }
}

extension CertificateStatus {
    /// The certificate, as the admin API shows it.
    var json: JSONValue {
        [
            "name": .string(self.name),
            "names": .array(self.facts.names.map { .string($0) }),
            "notBefore": .string(UTCDate.text(self.facts.notBefore)),
            "notAfter": .string(UTCDate.text(self.facts.notAfter)),
        ]
    }
}
