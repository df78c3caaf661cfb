/// What is known of a field's type: enough to check values, to merge lists as Kubernetes does, and to explain fields.
public struct ObjectSchema: Hashable, Sendable {
    /// The shape of a value.
    public indirect enum Shape: Hashable, Sendable {
        /// An object with these fields.
        case object([Field])
        /// An object whose members have names of the user's choice and values of one type: labels, annotations.
        case map(ObjectSchema)
        /// A list.
        case list(ObjectSchema, ListKind)
        /// A text; where there are `values`, one of them.
        case string(values: [String] = [])
        /// Base64 (RFC 4648), `format: byte`.
        case bytes
        /// A point in time (RFC 3339) in whole seconds, `format: date-time`.
        case time
        /// A point in time in microseconds, `format: date-time`.
        case microTime
        /// A whole number.
        case integer
        /// Any number.
        case number
        /// True or false.
        case boolean
        /// A number or a text: ports, percentages.
        case integerOrString
        /// Anything: nothing is known of it, and nothing in it is unknown.
        case anything
    }

    /// How the elements of a list are told apart when two versions of it are merged (`x-kubernetes-list-type`).
    public enum ListKind: Hashable, Sendable {
        /// They are not: the list is one value.
        case atomic
        /// Each value is there once.
        case set
        /// By the values of these fields.
        case map(keys: [String])
    }

    /// A field of an object.
    public struct Field: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// What it holds.
        public var schema: ObjectSchema
        /// Whether an object without it is invalid.
        public var isRequired: Bool

        /// A field.
        public init(_ name: String, _ schema: ObjectSchema, isRequired: Bool = false) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    /// The shape of values.
    public var shape: Shape
    /// What it means, for `kubectl explain`: a sentence or a few.
    public var description: String
    /// The field by which strategic merge patches tell the elements of a list apart (`x-kubernetes-patch-merge-key`);
    /// nil where they replace the list. Of use for lists only.
    public var patchMergeKey: String?
    /// Whether strategic merge patches add elements to a list (`x-kubernetes-patch-strategy: merge`) instead of replacing
    /// it.
    public var isMergedByPatches: Bool
    /// Whether objects may have members that are not among the fields (`x-kubernetes-preserve-unknown-fields`).
    public var preservesUnknownFields: Bool
    /// Whether an object is replaced as a whole when two versions are merged (`x-kubernetes-map-type: atomic`).
    public var isAtomic: Bool

    /// A schema.
    public init(
        _ shape: Shape, description: String = "", patchMergeKey: String? = nil, isMergedByPatches: Bool = false,
        preservesUnknownFields: Bool = false, isAtomic: Bool = false
    ) {
        self.shape = shape
        self.description = description
        self.patchMergeKey = patchMergeKey
        self.isMergedByPatches = isMergedByPatches
        self.preservesUnknownFields = preservesUnknownFields
        self.isAtomic = isAtomic
    }

    /// The field of this name, where the shape is an object that has it.
    public func field(_ name: String) -> Field? {
        guard case .object(let fields) = self.shape else { return nil }
        return fields.first { $0.name == name }
    }
}
