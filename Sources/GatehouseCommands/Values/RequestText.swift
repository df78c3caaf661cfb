/// The parts of a request as people write them.
enum RequestText {
    /// A port from 1 to 65535.
    static func port(_ text: String) throws(UnusableValue) -> Int {
        guard let port = PortMapText.port(text) else { throw UnusableValue("expected a port from 1 to 65535") }
        return port
    }

    /// Path and query, or `*`.
    static func path(_ text: String) throws(UnusableValue) -> String {
        guard text.hasPrefix("/") || text == "*" else {
            throw UnusableValue("expected a path that begins with /, such as /cart?id=1")
        }
        return text
    }

    /// A method: visible ASCII.
    static func method(_ text: String) throws(UnusableValue) -> String {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw UnusableValue("expected a method such as GET")
        }
        return text
    }

    /// An IP address.
    static func address(_ text: String) throws(UnusableValue) -> String {
        guard SocketAddressText.isAddress(text) else {
            throw UnusableValue("expected an IP address, such as 203.0.113.7")
        }
        return text
    }
}
