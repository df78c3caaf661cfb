/// One step of a scripted origin.
public enum OriginStep: Sendable {
    /// Reads a request's head and drops it.
    case readHead
    /// Reads a whole request, body included, and drops it.
    case readRequest
    /// Reads exactly these bytes; others fail the script.
    case expect(String)
    /// Sends text in one write.
    case reply(String)
    /// Sends text byte by byte, each in a write of its own.
    case drip(String)
    /// Waits until the gate opens, reading nothing meanwhile.
    case stall(until: Gate)
    /// Waits until the peer ends the connection.
    case awaitEnd
    /// Ends this direction and goes on.
    case finishWriting
    /// Resets the connection.
    case reset

    /// The bytes that came were not the expected ones.
    public struct Unexpected: Error, CustomStringConvertible {
        /// What the script wanted.
        public let wanted: String
        /// What came.
        public let received: String
        /// Both, for a failed test's output.
        public var description: String {
            "expected \(self.wanted.debugDescription), got \(self.received.debugDescription)"
        }
    }

    /// Takes the step.
    public func play(on connection: RawConnection) async throws {
        switch self {
        case .readHead: _ = try await connection.read(through: "\r\n\r\n")
        case .readRequest: _ = try await connection.readRequest()
        case .expect(let wanted):
            let count = wanted.utf8.count
            let received = try await connection.take { received, ended in
                received.count >= count || ended
                    ? (min(count, received.count), String(decoding: received.prefix(count), as: UTF8.self)) : nil
            }
            if received != wanted { throw Unexpected(wanted: wanted, received: received) }
        case .reply(let text): try await connection.write(text)
        case .drip(let text): try await connection.drip(text)
        case .stall(let gate): await gate.opened()
        case .awaitEnd: _ = try await connection.end()
        case .finishWriting: try await connection.finishWriting()
        case .reset: try await connection.reset()
        }
    }
}
