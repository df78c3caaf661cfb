/// A client's hello that a test writes field by field.
struct HelloText {
    var version = 0x0303
    var session: [UInt8] = []
    var suites = [0x1301]
    var extensions: [(type: Int, content: [UInt8])] = []
    /// Whether the length of the extensions is there when there are none.
    var hasExtensions = true

    /// The handshake message.
    var message: [UInt8] {
        var body = number(self.version, bytes: 2) + [UInt8](repeating: 7, count: 32)
        body += vector(self.session, lengthBytes: 1)
        body += vector(self.suites.flatMap { number($0, bytes: 2) }, lengthBytes: 2) + [1, 0]
        if self.hasExtensions {
            body += vector(
                self.extensions.flatMap { number($0.type, bytes: 2) + vector($0.content, lengthBytes: 2) },
                lengthBytes: 2)
        }
        return [1] + vector(body, lengthBytes: 3)
    }

    /// The message in records of at most `size` bytes.
    func records(of size: Int = 1 << 14) -> [UInt8] { Self.records(self.message, of: size) }

    /// Any message in records of at most `size` bytes.
    static func records(_ message: [UInt8], of size: Int = 1 << 14) -> [UInt8] {
        stride(from: 0, to: message.count, by: size).flatMap {
            [22, 3, 1] + vector(Array(message[$0..<min($0 + size, message.count)]), lengthBytes: 2)
        }
    }

    static func serverName(_ name: String, kind: UInt8 = 0) -> (type: Int, content: [UInt8]) {
        (0, vector([kind] + vector(Array(name.utf8), lengthBytes: 2), lengthBytes: 2))
    }

    static func applicationProtocols(_ names: [[UInt8]]) -> (type: Int, content: [UInt8]) {
        (16, vector(names.flatMap { vector($0, lengthBytes: 1) }, lengthBytes: 2))
    }

    static func signatures(_ schemes: [Int]) -> (type: Int, content: [UInt8]) {
        (13, vector(schemes.flatMap { number($0, bytes: 2) }, lengthBytes: 2))
    }

    static func versions(_ versions: [Int]) -> (type: Int, content: [UInt8]) {
        (43, vector(versions.flatMap { number($0, bytes: 2) }, lengthBytes: 1))
    }
}
