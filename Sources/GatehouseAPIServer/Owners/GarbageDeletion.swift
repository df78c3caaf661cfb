/// An object that is deleted because its owners are gone, or are being deleted and wait for it.
struct GarbageDeletion: Hashable, Sendable {
    private let key: ObjectKey
    private let owners: [OwnerReference]

    init(of key: ObjectKey, owners: [OwnerReference]) {
        self.key = key
        self.owners = owners
    }

    /// What is told of it.
    var sentence: String {
        let place = self.key.namespace.isEmpty ? "" : "\(self.key.namespace)/"
        let owners = self.owners.map { "\($0.kind) \($0.name) with the uid \($0.uid)" }
        return "\(self.key.kind.plural) \(place)\(self.key.name) is deleted, as its owners are gone or being deleted: "
            + owners.joined(separator: ", ")
    }
}
