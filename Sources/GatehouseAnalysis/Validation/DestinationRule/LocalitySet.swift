/// Localities (`region`, `region/zone`, `region/zone/subzone`, `region/zone/*`) of one list, none of which may cover
/// another. A locality covers what is below it.
///
/// As in Istio, `*` at a level below the region is a value like any other, except that it counts as covering when it
/// was there first; only `*` as the region covers everything.
struct LocalitySet {
    private var regions: [String: [String: Set<String>]] = [:]

    /// Adds a locality, or says what is wrong with it, worded to follow "is".
    mutating func insert(_ locality: String) -> String? {
        let wildcards = locality.filter { $0 == "*" }.count
        if wildcards > 1 || (wildcards == 1 && !locality.hasSuffix("*")) {
            return "\"\(locality)\"; a locality has one \"*\" at most, at its end"
        }
        let parts = locality.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        if parts.contains(where: \.isEmpty) {
            return "\"\(locality)\"; the region, zone and subzone of a locality can't be empty"
        }
        let region = parts.first ?? ""
        let zone = parts.count > 1 ? parts[1] : "*"
        let subzone = parts.count > 2 ? parts[2] : "*"
        if self.covers(region, zone, subzone, depth: parts.count) {
            return "\"\(locality)\", which overlaps another entry; localities can't cover each other"
        }
        self.regions[region, default: [:]][zone, default: []].insert(subzone)
        return nil
    }

    /// Whether an earlier entry covers this one, or is covered by it.
    private func covers(_ region: String, _ zone: String, _ subzone: String, depth: Int) -> Bool {
        if self.regions["*"] != nil { return true }
        guard let zones = self.regions[region] else { return false }
        if depth == 1 || zones["*"] != nil { return true }
        guard let subzones = zones[zone] else { return false }
        return depth == 2 || subzones.contains("*") || subzones.contains(subzone)
    }
}
