/// Why there is no way to a cluster: what is wrong in which file and field.
public struct KubeconfigError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, or what stands for one, such as `KUBERNETES_SERVICE_HOST`.
    public var file: String
    /// The field's path, such as `users[0].user.client-key-data`; empty where the file as a whole is meant.
    public var field: String
    /// What is wrong and what to do; a sentence.
    public var reason: String

    /// An error.
    public init(file: String, field: String = "", reason: String) {
        self.file = file
        self.field = field
        self.reason = reason
    }

    /// For people.
    public var description: String {
        self.field.isEmpty ? "\(self.file): \(self.reason)" : "\(self.file): \(self.field): \(self.reason)"
    }
}
