/// A kind of object that the API serves, by all the names it has.
public struct APIResource: Hashable, Sendable {
    /// A column of server-side tables, as `kubectl get` prints it.
    public struct Column: Hashable, Sendable {
        /// The heading.
        public var name: String
        /// `string`, `integer`, `number`, `boolean` or `date`.
        public var type: String
        /// `name` for the column with the object's name, else empty.
        public var format: String
        /// What it means.
        public var description: String
        /// 0 for columns that are always printed, 1 for those of `-o wide`.
        public var priority: Int

        /// A column.
        public init(
            _ name: String, type: String = "string", format: String = "", description: String = "", priority: Int = 0
        ) {
            self.name = name
            self.type = type
            self.format = format
            self.description = description
            self.priority = priority
        }
    }

    /// The API group; empty for the core group.
    public var group: String
    /// The versions that are served, the preferred one first. Objects are the same in all of them but for `apiVersion`.
    public var versions: [String]
    /// `VirtualService`.
    public var kind: String
    /// `virtualservices`.
    public var plural: String
    /// `virtualservice`.
    public var singular: String
    /// `vs`.
    public var shortNames: [String]
    /// `all`, `istio-io`, and so on.
    public var categories: [String]
    /// Whether objects belong to a namespace.
    public var isNamespaced: Bool
    /// Whether there is a `status` sub-resource.
    public var hasStatus: Bool
    /// Whether clients may only read.
    public var isReadOnly: Bool
    /// Whether clients may only create objects, which are answers then, and stored nowhere.
    public var isCreateOnly: Bool
    /// Whether `metadata.generation` counts changes of what is not metadata or status.
    public var hasGeneration: Bool
    /// The object's type, `apiVersion`, `kind` and `metadata` included.
    public var schema: ObjectSchema
    /// Paths that field selectors may name besides `metadata.name` and `metadata.namespace`, such as `type` of Secrets.
    public var selectableFields: [String]
    /// What `kubectl get` prints.
    public var columns: [Column]

    /// A kind.
    public init(
        group: String, versions: [String], kind: String, plural: String, singular: String, shortNames: [String] = [],
        categories: [String] = [], isNamespaced: Bool = true, hasStatus: Bool = true, isReadOnly: Bool = false,
        isCreateOnly: Bool = false, hasGeneration: Bool = true, schema: ObjectSchema, selectableFields: [String] = [],
        columns: [Column] = []
    ) {
        self.group = group
        self.versions = versions
        self.kind = kind
        self.plural = plural
        self.singular = singular
        self.shortNames = shortNames
        self.categories = categories
        self.isNamespaced = isNamespaced
        self.hasStatus = hasStatus
        self.isReadOnly = isReadOnly
        self.isCreateOnly = isCreateOnly
        self.hasGeneration = hasGeneration
        self.schema = schema
        self.selectableFields = selectableFields
        self.columns = columns
    }

    /// Whether it is one of Kubernetes' own kinds, which its servers have types for, and no CustomResourceDefinition's.
    public var isKubernetesOwn: Bool { self.group.isEmpty || self.group.hasSuffix(".k8s.io") }

    /// `v1`, or `networking.istio.io/v1`.
    public func apiVersion(_ version: String) -> String { self.group.isEmpty ? version : "\(self.group)/\(version)" }
}
