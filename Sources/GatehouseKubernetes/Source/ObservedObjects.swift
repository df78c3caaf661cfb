public import GatehouseModel
import GatehouseObjects
import Synchronization

/// What is known of the objects that have a status: identity, generation, the status itself.
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

    /// The status is this one now, as the server answered to its writing.
    func wrote(_ status: JSON, to key: ResourceKey) {
        self.objects.withLock { objects in
            if objects[key] != nil { objects[key]?.status = status }
        }
    }
}
