public import GatehouseModel
import GatehouseObjects
import Synchronization

/// What is known of the objects that have a status: identity, version, the status itself.
public final class ObservedObjects: Sendable {
    private let objects = Mutex<[ResourceKey: ObservedObject]>([:])

    /// Nothing is known.
    public init() {}

    /// What is known of an object; nil where there is none.
    public subscript(key: ResourceKey) -> ObservedObject? { self.objects.withLock { $0[key] } }

    /// Takes in what has changed.
    func add(_ changes: [ObjectChange]) {
        self.objects.withLock { objects in
            for change in changes {
                switch change {
                case .put(let object), .observed(let object):
                    if let facts = object.facts { objects[object.key] = facts }
                case .gone(let key): objects[key] = nil
                }
            }
        }
    }

    /// An object is there, and is this.
    public func put(_ object: ObservedObject, at key: ResourceKey) { self.objects.withLock { $0[key] = object } }

    /// An object is gone.
    public func remove(_ key: ResourceKey) { self.objects.withLock { $0[key] = nil } }

    /// No others are there than these.
    public func keep(_ keys: Set<ResourceKey>) {
        self.objects.withLock { objects in objects = objects.filter { keys.contains($0.key) } }
    }

    /// The object is this one now, as the server answered to the writing of its status. Where it has changed meanwhile,
    /// what is known is at least as new as the answer, and stays.
    func wrote(_ answer: JSON, to key: ResourceKey, over former: ObservedObject) {
        self.objects.withLock { objects in
            guard objects[key]?.resourceVersion == former.resourceVersion,
                let version = answer["metadata"]?["resourceVersion"]?.string
            else { return }
            objects[key]?.status = answer["status"] ?? [:]
            objects[key]?.resourceVersion = version
        }
    }
}
