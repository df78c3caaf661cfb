/// A response as it came over the wire, taken apart for assertions. Names keep their case; look-ups ignore it.
public struct RawResponse: Sendable {
    /// The version in the status line, such as `HTTP/1.1`.
    public var version: String
    /// The status code.
    public var status: Int
    /// The reason phrase.
    public var reason: String
    /// The field lines in order.
    public var headers: HeaderLines
    /// The body, decoded if it was chunked.
    public var body: [UInt8]
    /// The trailer fields of a chunked body.
    public var trailers: HeaderLines
    /// The interim (1xx) responses that came first.
    public var interim: [Int]

    /// The body as text.
    public var text: String { String(decoding: self.body, as: UTF8.self) }

    /// The name of the ``TestOrigin`` that answered; nil when the gateway did.
    public var backend: String? { self.headers[TestOrigin.nameHeader] }

    /// The first value of a header.
    public subscript(_ name: String) -> String? { self.headers[name] }
}

extension RawConnection {
    /// The next final response; what follows stays for the next call.
    ///
    /// `method` is that of the request it answers, because a response to HEAD has no body whatever its head says.
    public func readResponse(
        to method: String = "GET", within limit: Duration = patience
    ) async throws -> RawResponse {
        var interim: [Int] = []
        while true {
            var response = try await self.take(within: limit) { received, ended in
                try MessageReader.response(in: received, ended: ended, answering: method)
            }
            guard (100..<200).contains(response.status), response.status != 101 else {
                response.interim = interim
                return response
            }
            interim.append(response.status)
        }
    }
}
