public import GatehouseObjects

/// A kind of object in storage: all versions of it are one.
public struct ObjectKind: Hashable, Sendable {
    /// The API group; empty for the core group.
    public var group: String
    /// `virtualservices`.
    public var plural: String

    /// A kind.
    public init(group: String, plural: String) {
        self.group = group
        self.plural = plural
    }

    /// The kind of a resource.
    public init(_ resource: APIResource) { self.init(group: resource.group, plural: resource.plural) }
}

/// Which object.
public struct ObjectKey: Hashable, Sendable {
    /// Its kind.
    public var kind: ObjectKind
    /// Its namespace; empty for kinds that have none.
    public var namespace: String
    /// Its name.
    public var name: String

    /// A key.
    public init(kind: ObjectKind, namespace: String, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }
}

/// An object as it is stored.
public struct StoredObject: Hashable, Sendable {
    /// Which it is.
    public var key: ObjectKey
    /// The number of the change that made it so: `metadata.resourceVersion`, which `json` has too.
    public var revision: Int64
    /// All of it, in the version that it was written in.
    public var json: JSON

    /// An object.
    public init(key: ObjectKey, revision: Int64, json: JSON) {
        self.key = key
        self.revision = revision
        self.json = json
    }
}

/// A change of one object.
public struct ObjectEvent: Hashable, Sendable {
    /// The object after the change; for a removal, as it was, with the removal's revision.
    public var object: StoredObject
    /// The object before the change; nil when it is new.
    public var before: StoredObject?
    /// Whether the object is gone.
    public var isRemoval: Bool

    /// The change's number.
    public var revision: Int64 { self.object.revision }

    /// A change.
    public init(object: StoredObject, before: StoredObject?, isRemoval: Bool) {
        self.object = object
        self.before = before
        self.isRemoval = isRemoval
    }
}
