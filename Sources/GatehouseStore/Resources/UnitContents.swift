import GatehouseModel

/// What one source unit holds, by resource.
struct UnitContents: Sendable {
    /// The definitions that may be served; of several in one unit the first.
    private(set) var resources: [ResourceKey: AnyResource] = [:]
    /// What is named but may not be served as written; of several in one unit the first.
    private(set) var rejected: [ResourceKey: Metadata] = [:]
    /// What the unit provided before, no longer shows, and may still mean to provide: a document is unreadable.
    private(set) var retained: Set<ResourceKey> = []
    /// Definitions behind the first of the same resource.
    private(set) var repeated: [AnyResource] = []
    private var documents: [Document]
    /// Whether each resource is in one document at most and every document is readable, so that one document can change
    /// without a look at the others.
    private var isPlain = true

    /// What `documents` hold, after what the unit held before.
    init(_ documents: [Document], after before: UnitContents?) {
        self.documents = documents
        for document in documents {
            for resource in document.rejected {
                if self.rejected[resource.key] == nil {
                    self.rejected[resource.key] = resource.metadata
                } else {
                    self.isPlain = false
                }
            }
            for resource in document.resources {
                if self.resources[resource.key] == nil {
                    self.resources[resource.key] = resource
                } else {
                    self.repeated.append(resource)
                }
            }
            if document.isUnreadable { self.isPlain = false }
        }
        let mentioned = self.rejected.count
        for key in self.resources.keys { self.rejected[key] = nil }
        if !self.repeated.isEmpty || self.rejected.count < mentioned { self.isPlain = false }
        guard documents.contains(where: \.isUnreadable), let before else { return }
        self.retained = before.keys
        self.retained.subtract(self.resources.keys)
        self.retained.subtract(self.rejected.keys)
    }

    /// Every resource that the unit mentions in any way.
    var keys: Set<ResourceKey> { Set(self.resources.keys).union(self.rejected.keys).union(self.retained) }

    /// What is wrong, document by document.
    var diagnostics: [Diagnostic] { self.documents.flatMap(\.diagnostics) }

    /// Whether there is anything to say about the unit.
    var hasFindings: Bool { !self.repeated.isEmpty || self.documents.contains { !$0.diagnostics.isEmpty } }

    /// The resources of which something may be different, before and after a change.
    struct Difference {
        var before: Set<ResourceKey>
        var after: Set<ResourceKey>
    }

    /// Takes in what the unit holds now. What it costs depends on the documents that changed, as long as they are as
    /// simple as documents nearly always are.
    mutating func replace(with documents: [Document]) -> Difference {
        if let difference = self.patch(documents) { return difference }
        let before = self.keys
        self = UnitContents(documents, after: self)
        return Difference(before: before, after: self.keys)
    }

    private mutating func patch(_ documents: [Document]) -> Difference? {
        guard self.isPlain else { return nil }
        let shorter = min(documents.count, self.documents.count)
        var prefix = 0
        while prefix < shorter, documents[prefix].isSame(as: self.documents[prefix]) { prefix += 1 }
        var suffix = 0
        while suffix < shorter - prefix,
            documents[documents.count - 1 - suffix].isSame(as: self.documents[self.documents.count - 1 - suffix])
        {
            suffix += 1
        }
        let gone = self.documents[prefix..<(self.documents.count - suffix)]
        let come = documents[prefix..<(documents.count - suffix)]
        guard !come.contains(where: \.isUnreadable) else { return nil }

        let before = Set(gone.flatMap(\.keys))
        var after: Set<ResourceKey> = []
        for key in come.lazy.flatMap(\.keys) {
            let isElsewhere = !before.contains(key) && (self.resources[key] != nil || self.rejected[key] != nil)
            guard !isElsewhere, after.insert(key).inserted else { return nil }
        }
        for key in before {
            self.resources[key] = nil
            self.rejected[key] = nil
        }
        for document in come {
            for resource in document.resources { self.resources[resource.key] = resource }
            for resource in document.rejected { self.rejected[resource.key] = resource.metadata }
        }
        self.documents = documents
        return Difference(before: before, after: after)
    }
}

extension Document {
    /// The resources that it names, good or not.
    fileprivate var keys: [ResourceKey] { self.resources.map(\.key) + self.rejected.map(\.key) }
}
