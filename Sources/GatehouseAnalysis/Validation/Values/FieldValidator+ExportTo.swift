import GatehouseModel

/// The rules of `exportTo` (semantics V2).
extension FieldValidator {
    /// - Parameters:
    ///   - namespace: the resource's own, which `.` stands for.
    ///   - mayHide: whether `~` (nobody) is allowed, as it is in a ServiceEntry.
    func checkExportTo(_ entries: [String], namespace: String, mayHide: Bool = false) {
        var seen: Set<String> = []
        for (index, entry) in entries.enumerated() {
            let target = entry == "." ? namespace : entry
            if seen.contains(target) {
                self[index].error(
                    entry == "."
                        ? "is \".\", which repeats the resource's own namespace \(namespace)"
                        : "repeats \"\(entry)\"; name each namespace once")
            } else if self[index].allowsTarget(entry, mayHide: mayHide) {
                seen.insert(target)
            }
        }
        guard entries.count > 1 else { return }
        if seen.contains("*") { self.error("has \"*\" beside other entries; \"*\" already means every namespace") }
        if seen.contains("~") { self.error("has \"~\" beside other entries; \"~\" means nobody") }
    }

    /// A DestinationRule that selects workloads is for its own namespace alone.
    func checkExportToOfSelectingRule(_ entries: [String], namespace: String) {
        let targets = Set(entries.map { $0 == "." ? namespace : $0 })
        guard !targets.isEmpty, targets != [namespace] else { return }
        self.error("goes beyond the namespace \(namespace); a DestinationRule with a workloadSelector can't")
    }

    private func allowsTarget(_ entry: String, mayHide: Bool) -> Bool {
        if entry == "~" && !mayHide {
            self.error("is \"~\" (nobody), which only a ServiceEntry can use")
            return false
        }
        if ["~", "*", "."].contains(entry) || DNSLabel.isValid(entry) { return true }
        self.error("is \"\(entry)\"; allowed are \".\", \"*\" and the names of namespaces")
        return false
    }
}
