/// Addresses of the form `unix://…`.
enum UnixAddress {
    /// The prefix that makes an address one of a Unix domain socket.
    static let prefix = "unix://"

    /// What keeps `address`, which has the prefix, from naming a socket; worded to follow "is".
    static func problem(in address: String) -> String? {
        let path = address.dropFirst(self.prefix.count)
        if path.isEmpty { return "\"\(address)\"; a path has to follow unix://" }
        if path.hasPrefix("@") { return nil }
        guard path.hasPrefix("/"), !path.hasSuffix("/") else {
            return "\"\(address)\"; a Unix socket is an absolute path to a file, or an abstract name behind @"
        }
        return nil
    }
}
