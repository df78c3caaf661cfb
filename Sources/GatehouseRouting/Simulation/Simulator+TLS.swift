import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// A TLS handshake with a listener that speaks plain text.
    mutating func refuseTLS(of listener: CompiledListener) {
        self.end(.tlsRefused, nil)
        self.say(
            "The listener speaks \(listener.protocolName) in plain text, so a TLS handshake with it fails. Ask without TLS, or open a TLS server in a Gateway."
        )
    }

    /// The chain that takes the connection; nil when it fails before anything is spoken inside.
    mutating func secure(_ chains: TLSChainTable, of listener: CompiledListener) -> CompiledTLSChain? {
        guard self.call.isSecure else {
            self.end(.tlsRefused, nil)
            self.say(
                "The listener speaks TLS, and a client that begins in plain text is disconnected. Ask with --tls, or use a plaintext port."
            )
            return nil
        }
        let name = self.call.serverName ?? ""
        let sent = name.isEmpty ? "The client sends no server name" : "The client's server name is `\(name)`"
        let chain = Array(name.utf8).withUnsafeBytes { chains.chain(for: $0) }
        guard let chain else {
            self.end(.tlsRefused, nil, flag: "NR")
            let names = chains.chains.flatMap(\.plan.serverNames).map { "`\($0)`" }
            self.say(
                "\(sent), which no server of the listener answers to: it has \(Prose.list(names)). The connection is closed without a word (response flag NR)."
            )
            return nil
        }
        let origins = chain.plan.origins.map { "Gateway \($0.namespace)/\($0.name) \($0.path)" }
        self.say("\(sent), so the connection belongs to \(Prose.list(origins)), by \(chain.manner(of: name)).")
        guard let tls = chain.tls else {
            self.say("TLS is passed through: the certificate is the destination's, not the gateway's.")
            return chain
        }
        return self.terminates(tls) ? chain : nil
    }

    /// Whether TLS can be terminated at all, and how it is.
    private mutating func terminates(_ tls: ServerTLSPlan) -> Bool {
        guard !tls.identities.isEmpty else {
            self.end(.tlsRefused, nil)
            let missing =
                tls.missingCredentials.isEmpty
                ? "" : " What is missing: \(Prose.list(tls.missingCredentials.map { "`\($0)`" }))."
            self.say("The gateway has no usable certificate for this name, so the handshake fails.\(missing)")
            return false
        }
        self.say("The gateway shows the certificate of \(Prose.list(tls.identities.map(\.name))).")
        switch tls.clientCertificates {
        case .none: break
        case .required(let peer):
            self.say("The client must present a certificate that \(peer.name) has signed; it is assumed to do so.")
        case .optional(let peer):
            self.say("The client may present a certificate; one that \(peer.name) has not signed fails the handshake.")
        case .unverified: self.say("The client may present a certificate, which is not verified.")
        }
        return true
    }

    /// The routes for the request's host; nil when it came on the wrong connection.
    mutating func direct(_ chains: TLSChainTable, _ chain: CompiledTLSChain) -> RouteTable? {
        let decision = self.head.withBytes(self.head.authority) { chains.routes(for: $0, in: chain) }
        switch decision {
        case .routes(let table):
            if table !== chain.routes {
                self.say(
                    "The host is another Gateway server's, which shows the same certificate and demands the same of clients: its routes serve the request."
                )
            }
            return table
        case .misdirected:
            self.answer(.noRoute, 421, flag: "NR")
            self.say(
                "The host is another Gateway server's, with another certificate or other demands on clients, and the connection was not opened for it. The answer is 421: the client should open a connection with that server name."
            )
            return nil
        }
    }
}

extension CompiledTLSChain {
    /// By which of its names the chain takes a client, in words.
    fileprivate func manner(of serverName: String) -> String {
        let names = self.plan.serverNames
        if names.contains(.exact(serverName.lowercased())) { return "its exact host" }
        let longest = names.compactMap { name -> String? in
            if case .suffix(let suffix) = name, serverName.lowercased().hasSuffix(suffix) { suffix } else { nil }
        }.max { $0.utf8.count < $1.utf8.count }
        return longest.map { "its wildcard `*\($0)`" } ?? "its host `*`, which takes any server name and none"
    }
}
