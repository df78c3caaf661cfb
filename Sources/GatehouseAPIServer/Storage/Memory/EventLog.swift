/// The last changes, in order and without gaps: what watches read, and what lists of the past undo.
///
/// Every revision is one change, so a ring with the revision for its index does.
struct EventLog: Sendable {
    private struct Slot: Sendable {
        var event: ObjectEvent
        var size: Int
    }

    private let limits: RegistryLimits
    private let origin: Int64
    private var slots: [Slot?] = []
    private var size = 0
    /// Changes up to this one are forgotten; those after it are known.
    private(set) var start: Int64
    /// That of the last change.
    private(set) var revision: Int64

    /// A log without events.
    ///
    /// - Parameter revision: That of the last change, at least 0.
    init(revision: Int64, limits: RegistryLimits) {
        self.limits = limits
        self.origin = revision
        self.start = revision
        self.revision = revision
    }

    /// Takes in the next change.
    ///
    /// - Parameter size: Its object's, when it is written, in bytes.
    mutating func append(_ event: ObjectEvent, size: Int) {
        precondition(event.revision == self.revision + 1, "changes are numbered without gaps")
        if self.revision - self.start == Int64(self.limits.events) { self.forgetOldest() }
        self.revision = event.revision
        let slot = Slot(event: event, size: size)
        let index = self.index(of: event.revision)
        if index == self.slots.count { self.slots.append(slot) } else { self.slots[index] = slot }
        self.size += size
        while self.size > self.limits.eventBytes, self.start < self.revision - 1 { self.forgetOldest() }
    }

    /// The changes within a scope after a revision, the oldest first.
    func events(after revision: Int64, in scope: ObjectScope) throws(RegistryError) -> [ObjectEvent] {
        try self.check(revision)
        guard revision < self.revision else { return [] }
        var events: [ObjectEvent] = []
        for number in (revision + 1)...self.revision {
            guard let event = self.slots[self.index(of: number)]?.event, scope.contains(event.object.key) else {
                continue
            }
            events.append(event)
        }
        return events
    }

    /// Passes a revision whose successors are all known.
    func check(_ revision: Int64) throws(RegistryError) {
        if revision > self.revision { throw .future(current: self.revision) }
        if revision < self.start { throw .expired(oldest: self.start) }
    }

    private func index(of revision: Int64) -> Int { Int((revision - self.origin - 1) % Int64(self.limits.events)) }

    private mutating func forgetOldest() {
        self.start += 1
        let index = self.index(of: self.start)
        self.size -= self.slots[index]?.size ?? 0
        self.slots[index] = nil
    }
}
