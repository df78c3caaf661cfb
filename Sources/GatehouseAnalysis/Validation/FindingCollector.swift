import GatehouseModel

/// Gathers what the checks of one resource find, in the order in which they find it.
///
/// It also holds the paths along which the checks move. A path is spelled out only when something is found there:
/// nearly all that is looked at is fine, and every change of a configuration looks at all of it.
final class FindingCollector {
    /// One finding, before it is known which resource it is about.
    struct Finding {
        var code: String
        var level: Diagnostic.Level
        var effect: Diagnostic.Effect
        var path: FieldPath
        var message: String
    }

    /// A path, as a place among those visited.
    struct Place: Hashable {
        fileprivate var index: Int
        /// The resource itself.
        static var root: Place { Place(index: -1) }
    }

    /// How many findings of one level are kept for one resource.
    static let most = 1000

    private(set) var findings: [Finding] = []
    private var counts: [Diagnostic.Level: Int] = [:]
    private var visited: [(parent: Int, component: FieldPath.Component)] = []

    /// The place of a field or an entry of this one.
    func place(_ component: FieldPath.Component, in parent: Place) -> Place {
        self.visited.append((parent.index, component))
        return Place(index: self.visited.count - 1)
    }

    /// The path of a place.
    func path(of place: Place) -> FieldPath {
        var components: [FieldPath.Component] = []
        var index = place.index
        while self.visited.indices.contains(index) {
            components.append(self.visited[index].component)
            index = self.visited[index].parent
        }
        return FieldPath(components: components.reversed())
    }

    /// Takes a finding in, unless there are very many of its level: among those nobody would look for one more.
    func add(_ finding: Finding) {
        let count = self.counts[finding.level, default: 0]
        guard count < Self.most else { return }
        self.counts[finding.level] = count + 1
        self.findings.append(finding)
    }

    /// The findings as diagnostics of `resource`.
    func diagnostics(of resource: Resource<some ResourceSpec>) -> [Diagnostic] {
        self.findings.map { resource.diagnostic($0.code, $0.level, $0.effect, at: $0.path, $0.message) }
    }
}
