extension Explanation {
    /// The explanation for people: the outcome in a line, the facts, then the reasons. Ends in a line feed.
    public var text: String {
        var lines = [self.headline]
        func add(_ label: String, _ value: String?) {
            guard let value else { return }
            lines.append("  \(label)\(String(repeating: " ", count: max(1, 14 - label.count)))\(value)")
        }
        add("listener", self.listener.map { "\($0.address):\($0.port) \($0.protocolName)" })
        add("virtual host", self.virtualHost)
        add("route", self.route?.text)
        for destination in self.destinations { add("destination", destination.text) }
        if let request = self.request {
            add("request", "\(request.method) \(request.path)")
            add("host", request.authority)
            for header in request.headers { add("header", "\(header.name): \(header.value)") }
        }
        add("location", self.location)
        lines.append("Because:")
        for sentence in self.because { lines.append("  - \(sentence)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private var headline: String {
        let words = self.outcome.rawValue.split(separator: "_").joined(separator: " ")
        let answer = [self.status.map(String.init), self.responseFlag].compactMap { $0 }.joined(separator: " ")
        return answer.isEmpty ? words : "\(words): \(answer)"
    }
}

extension Explanation.Route {
    fileprivate var text: String {
        let name = self.name.map { " (\($0))" } ?? ""
        return "VirtualService \(self.virtualService) \(self.match ?? self.rule)\(name)"
    }
}

extension Explanation.Destination {
    fileprivate var text: String {
        var states = self.names.isEmpty ? [] : [Prose.list(self.names)]
        if self.endpoints != 0 || states.isEmpty {
            states.insert(self.endpoints.map { Prose.count($0, "endpoint") } ?? "no such cluster", at: 0)
        }
        return "\(self.cluster), weight \(self.weight), \(states.joined(separator: ", "))"
    }
}
