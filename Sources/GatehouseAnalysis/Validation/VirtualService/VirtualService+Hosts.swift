import GatehouseModel

extension VirtualService {
    /// Hosts are names, wildcards or IP addresses, and no two of one VirtualService overlap.
    func validateHosts(at: FieldValidator) {
        var areValid = true
        for (index, host) in self.hosts.enumerated() {
            if let problem = self.hostProblem(host) {
                at[index].error(is: problem)
                areValid = false
            } else if host == "*" && !self.isForGatewaysOnly {
                at[index].error("is \"*\", which only a VirtualService for gateways alone can have; name the hosts")
                areValid = false
            }
        }
        // Overlap means something only between names that are names.
        if areValid { self.checkOverlap(at: at) }
    }

    private func checkOverlap(at: FieldValidator) {
        var names: Set<String> = []
        var wildcards: [String] = []
        for (index, host) in self.hosts.enumerated() {
            let isWildcard = host.hasPrefix("*")
            // Names overlap when they are the same; wildcards have to be compared, but there are few.
            let candidates = isWildcard ? self.hosts[..<index] : wildcards[...]
            let isRepeated = !names.insert(host).inserted
            for earlier in candidates where HostOverlap(earlier).overlaps(HostOverlap(host)) {
                at[index].error("is \"\(host)\", which overlaps \"\(earlier)\"; name each host once")
            }
            if isRepeated && !isWildcard {
                at[index].error("is \"\(host)\", which is there already; name each host once")
            }
            if isWildcard { wildcards.append(host) }
        }
    }

    private func hostProblem(_ host: String) -> String? {
        if IPAddress.isValid(host) { return nil }
        if self.isForGatewaysOnly && self.hasServerNames && AutoPassthroughName.hasForm(host) {
            return AutoPassthroughName.problem(in: host)
        }
        return DomainName.wildcardProblem(in: host)
    }

    private var hasServerNames: Bool {
        self.tls.contains { $0.match.contains { !$0.sniHosts.isEmpty } }
    }
}

/// The server names that sidecars send to AUTO_PASSTHROUGH gateways: `outbound_.80_.v1_.reviews.default.svc`.
enum AutoPassthroughName {
    static func hasForm(_ name: String) -> Bool { name.hasPrefix("outbound_") }

    /// What keeps `name` from being such a name; worded to follow "is".
    static func problem(in name: String) -> String? {
        if name.utf8.count > DomainName.maximumLength {
            return "\(name.utf8.count) bytes long; a host name has at most \(DomainName.maximumLength)"
        }
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        let form = "; such a name has the form outbound_.<port>_.<subset>_.<host>"
        guard parts.count >= 4 else { return "\"\(name)\"" + form }
        guard parts[1].contains(where: { ("0"..."9").contains($0) }) else {
            return "\"\(name)\", whose port \"\(parts[1])\" is not a number" + form
        }
        guard parts[3].contains(where: { $0.isASCII && $0.isLetter }) else {
            return "\"\(name)\", whose host \"\(parts[3])\" is not a name" + form
        }
        return nil
    }
}
