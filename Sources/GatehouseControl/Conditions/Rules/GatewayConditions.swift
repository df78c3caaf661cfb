import GatehouseModel
import GatehousePlan
import GatehouseTranslation

extension StatusBasis {
    /// The conditions of a Gateway; nil for one that is not this gateway's.
    func conditions(of gateway: Resource<Gateway>) -> [Condition]? {
        let name = "\(gateway.metadata.namespace)/\(gateway.metadata.name)"
        guard self.ownership(of: name) == .own else { return nil }
        let servers = self.servers(of: name).map { ServerState($0, in: self) }
        return [
            self.refusal(of: gateway.key) ?? self.acceptance(of: gateway, servers),
            self.programming(of: servers),
            self.conflict(of: servers, findings: self.findings(about: gateway.key)),
            self.references(of: gateway),
        ]
    }

    private func acceptance(of gateway: Resource<Gateway>, _ servers: [ServerState]) -> Condition {
        let refused = servers.filter(\.isRefused)
        guard let first = refused.first?.obstacle else {
            return self.acceptance(of: gateway.key, "Its selector fits this gateway.")
        }
        let sentences = ConditionMessage.text(refused.compactMap { $0.obstacle?.message })
        if refused.count == servers.count { return Condition(.accepted, .no, first.reason, sentences) }
        return Condition(.accepted, .yes, .partiallyInvalid, sentences)
    }

    private func programming(of servers: [ServerState]) -> Condition {
        var listening: [String] = []
        var known: Set<String> = []
        for text in servers.flatMap(\.sockets) where known.insert(text).inserted { listening.append(text) }
        let isListening = listening.isEmpty ? [] : ["Listening on \(ConditionMessage.list(listening))."]
        let obstacles = servers.compactMap(\.obstacle)
        guard let first = obstacles.first else {
            return Condition(.programmed, .yes, .programmed, ConditionMessage.text(isListening))
        }
        var seen: Set<String> = []
        let messages = obstacles.map(\.message).filter { seen.insert($0).inserted }
        return Condition(.programmed, .no, first.reason, ConditionMessage.text(messages + isListening))
    }

    private func conflict(of servers: [ServerState], findings: [Diagnostic]) -> Condition {
        let found = findings.filter { ["GH0202", "GH0210"].contains($0.code) }
        if let first = found.first {
            return Condition(
                .conflicted, .yes, first.code == "GH0202" ? .protocolConflict : .hostConflict,
                ConditionMessage.text(found.map(\.sentence)))
        }
        let unsaid = servers.filter { $0.obstacle?.reason == .conflicted }.compactMap { $0.obstacle?.message }
        if !unsaid.isEmpty { return Condition(.conflicted, .yes, .hostConflict, ConditionMessage.text(unsaid)) }
        return Condition(.conflicted, .no, .noConflicts, "No other server has its ports or hosts.")
    }
}
