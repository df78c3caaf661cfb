/// A document that is being patched, and what has been spent on it.
struct JSONPatchApplication {
    var document: JSON
    private var copiedBytes = 0
    private var steps = 0

    init(document: JSON) { self.document = document }

    mutating func apply(_ operation: JSONPatch.Operation) throws(PatchError) {
        switch operation {
        case .add(let pointer, let value): try self.add(value, at: pointer, "add")
        case .remove(let pointer): _ = try self.remove(pointer, "remove")
        case .replace(let pointer, let value): try self.replace(pointer, with: value)
        case .move(let source, let target):
            guard !target.tokens.starts(with: source.tokens) || target == source else {
                throw PatchError(.inapplicable, "error in move for path: '\(source)': cannot move a value into itself")
            }
            let value = try self.remove(source, "move")
            try self.spend(value.size(limit: JSONPatch.Limits.steps))
            try self.add(value, at: target, "move")
        case .copy(let source, let target):
            guard let value = self.document[source] else { throw Self.missing("copy", source) }
            self.copiedBytes += value.size(limit: JSONPatch.Limits.copiedBytes)
            guard self.copiedBytes <= JSONPatch.Limits.copiedBytes else {
                throw PatchError(
                    .tooLarge,
                    "the copies of a JSON patch may have \(JSONPatch.Limits.copiedBytes) bytes, and have more")
            }
            try self.add(value, at: target, "copy")
        case .test(let pointer, let value):
            guard let found = self.document[pointer] else { throw Self.missing("test", pointer) }
            guard found.isEquivalent(to: value) else {
                throw PatchError(.inapplicable, "testing value \(pointer) failed: test failed")
            }
        }
    }

    private mutating func add(_ value: JSON, at pointer: JSONPointer, _ name: String) throws(PatchError) {
        try Self.checkDepth(of: value, at: pointer, name)
        guard let last = pointer.tokens.last else {
            self.document = value
            return
        }
        let steps = try self.withParent(of: pointer, name) { (parent) throws(PatchError) -> Int in
            switch parent {
            case .object(var members):
                parent = .null
                members[last] = value
                parent = .object(members)
                return 1
            case .array(var elements):
                // Behind the last one is a place, too.
                let index =
                    last == "-" ? elements.count : JSONPointer.index(last, count: elements.count + 1) ?? -1
                guard index >= 0, index <= elements.count else { throw Self.invalidIndex(name, pointer) }
                parent = .null
                elements.insert(value, at: index)
                parent = .array(elements)
                return elements.count - index
            default: throw Self.missing(name, pointer)
            }
        }
        try self.spend(steps)
    }

    private mutating func remove(_ pointer: JSONPointer, _ name: String) throws(PatchError) -> JSON {
        guard let last = pointer.tokens.last else {
            // What would be left is no document.
            guard name == "move" else {
                throw PatchError(.inapplicable, "error in remove for path: '': the document itself cannot be removed")
            }
            return self.document
        }
        let (value, steps) = try self.withParent(of: pointer, name) { (parent) throws(PatchError) -> (JSON, Int) in
            switch parent {
            case .object(var members):
                parent = .null
                let value = members.removeValue(forKey: last)
                parent = .object(members)
                guard let value else { throw Self.missing(name, pointer) }
                return (value, 1)
            case .array(var elements):
                guard let index = JSONPointer.index(last, count: elements.count), index < elements.count else {
                    throw Self.invalidIndex(name, pointer)
                }
                parent = .null
                let value = elements.remove(at: index)
                parent = .array(elements)
                return (value, elements.count - index)
            default: throw Self.missing(name, pointer)
            }
        }
        try self.spend(steps)
        return value
    }

    private mutating func replace(_ pointer: JSONPointer, with value: JSON) throws(PatchError) {
        try Self.checkDepth(of: value, at: pointer, "replace")
        try Self.withValue(&self.document, pointer.tokens[...], { Self.missing("replace", pointer) }) {
            (place) throws(PatchError) in place = value
        }
    }

    private mutating func withParent<Result>(
        of pointer: JSONPointer, _ name: String, _ body: (inout JSON) throws(PatchError) -> Result
    ) throws(PatchError) -> Result {
        try Self.withValue(&self.document, pointer.tokens.dropLast(), { Self.missing(name, pointer) }, body)
    }

    /// A value in its place, without copies of what is around it.
    private static func withValue<Result>(
        _ value: inout JSON, _ tokens: ArraySlice<String>, _ missing: () -> PatchError,
        _ body: (inout JSON) throws(PatchError) -> Result
    ) throws(PatchError) -> Result {
        guard let token = tokens.first else { return try body(&value) }
        switch value {
        case .object(var members):
            guard let index = members.index(forKey: token) else { throw missing() }
            value = .null
            defer { value = .object(members) }
            return try Self.withValue(&members.values[index], tokens.dropFirst(), missing, body)
        case .array(var elements):
            guard let index = JSONPointer.index(token, count: elements.count), index < elements.count else {
                throw missing()
            }
            value = .null
            defer { value = .array(elements) }
            return try Self.withValue(&elements[index], tokens.dropFirst(), missing, body)
        default: throw missing()
        }
    }

    private mutating func spend(_ steps: Int) throws(PatchError) {
        self.steps += steps
        guard self.steps <= JSONPatch.Limits.steps else {
            throw PatchError(.tooLarge, "the JSON patch moves too many values")
        }
    }

    private static func checkDepth(of value: JSON, at pointer: JSONPointer, _ name: String) throws(PatchError) {
        let limit = JSONPatch.Limits.depth
        guard pointer.tokens.count <= limit, pointer.tokens.count + value.depth <= limit else {
            throw PatchError(.tooLarge, "error in \(name) for path: '\(pointer)': exceeded max depth")
        }
    }

    private static func missing(_ name: String, _ pointer: JSONPointer) -> PatchError {
        PatchError(.inapplicable, "error in \(name) for path: '\(pointer)': there is no such path: missing value")
    }

    private static func invalidIndex(_ name: String, _ pointer: JSONPointer) -> PatchError {
        PatchError(.inapplicable, "error in \(name) for path: '\(pointer)': invalid index referenced")
    }
}
