import GatehouseHTTP
import GatehousePlan

/// The header operations of one level, in the order in which they take effect: removals, then replacements, then
/// additions (semantics A15). As in Envoy, all values are worked out after the removals and before the first
/// replacement, and an operation whose value comes out empty does nothing.
struct HeaderProgram: Sendable {
    /// A replacement or an addition.
    struct Edit: Sendable {
        var name: [UInt8]
        var value: ValueTemplate
        /// The whole value where nothing is substituted.
        var constant: [UInt8]?
        var isAddition: Bool
    }

    private(set) var removals: [[UInt8]] = []
    private(set) var edits: [Edit] = []
    /// Whether no value depends on the request.
    private var isConstant = true

    /// Whether there is nothing to do.
    var isEmpty: Bool { self.removals.isEmpty && self.edits.isEmpty }

    /// Adds an operation, wherever it takes effect.
    mutating func append(_ operation: HeaderOperation) throws(CompileFailure) {
        switch operation {
        case .remove(let name): self.removals.append(try Self.editable(name))
        case .set(let name, let value): self.edits.append(try Self.edit(name, value, isAddition: false))
        case .add(let name, let value): self.edits.append(try Self.edit(name, value, isAddition: true))
        }
    }

    /// The program with its replacements before its additions. Stable, so that of two replacements of one header the
    /// later wins.
    func ordered() -> HeaderProgram {
        var program = self
        program.edits = self.edits.filter { !$0.isAddition } + self.edits.filter(\.isAddition)
        program.isConstant = self.edits.allSatisfy { $0.constant != nil }
        return program
    }

    private static func edit(_ name: String, _ value: String, isAddition: Bool) throws(CompileFailure) -> Edit {
        let name = try self.editable(name)
        let value = try TemplateParser.parse(value)
        return Edit(name: name, value: value, constant: value.constant, isAddition: isAddition)
    }

    /// The lowercase name, unless it is one that operations must not touch.
    private static func editable(_ name: String) throws(CompileFailure) -> [UInt8] {
        let lowercased = name.lowercased()
        guard !lowercased.hasPrefix(":"), lowercased != "host" else {
            throw CompileFailure("header operations cannot touch `\(name)`")
        }
        return Array(lowercased.utf8)
    }
}

extension HeaderProgram {
    /// Applies the operations to a request.
    func apply(to head: inout RequestHead, _ facts: RequestFacts) {
        guard !self.isEmpty else { return }
        self.remove(from: &head.headers)
        if self.isConstant { return self.applyConstants(to: &head.headers) }
        // Evaluated before the first edit, and with no copy of the head alive that an edit would have to spare.
        let values = self.values { template, output in template.write(head, nil, facts, to: &output) }
        self.apply(values, to: &head.headers)
    }

    /// Applies the operations to a response to `request`.
    func apply(to head: inout ResponseHead, request: RequestHead, _ facts: RequestFacts) {
        guard !self.isEmpty else { return }
        self.remove(from: &head.headers)
        if self.isConstant { return self.applyConstants(to: &head.headers) }
        let values = self.values { template, output in template.write(request, head, facts, to: &output) }
        self.apply(values, to: &head.headers)
    }

    private func remove(from headers: inout HeaderBlock) {
        for name in self.removals { headers.removeAll(named: name) }
    }

    private func applyConstants(to headers: inout HeaderBlock) {
        for edit in self.edits {
            guard let value = edit.constant, !value.isEmpty else { continue }
            edit.apply(value[...], to: &headers)
        }
    }

    /// The values of all edits, one behind the other.
    private struct Values {
        var bytes: [UInt8] = []
        /// Where each value ends.
        var ends: [Int] = []
    }

    private func values(_ write: (ValueTemplate, inout [UInt8]) -> Void) -> Values {
        var values = Values()
        values.ends.reserveCapacity(self.edits.count)
        for edit in self.edits {
            write(edit.value, &values.bytes)
            values.ends.append(values.bytes.count)
        }
        return values
    }

    private func apply(_ values: Values, to headers: inout HeaderBlock) {
        var start = 0
        for (edit, end) in zip(self.edits, values.ends) {
            if start < end { edit.apply(values.bytes[start..<end], to: &headers) }
            start = end
        }
    }
}

extension HeaderProgram.Edit {
    fileprivate func apply(_ value: ArraySlice<UInt8>, to headers: inout HeaderBlock) {
        if self.isAddition {
            headers.append(name: self.name, value: value)
        } else {
            headers.set(name: self.name, value: value)
        }
    }
}
