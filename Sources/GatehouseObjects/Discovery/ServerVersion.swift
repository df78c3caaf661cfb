/// What `/version` says: the Kubernetes version whose API is spoken, as clients compare their own with it.
public struct ServerVersion: Hashable, Sendable {
    /// The first number.
    public var major: Int
    /// The second number.
    public var minor: Int
    /// The third number.
    public var patch: Int
    /// What the server is, and its own version, such as `gatehouse.1.2.0`; empty for none.
    public var build: String
    /// The server's operating system and processor, such as `linux/amd64`.
    public var platform: String

    /// A version.
    public init(major: Int, minor: Int, patch: Int = 0, build: String = "", platform: String) {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.build = build
        self.platform = platform
    }

    /// `v1.33.0+gatehouse.1.2.0`.
    public var text: String {
        let numbers = "v\(self.major).\(self.minor).\(self.patch)"
        return self.build.isEmpty ? numbers : "\(numbers)+\(self.build)"
    }

    /// The document of `/version`.
    public var document: JSON {
        [
            "major": .string(String(self.major)),
            "minor": .string(String(self.minor)),
            "gitVersion": .string(self.text),
            "gitCommit": "",
            "gitTreeState": "",
            "buildDate": "1970-01-01T00:00:00Z",
            "goVersion": "",
            "compiler": "",
            "platform": .string(self.platform),
        ]
    }
}
