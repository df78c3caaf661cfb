/// Which labels objects must have: `labelSelector` of a request, all of whose requirements must hold.
public struct LabelSelector: Hashable, Sendable {
    /// What a label must be.
    public enum Operator: String, Hashable, Sendable {
        /// One of the values. The label must be there.
        case `in`
        /// None of the values. A label that is not there is none of them.
        case notIn = "notin"
        /// There, whatever its value.
        case exists
        /// Not there.
        case doesNotExist = "!"
        /// There, and a whole number greater than the value.
        case greaterThan = "gt"
        /// There, and a whole number less than the value.
        case lessThan = "lt"
    }

    /// What one label must be.
    public struct Requirement: Hashable, Sendable {
        /// The label's key.
        public var key: String
        /// What it must be.
        public var `operator`: Operator
        /// By which values; none for `exists` and `doesNotExist`, one number for `greaterThan` and `lessThan`.
        public var values: Set<String>

        /// A requirement.
        public init(_ key: String, _ operator: Operator, _ values: Set<String> = []) {
            self.key = key
            self.operator = `operator`
            self.values = values
        }

        /// Whether it holds.
        public func matches(_ labels: [String: String]) -> Bool {
            switch self.operator {
            case .in: return labels[self.key].map(self.values.contains) ?? false
            case .notIn: return labels[self.key].map { !self.values.contains($0) } ?? true
            case .exists: return labels[self.key] != nil
            case .doesNotExist: return labels[self.key] == nil
            case .greaterThan, .lessThan:
                guard let number = labels[self.key].flatMap({ Int64($0) }),
                    let bound = self.values.first.flatMap({ Int64($0) })
                else { return false }
                return self.operator == .greaterThan ? number > bound : number < bound
            }
        }
    }

    /// What labels must be.
    public var requirements: [Requirement]

    /// A selector; without requirements it selects everything.
    public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

    /// Reads a selector such as `a=b,c!=d,e in (x,y),f notin (z),g,!h`. An empty one selects everything.
    ///
    /// - Throws: where it is none, or has keys or values that labels cannot have.
    public static func parse(_ text: String) throws(SelectorError) -> LabelSelector {
        guard text.utf8.count <= SelectorLimits.bytes else {
            throw SelectorError("unable to parse requirement: too long")
        }
        var parser = LabelSelectorParser(text)
        return LabelSelector(try parser.parse())
    }

    /// Whether all requirements hold.
    public func matches(labels: [String: String]) -> Bool { self.requirements.allSatisfy { $0.matches(labels) } }

    /// Whether all requirements hold of the labels in an object's metadata.
    public func matches(_ object: JSON) -> Bool {
        if self.requirements.isEmpty { return true }
        return self.matches(labels: (object["metadata"]?["labels"]?.object ?? [:]).compactMapValues(\.string))
    }
}
