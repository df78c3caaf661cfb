import GatehouseProxy
import GatehouseTestSupport

/// Names that resolve when and as a test says.
final class ScriptedNames: Sendable {
    private struct Question: Sendable {
        var name: String
        var whenDone: @Sendable (ProxyConfiguration.NameAnswer) -> Void
    }

    private let open = Watched<[Question]>([])
    private let all = Watched<[String]>([])

    /// The names that were asked for, in order.
    var asked: [String] { self.all.current }

    /// What a proxy asks.
    var resolve: ProxyConfiguration.ResolveName {
        { name, whenDone in
            self.all.change { $0.append(name) }
            self.open.change { $0.append(Question(name: name, whenDone: whenDone)) }
        }
    }

    /// Answers the next question, once it has been asked; the name that it was about.
    @discardableResult
    func answer(_ answer: ProxyConfiguration.NameAnswer) async throws -> String {
        let question = try await self.open.wait { $0.isEmpty ? nil : $0.removeFirst() }
        question.whenDone(answer)
        return question.name
    }

    /// Answers with an address of this host.
    @discardableResult
    func answerLoopback(for seconds: Int = 60) async throws -> String {
        try await self.answer(.addresses(["127.0.0.1"], timeToLive: .seconds(seconds)))
    }
}
