import GatehouseTestSupport

/// The `openssl` command: a client whose TLS is not the gateway's.
enum OpenSSL {
    private static let command = Command("/usr/bin/openssl")

    static var isPresent: Bool { self.command.isPresent }

    /// What `s_client` prints when it asks for a page.
    static func get(from port: Int, _ options: String...) async throws -> String {
        try await self.command.run(
            ["s_client", "-connect", "127.0.0.1:\(port)", "-servername", "a.example", "-ign_eof"] + options,
            input: "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n")
    }
}
