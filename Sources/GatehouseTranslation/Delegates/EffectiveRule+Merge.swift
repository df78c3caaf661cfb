import GatehouseModel
import GatehousePlan

extension EffectiveRule {
    /// Makes a delegate's rule what it is under a root rule: the matches of both, the root's fields where it has none of
    /// its own (semantics D3). False when one of its matches fits none of the root's, which leaves nothing to serve.
    mutating func merge(into root: EffectiveRule, origin: Origin) -> Bool {
        guard let (matches, places) = self.mergedMatches(with: root) else { return false }
        self.rule.match = matches
        self.delegation = Delegation(
            root: origin, matchPlaces: places, rootName: root.rule.name, ownName: self.rule.name)
        self.rule.name = joined(root.rule.name, self.rule.name)
        self.rule.rewrite = self.rule.rewrite ?? root.rule.rewrite
        self.rule.directResponse = self.rule.directResponse ?? root.rule.directResponse
        self.rule.timeout = self.rule.timeout ?? root.rule.timeout
        self.rule.retries = self.rule.retries ?? root.rule.retries
        self.rule.fault = self.rule.fault ?? root.rule.fault
        self.rule.corsPolicy = self.rule.corsPolicy ?? root.rule.corsPolicy
        self.rule.headers = self.rule.headers ?? root.rule.headers
        self.rule.mirror = self.rule.mirror ?? root.rule.mirror.map { root.completed($0) }
        self.rule.mirrorPercent = self.rule.mirrorPercent ?? root.rule.mirrorPercent
        self.rule.mirrorPercentage = self.rule.mirrorPercentage ?? root.rule.mirrorPercentage
        if self.rule.mirrors.isEmpty {
            self.rule.mirrors = root.rule.mirrors.map { mirror in
                HTTPMirrorPolicy(
                    destination: mirror.destination.map { root.completed($0) }, percentage: mirror.percentage)
            }
        }
        return true
    }

    /// A destination of this rule by its full name, which means the same in any namespace.
    private func completed(_ destination: Destination) -> Destination {
        var destination = destination
        destination.host = destination.host.map { self.names.host($0) }
        return destination
    }

    private func mergedMatches(with root: EffectiveRule) -> ([HTTPMatchRequest], [Delegation.MatchPlace])? {
        let own = self.rule.match.indices.map { Delegation.MatchPlace.own(self.pathText(ofMatch: $0)) }
        if root.rule.match.isEmpty { return (self.rule.match, own) }
        if self.rule.match.isEmpty {
            return (root.rule.match, root.rule.match.indices.map { .root(root.pathText(ofMatch: $0)) })
        }
        var matches: [HTTPMatchRequest] = []
        var places: [Delegation.MatchPlace] = []
        for (index, match) in self.rule.match.enumerated() {
            let fitting = root.rule.match.filter { !$0.conflicts(with: match) }
            if fitting.isEmpty { return nil }
            matches += fitting.map { $0.narrowed(by: match) }
            places += fitting.map { _ in own[index] }
        }
        return (matches, places)
    }
}

/// The name of a root joined with its delegate's: `root-delegate`.
private func joined(_ root: String?, _ delegate: String?) -> String? {
    let parts = [root, delegate].compactMap { $0 }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: "-")
}

extension HTTPMatchRequest {
    /// This match of a root and one of its delegate, which does not conflict with it: both at once.
    fileprivate func narrowed(by delegate: HTTPMatchRequest) -> HTTPMatchRequest {
        var result = delegate
        result.name = joined(self.name, delegate.name)
        result.uri = delegate.uri ?? self.uri
        result.scheme = delegate.scheme ?? self.scheme
        result.method = delegate.method ?? self.method
        result.authority = delegate.authority ?? self.authority
        result.headers.merge(self.headers) { ofDelegate, _ in ofDelegate }
        result.withoutHeaders.merge(self.withoutHeaders) { ofDelegate, _ in ofDelegate }
        result.queryParams.merge(self.queryParams) { ofDelegate, _ in ofDelegate }
        result.sourceLabels.merge(self.sourceLabels) { ofDelegate, _ in ofDelegate }
        if (delegate.port ?? 0) == 0 { result.port = self.port }
        if (delegate.sourceNamespace ?? "").isEmpty { result.sourceNamespace = self.sourceNamespace }
        if delegate.gateways.isEmpty { result.gateways = self.gateways }
        if (delegate.statPrefix ?? "").isEmpty { result.statPrefix = self.statPrefix }
        return result
    }

    /// Whether a delegate's match asks for something that this match of the root does not let through, or that can't be
    /// told to be narrower (semantics D2).
    fileprivate func conflicts(with delegate: HTTPMatchRequest) -> Bool {
        if conflict(self.uri, delegate.uri) || conflict(self.scheme, delegate.scheme)
            || conflict(self.method, delegate.method) || conflict(self.authority, delegate.authority)
            || conflict(self.headers, delegate.headers) || conflict(self.withoutHeaders, delegate.withoutHeaders)
            || conflict(self.queryParams, delegate.queryParams)
        {
            return true
        }
        if (self.ignoreUriCase ?? false) != (delegate.ignoreUriCase ?? false) { return true }
        let (rootPort, delegatePort) = (self.port ?? 0, delegate.port ?? 0)
        if rootPort != 0 && delegatePort != 0 && rootPort != delegatePort { return true }
        // An absent namespace of the delegate conflicts as well.
        let namespace = self.sourceNamespace ?? ""
        if !namespace.isEmpty && delegate.sourceNamespace != namespace { return true }
        for (key, value) in delegate.sourceLabels {
            if let own = self.sourceLabels[key], own != value { return true }
        }
        return !self.gateways.isEmpty && !Set(delegate.gateways).isSubset(of: self.gateways)
    }
}

private func conflict(_ root: [String: StringMatch], _ delegate: [String: StringMatch]) -> Bool {
    delegate.contains { conflict(root[$0.key], $0.value) }
}

/// Only what is set on both sides can conflict. Expressions and presence can't be compared, so they always do.
private func conflict(_ root: StringMatch?, _ delegate: StringMatch?) -> Bool {
    guard let root, let delegate else { return false }
    switch (root, delegate) {
    case (.exact(let value), .exact(let other)): return value != other
    case (.prefix(let value), .prefix(let other)), (.prefix(let value), .exact(let other)):
        return !other.utf8.starts(with: value.utf8)
    case (.exact(_), .prefix(_)), (.regex(_), _), (_, .regex(_)), (.present, _), (_, .present): return true
    }
}
