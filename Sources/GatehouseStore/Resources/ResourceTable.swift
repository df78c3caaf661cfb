package import GatehouseModel

/// Which version of each resource is served, given what the source units hold now and held before.
///
/// A value without clock or I/O. The rules, per resource:
/// 1. Of several definitions the one in the first unit is served.
/// 2. A definition that may not be served leaves the last good version of that resource in place.
/// 3. A unit with an unreadable document keeps every resource that it provided and no longer shows.
/// 4. Only a unit that is gone, or readable and without the resource, takes the resource away.
package struct ResourceTable: Sendable {
    /// The version of a resource that is served.
    package struct Served: Sendable {
        /// The resource.
        package var resource: AnyResource
        /// The unit that it came from.
        package var unit: SourceUnit
        /// Whether what the unit holds now is not what is served.
        package var isHeld: Bool
    }

    /// What a unit holds.
    private struct Contents {
        /// The definitions that may be served; of several in one unit the first.
        var resources: [ResourceKey: AnyResource] = [:]
        var rejected: Set<ResourceKey> = []
        /// What it provided before and may still mean to, by rule 3.
        var retained: Set<ResourceKey> = []
        var diagnostics: [Diagnostic] = []
        /// Definitions behind the first of the same resource in this unit.
        var repeated: [AnyResource] = []

        var keys: Set<ResourceKey> { Set(self.resources.keys).union(self.rejected).union(self.retained) }
    }

    private var units: [SourceUnit: Contents] = [:]
    /// The units that mention a resource in any way, in order.
    private var mentions: [ResourceKey: [SourceUnit]] = [:]
    /// The served version of each resource.
    package private(set) var served: [ResourceKey: Served] = [:]
    private var held: Set<ResourceKey> = []
    private var contested: Set<ResourceKey> = []

    /// A table of nothing.
    package init() {}

    /// Takes in what a source found, and decides anew about every resource concerned.
    package mutating func apply(_ change: SourceChange) {
        var affected: Set<ResourceKey> = []
        for unit in change.removed {
            guard let contents = self.units.removeValue(forKey: unit) else { continue }
            let keys = contents.keys
            self.unmention(keys, by: unit)
            affected.formUnion(keys)
        }
        for (unit, documents) in change.replaced {
            let keys = self.units[unit]?.keys ?? []
            let contents = self.contents(of: documents, in: unit)
            let newKeys = contents.keys
            self.units[unit] = contents
            self.unmention(keys.subtracting(newKeys), by: unit)
            for key in newKeys.subtracting(keys) {
                var units = self.mentions[key] ?? []
                units.insert(unit, at: units.firstIndex { unit < $0 } ?? units.endIndex)
                self.mentions[key] = units
            }
            affected.formUnion(keys)
            affected.formUnion(newKeys)
        }
        for key in affected { self.decide(key) }
    }

    private mutating func unmention(_ keys: Set<ResourceKey>, by unit: SourceUnit) {
        for key in keys {
            guard var units = self.mentions[key] else { continue }
            units.removeAll { $0 == unit }
            self.mentions[key] = units.isEmpty ? nil : units
        }
    }

    private func contents(of documents: [Document], in unit: SourceUnit) -> Contents {
        var contents = Contents()
        for document in documents {
            contents.diagnostics += document.diagnostics
            contents.rejected.formUnion(document.rejected)
            for resource in document.resources {
                if contents.resources[resource.key] == nil {
                    contents.resources[resource.key] = resource
                } else {
                    contents.repeated.append(resource)
                }
            }
        }
        contents.rejected.subtract(contents.resources.keys)
        if documents.contains(where: \.isUnreadable), let before = self.units[unit] {
            contents.retained = Set(before.resources.keys).union(before.rejected).union(before.retained)
            contents.retained.subtract(contents.resources.keys)
            contents.retained.subtract(contents.rejected)
        }
        return contents
    }

    private mutating func decide(_ key: ResourceKey) {
        let units = self.mentions[key] ?? []
        let before = self.served[key]
        var after: Served?
        for unit in units {
            if let resource = self.units[unit]?.resources[key] {
                after = Served(resource: resource, unit: unit, isHeld: false)
                break
            }
            if let before, before.unit == unit {
                after = Served(resource: before.resource, unit: unit, isHeld: true)
                break
            }
        }
        if after == nil, !units.isEmpty, let before {
            after = Served(resource: before.resource, unit: before.unit, isHeld: true)
        }
        self.served[key] = after
        Self.set(&self.held, key, to: after?.isHeld == true)
        Self.set(&self.contested, key, to: units.count > 1)
    }

    private static func set(_ keys: inout Set<ResourceKey>, _ key: ResourceKey, to isMember: Bool) {
        if isMember { keys.insert(key) } else { keys.remove(key) }
    }
}

extension ResourceTable {
    /// What is wrong with the units, in their order; then what the table itself had to decide, by resource.
    package var diagnostics: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for (unit, contents) in self.units.sorted(by: { $0.key < $1.key }) {
            diagnostics += contents.diagnostics
            for resource in contents.repeated {
                guard let served = self.served[resource.key] else { continue }
                diagnostics.append(.duplicate(resource, in: unit, of: served))
            }
        }
        for key in self.contested.sorted() {
            guard let served = self.served[key] else { continue }
            for unit in self.mentions[key] ?? [] where unit != served.unit {
                guard let resource = self.units[unit]?.resources[key] else { continue }
                diagnostics.append(.duplicate(resource, in: unit, of: served))
            }
        }
        for key in self.held.sorted() {
            guard let served = self.served[key] else { continue }
            diagnostics.append(.held(served))
        }
        return diagnostics
    }
}
