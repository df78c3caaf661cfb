import GatehouseAnalysis
import GatehouseModel
import GatehouseStore
import GatehouseTranslation

extension ResourceFiles.Reading {
    /// What the analyzers find in everything that was read, next to what is known already.
    ///
    /// - Parameter known: the findings of reading, validation and translation.
    func analyzed(for options: TranslationOptions, known: [Diagnostic]) -> [Diagnostic] {
        let readable = self.documents.flatMap { $0.resources + $0.unservable }
        let unread = Set(self.documents.flatMap(\.rejected).map(\.key)).subtracting(readable.map(\.key))
            .union(self.documents.flatMap(\.diagnostics).filter { $0.code == "GH0101" }.compactMap(\.resource))
        let names = ShortNames(namespace: options.defaultNamespace, clusterDomain: options.clusterDomain)
        let found = Analyzers.diagnostics(
            for: ResourceSet(readable), unread: unread,
            gateway: AnalyzedGateway(
                namespace: options.gatewayNamespace, labels: options.gatewayLabels,
                clusterDomain: options.clusterDomain,
                rootNamespace: options.rootNamespace,
                endpoints: options.endpoints.map { .init(host: names.host($0.host), labels: $0.labels) }))
        return known.joined(with: found).withoutSuppressed(Suppressions(readable)).inOrderOfFiles
    }
}

extension [Diagnostic] {
    /// These, and of `others` those that say something new.
    fileprivate func joined(with others: [Diagnostic]) -> [Diagnostic] {
        let byPlace = Dictionary(grouping: self.indices) { Place(self[$0]) }
        var joined = self
        var added: [Diagnostic] = []
        for other in others {
            let same = (byPlace[Place(other)] ?? []).first { self[$0].field.isAtOrAbove(other.field) }
            if let same {
                if joined[same].level < other.level { joined[same] = other }
            } else {
                added.append(other)
            }
        }
        // That a Gateway is for no workload at all says that it is not for this one.
        let lost = Set(added.filter { $0.code == "IST0101" && $0.effect == .resourceRejected }.compactMap(\.resource))
        joined.removeAll { $0.code == "GH0311" && $0.resource.map(lost.contains) == true }
        let empty = Set(added.filter { $0.code == "IST0161" }.compactMap(\.resource))
        joined.removeAll { $0.code == "GH0211" && $0.resource.map(empty.contains) == true }
        return joined + added
    }

    fileprivate func withoutSuppressed(_ suppressions: Suppressions) -> [Diagnostic] {
        self.filter { !suppressions.contain($0) }
    }

    /// By file and line, those of no file first; otherwise as they come.
    fileprivate var inOrderOfFiles: [Diagnostic] {
        self.enumerated().sorted { left, right in
            let (one, other) = (left.element.location, right.element.location)
            return (one?.file ?? "", one?.line ?? 0, left.offset) < (other?.file ?? "", other?.line ?? 0, right.offset)
        }.map(\.element)
    }

    private struct Place: Hashable {
        var code: String
        var resource: ResourceKey?

        init(_ diagnostic: Diagnostic) {
            self.code = diagnostic.code
            self.resource = diagnostic.resource
        }
    }
}

extension FieldPath? {
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

    func contain(_ diagnostic: Diagnostic) -> Bool {
        guard let codes = diagnostic.resource.flatMap({ self.codes[$0] }) else { return false }
        return codes.contains("*") || codes.contains(diagnostic.code)
    }
}
