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

    private var units: [SourceUnit: UnitContents] = [:]
    /// The units that there is something to say about.
    private var unitsWithFindings: Set<SourceUnit> = []
    /// The units that mention a resource in any way, in order.
    private var mentions: [ResourceKey: [SourceUnit]] = [:]
    /// The served version of each resource.
    package private(set) var served: [ResourceKey: Served] = [:]
    private var ordered = OrderedResources()
    private var held: Set<ResourceKey> = []
    /// The metadata of the definitions that ought to be served and may not be, by resource, whether or not an earlier
    /// version is served instead.
    package private(set) var refused: [ResourceKey: Metadata] = [:]
    private var contested: Set<ResourceKey> = []

    /// A table of nothing.
    package init() {}

    /// What is served, every list ordered by age.
    package var resources: ResourceSet { self.ordered.set }

    /// Takes in what a source found, and decides anew about every resource concerned.
    package mutating func apply(_ change: SourceChange) {
        var affected: Set<ResourceKey> = []
        for unit in change.removed {
            guard let contents = self.units.removeValue(forKey: unit) else { continue }
            let keys = contents.keys
            self.unitsWithFindings.remove(unit)
            self.unmention(keys, by: unit)
            affected.formUnion(keys)
        }
        for (unit, documents) in change.replaced {
            // Taken out first, so that the contents are changed in place and not copied.
            var contents = self.units.removeValue(forKey: unit) ?? UnitContents([], after: nil)
            let difference = contents.replace(with: documents)
            self.units[unit] = contents
            Self.set(&self.unitsWithFindings, unit, to: contents.hasFindings)
            self.unmention(difference.before.subtracting(difference.after), by: unit)
            for key in difference.after.subtracting(difference.before) {
                var units = self.mentions[key] ?? []
                units.insert(unit, at: units.firstIndex { unit < $0 } ?? units.endIndex)
                self.mentions[key] = units
            }
            affected.formUnion(difference.before)
            affected.formUnion(difference.after)
        }
        let replacements = affected.compactMap { self.decide($0) }
        self.ordered.apply(replacements) { self.served.values.map(\.resource) }
    }

    private mutating func unmention(_ keys: Set<ResourceKey>, by unit: SourceUnit) {
        for key in keys {
            guard var units = self.mentions[key] else { continue }
            units.removeAll { $0 == unit }
            self.mentions[key] = units.isEmpty ? nil : units
        }
    }

    /// Chooses the version that is served.
    private mutating func decide(_ key: ResourceKey) -> OrderedResources.Replacement? {
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
        let isServedAsWritten = after.map { !$0.isHeld } ?? false
        self.refused[key] = isServedAsWritten ? nil : self.rejection(of: key, in: units)
        Self.set(&self.contested, key, to: units.count > 1)
        if before == nil, after == nil { return nil }
        return OrderedResources.Replacement(before: before?.resource, after: after?.resource)
    }

    /// The metadata of the first definition that may not be served.
    private func rejection(of key: ResourceKey, in units: [SourceUnit]) -> Metadata? {
        for unit in units {
            if let metadata = self.units[unit]?.rejected[key] { return metadata }
        }
        return nil
    }

    private static func set<Element>(_ elements: inout Set<Element>, _ element: Element, to isMember: Bool) {
        if isMember { elements.insert(element) } else { elements.remove(element) }
    }
}

extension ResourceTable {
    /// What is wrong with the units, in their order; then what the table itself had to decide, by resource.
    package var diagnostics: [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for unit in self.unitsWithFindings.sorted() {
            guard let contents = self.units[unit] else { continue }
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
