import GatehouseModel

extension Server {
    func validate(at: FieldValidator) {
        if self.hosts.isEmpty { at["hosts"].error("is missing; a server has at least one host, or \"*\"") }
        for (index, host) in self.hosts.enumerated() { at["hosts"][index].checkServerHost(host) }
        self.validatePort(at: at["port"])
        self.validateBind(at: at["bind"])
        self.tls?.validate(at: at["tls"])
        self.validateTLSAgainstProtocol(at: at["tls"])
    }

    private var isOnUnixSocket: Bool { self.bind?.hasPrefix(UnixAddress.prefix) == true }

    private func validatePort(at: FieldValidator) {
        guard let port = self.port else { return at.error("is missing; say on which port to listen") }
        let protocolName = port.protocol ?? ""
        if PortProtocol(named: protocolName) == nil {
            let seen = protocolName.isEmpty ? "is missing" : "is \"\(protocolName)\""
            at["protocol"].error("\(seen); allowed are \(PortProtocol.offered)")
        }
        // A Unix socket has no port, and 0 says so.
        let number = port.number ?? 0
        if number > 0 || !self.isOnUnixSocket { at["number"].checkPort(number) }
        if let targetPort = port.targetPort, targetPort > 0 {
            at["targetPort"].error("is \(targetPort), which has no effect on a Gateway; leave it out")
        }
        if (port.name ?? "").isEmpty { at["name"].error("is missing; name the port, for example http or https-1") }
    }

    private func validateBind(at: FieldValidator) {
        guard let bind = self.bind, !bind.isEmpty else { return }
        if self.isOnUnixSocket {
            at.error(is: UnixAddress.problem(in: bind))
            if let number = self.port?.number, number != 0 {
                at.error("is a Unix socket, and the port number is \(number); a Unix socket goes with number 0")
            }
        } else if !IPAddress.isValid(bind) {
            at.error("is \"\(bind)\"; an IP address or unix:// and a path is needed")
        }
    }

    /// HTTPS and TLS need `tls`; on plaintext HTTP it can only redirect; elsewhere it has no place (semantics G6, G7).
    private func validateTLSAgainstProtocol(at: FieldValidator) {
        guard let name = self.port?.protocol, let protocolOfPort = PortProtocol(named: name) else { return }
        if protocolOfPort.isTLS {
            if self.tls == nil { at.error("is missing; a \(name) server needs at least a `mode`") }
            self.warnOfRedirect(at: at, on: name)
            return
        }
        guard let tls = self.tls else { return }
        if !protocolOfPort.isHTTP {
            at.error("is set on a \(name) port; it goes with HTTPS and TLS")
            self.warnOfRedirect(at: at, on: name)
        } else if tls.terminates || tls.namesFiles {
            at.error("terminates TLS on a plaintext \(name) port; there only `httpsRedirect` can be set")
        }
    }

    private func warnOfRedirect(at: FieldValidator, on name: String) {
        guard self.tls?.httpsRedirect == true else { return }
        at["httpsRedirect"].warning("is set on a \(name) port; it works on plaintext HTTP", effect: .fieldIgnored)
    }
}

extension FieldValidator {
    /// A host of a server: `name` or `namespace/name`, where the name is fully qualified, a wildcard or an IP address
    /// (semantics G8).
    fileprivate func checkServerHost(_ host: String) {
        let parts = host.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let namespace = parts.first, let name = parts.last else {
            return self.error(is: self.problem(inHostName: host))
        }
        if namespace.isEmpty || name.isEmpty {
            self.error("is \"\(host)\"; neither the namespace nor the host can be empty")
        } else if namespace != "*" && namespace != "." && !DNSLabel.isValid(namespace) {
            self.error("is \"\(host)\"; before the slash \"*\", \".\" or the name of a namespace is needed")
        } else {
            self.error(is: self.problem(inHostName: String(name)))
        }
    }

    private func problem(inHostName name: String) -> String? {
        if name == "*" { return nil }
        // An IPv6 address has no dot, and Istio refuses it for that reason.
        if !name.contains(".") { return "\"\(name)\", a short name; a server's host is fully qualified" }
        if name.contains("*") && !name.hasPrefix("*.") {
            return "\"\(name)\"; a wildcard stands for whole labels, as in *.example.com"
        }
        return IPAddress.isValid(name) ? nil : DomainName.wildcardProblem(in: name)
    }
}
