public import GatehouseModel
public import GatehouseObjects

/// Knows what the statuses of objects should say.
public protocol StatusAuthor: Sendable {
    /// The objects that there is something to say about.
    var keys: [ResourceKey] { get }

    /// The whole status that an object should have, given the one that it has; equal to that where nothing is to be
    /// written, nil where there is nothing to say.
    func status(of key: ResourceKey, replacing present: JSON) -> JSON?

    /// What to tell of an object whose status was just written, and was another one before.
    func events(about key: ResourceKey, _ object: ObservedObject, replacing former: JSON) -> [EventObject]
}

/// An Event as it is written.
public struct EventObject: Hashable, Sendable {
    /// Its namespace.
    public var namespace: String
    /// Its name. The same event that happens again has the same name.
    public var name: String
    /// All of it.
    public var json: JSON
    /// Whether an event of this name was written before, and is to be replaced; where it is gone it is made anew.
    public var isRepeated: Bool

    /// An Event.
    public init(namespace: String, name: String, json: JSON, isRepeated: Bool) {
        self.namespace = namespace
        self.name = name
        self.json = json
        self.isRepeated = isRepeated
    }
}
