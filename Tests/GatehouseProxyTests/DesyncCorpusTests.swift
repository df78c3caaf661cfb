import Foundation
import GatehouseHTTP
import GatehouseTestSupport
import Testing

/// Requests that proxies have disagreed about, with what each deserves.
@Suite("Request smuggling", .overSockets, .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct DesyncCorpusTests {
    struct Case: Decodable {
        struct Expected: Decodable { var tier: String }
        var name: String
        var expected: Expected
        var request_head_with_host_b64: String
    }

    /// What the gateway made of a case.
    enum Outcome: Equatable, CustomStringConvertible {
        case refused(Int)
        case carried(OriginRequest)
        var description: String {
            switch self {
            case .refused(let status): "refused with \(status)"
            case .carried(let request): "carried as \(request.lines.map { "\($0.name): \($0.value)" })"
            }
        }
    }

    @Test("severe is refused, ambiguous refused or made clear, compliant carried")
    func corpus() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(forwardingTo: origin.port)
        var disagreements: [String] = []
        let cases = try Corpus.cases("http_desync.jsonl", as: Case.self)
        for sample in cases {
            let outcome = try await self.outcome(of: sample, at: gateway.port)
            if !self.isRight(outcome, for: sample.expected.tier) {
                disagreements.append("\(sample.expected.tier) \(sample.name): \(outcome)")
            }
        }
        #expect(!cases.isEmpty)
        #expect(disagreements == [])
        await gateway.stop()
        await origin.stop()
    }

    private func isRight(_ outcome: Outcome, for tier: String) -> Bool {
        switch (tier, outcome) {
        case ("Severe", .refused), ("Ambiguous", .refused), ("Acceptable", _), ("Compliant", .carried): true
        // Codings other than a single `chunked` are not spoken here, nor is an empty target.
        case ("Compliant", .refused(let status)): status == 501 || status == 400
        case ("Ambiguous", .carried(let request)): self.isClear(request)
        default: false
        }
    }

    /// Whether no next hop can be of two minds about where the message ends.
    private func isClear(_ request: OriginRequest) -> Bool {
        let names = request.lines.map { $0.name.lowercased() }
        let framing = names.filter { name in
            let letters = name.filter(\.isLetter)
            return letters == "contentlength" || letters == "transferencoding"
        }
        return framing.count <= 1 && framing.allSatisfy { $0 == "content-length" || $0 == "transfer-encoding" }
    }

    private func outcome(of sample: Case, at port: Int) async throws -> Outcome {
        let head = Array(Data(base64Encoded: sample.request_head_with_host_b64) ?? Data())
        let client = try await RawClient.connect(to: port)
        try await client.write(head + self.body(for: String(decoding: head, as: UTF8.self)))
        try await client.finishWriting()
        let method = String(decoding: head.prefix { $0 != 0x20 }, as: UTF8.self)
        defer { Task { await client.close() } }
        do {
            let response = try await client.readResponse(to: method)
            if response.status >= 400 { return .refused(response.status) }
            return .carried(method == "HEAD" ? try OriginRequest.empty() : try response.echo())
        } catch is RawConnectionError {
            return .refused(0)
        }
    }

    /// The body that the head announces, as an indulgent reader would take it.
    private func body(for head: String) -> [UInt8] {
        let lowercased = head.lowercased()
        guard let field = lowercased.firstRange(of: "\r\ncontent-length:") else {
            return lowercased.contains("chunked") ? Array("0\r\n\r\n".utf8) : []
        }
        let digits = lowercased[field.upperBound...].drop { $0 == " " }.prefix { $0.isNumber }
        return [UInt8](repeating: 0x61, count: min(Int(digits) ?? 0, 100_000))
    }
}

extension OriginRequest {
    /// A request about which a response to HEAD says nothing.
    fileprivate static func empty() throws -> OriginRequest {
        try JSONDecoder().decode(
            OriginRequest.self,
            from: Data(
                #"{"name":"","method":"HEAD","url":"/","version":"","host":"","headers":{},"lines":[],"trailers":[],"bodyBytes":0,"body":"","connection":0}"#
                    .utf8))
    }
}
