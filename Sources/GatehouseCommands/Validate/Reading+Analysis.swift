import GatehouseAnalysis
import GatehouseModel
import GatehouseStore
import GatehouseTranslation

extension ResourceFiles.Reading {
    /// What the analyzers find in everything that was read, next to what is known already.
    ///
    /// - Parameter known: the findings of reading, validation and translation.
    func analyzed(for options: TranslationOptions, known: [Diagnostic]) -> [Diagnostic] {
        let refused = self.documents.flatMap(\.unservable)
        let input = AnalyzerInput(
            served: self.contents.resources, refused: refused,
            unreadable: self.documents.flatMap(\.rejected).map(\.key),
            passedOver: self.documents.flatMap(\.passedOver))
        let names = ShortNames(namespace: options.defaultNamespace, clusterDomain: options.clusterDomain)
        let found = Analyzers.diagnostics(
            for: input,
            gateway: AnalyzedGateway(
                namespace: options.gatewayNamespace, labels: options.gatewayLabels,
                clusterDomain: options.clusterDomain,
                rootNamespace: options.rootNamespace,
                endpoints: options.endpoints.map { .init(host: names.host($0.host), labels: $0.labels) }))
        let suppressions = Suppressions(self.documents.flatMap { $0.resources + $0.unservable })
        return known.joined(with: found).filter { !suppressions.contain($0) }.inOrderOfFiles
    }
}

extension [Diagnostic] {
    /// These, and of `others` those that say something new.
    fileprivate func joined(with others: [Diagnostic]) -> [Diagnostic] {
        let byResource = Dictionary(grouping: self.indices) { self[$0].resource }
        var dropped: Set<Int> = []
        var added: [Diagnostic] = []
        for other in others {
            let same = byResource[other.resource] ?? []
            // What is invalid itself is not worth a second finding.
            if same.contains(where: { self[$0].code == "IST0106" && other.field.isAtOrAbove(self[$0].field) }) {
                continue
            }
            if let known = same.first(where: { self[$0].code == other.code && self[$0].field.isAtOrAbove(other.field) })
            {
                if self[known].level >= other.level { continue }
                dropped.insert(known)
            }
            for index in same where other.makesNeedless(self[index]) { dropped.insert(index) }
            added.append(other)
        }
        let confirmed = Set(others.filter { $0.code == "IST0101" }.map(Place.init))
        return self.indices.filter { !dropped.contains($0) }.map { index in
            var finding = self[index]
            // The analyzers take for there what was read and would be refused.
            if finding.code == "IST0101", finding.field.isGateway, !confirmed.contains(Place(finding)) {
                finding.message += " What was read of that name would be refused, or is of another API."
            }
            return finding
        } + added
    }

    private struct Place: Hashable {
        var resource: ResourceKey?
        var field: FieldPath?

        init(_ finding: Diagnostic) {
            self.resource = finding.resource
            self.field = finding.field
        }
    }

    /// By file and line, those of no file first; otherwise as they come.
    fileprivate var inOrderOfFiles: [Diagnostic] {
        self.enumerated().sorted { left, right in
            let (one, other) = (left.element.location, right.element.location)
            return (one?.file ?? "", one?.line ?? 0, left.offset) < (other?.file ?? "", other?.line ?? 0, right.offset)
        }.map(\.element)
    }
}

extension Diagnostic {
    /// What the analyzers say in other words than translation, of the same part of a resource.
    private static let sameInOtherWords: [String: Set<String>] = [
        // For no workload at all, so not for this one; where Istio's Gateway is not to be named, so that it is not there.
        "IST0101": ["GH0311"], "IST0165": ["IST0101"],
        // Why there is no certificate; whose the host is.
        "IST0161": ["GH0211"], "IST0145": ["GH0210"],
        "IST0149": ["GH0204"],
    ]

    /// Whether this finding, of an analyzer, says all that another one does.
    fileprivate func makesNeedless(_ other: Diagnostic) -> Bool {
        Self.sameInOtherWords[self.code]?.contains(other.code) == true && other.field.isAround(self.field)
    }
}

extension FieldPath? {
    /// Whether the field is the other one, holds it or is held by it.
    fileprivate func isAround(_ other: FieldPath?) -> Bool { self.isAtOrAbove(other) || other.isAtOrAbove(self) }

    /// Whether it is an entry of a VirtualService's `gateways`.
    fileprivate var isGateway: Bool { self?.components.starts(with: FieldPath.spec["gateways"].components) == true }

    /// Whether the field is the other one or holds it.
    fileprivate func isAtOrAbove(_ other: FieldPath?) -> Bool {
        guard let self, let other else { return self == nil }
        return other.components.starts(with: self.components)
    }
}

/// Findings that resources' owners do not want to hear of: codes in the annotation that istioctl knows as well.
private struct Suppressions {
    private static let annotation = "galley.istio.io/analyze-suppress"
    private var codes: [ResourceKey: Set<String>] = [:]

    init(_ resources: [AnyResource]) {
        for resource in resources {
            guard let text = resource.metadata.annotations[Self.annotation] else { continue }
            self.codes[resource.key] = Set(text.split { $0 == "," || $0 == " " }.map(String.init))
        }
    }

    /// Whether a finding is not wanted. An invalid resource is not served, which nobody can't want to know.
    func contain(_ diagnostic: Diagnostic) -> Bool {
        if diagnostic.code == "IST0106" { return false }
        guard let codes = diagnostic.resource.flatMap({ self.codes[$0] }) else { return false }
        return codes.contains("*") || codes.contains(diagnostic.code)
    }
}
