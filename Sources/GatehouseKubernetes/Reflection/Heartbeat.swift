import GatehouseObjects
import Logging

/// Asks the server for a sign of life every few seconds, as HTTP/2 clients ping theirs.
///
/// A watch in which nothing happens is silent for a minute, and one to a server that is frozen, or beyond a network that
/// drops what is sent, is silent in the same way.
struct Heartbeat: Sendable {
    let client: APIClient
    /// Between an answer and the next question.
    let interval: Duration
    /// How long an answer may take; that of client-go.
    let patience: Duration
    let board: SyncBoard
    let logger: Logger
    /// Is told that the server answers again.
    let revived: @Sendable () -> Void

    /// Asks until the task is cancelled.
    func run() async {
        while (try? await Task.sleep(for: self.interval)) != nil {
            switch await self.beat() {
            case .unreachable(let reason):
                if self.board.silent(reason) {
                    self.logger.warning(
                        "\(self.client.server) does not answer: \(reason); what was known last stays in force")
                }
            // Nothing was asked.
            case .credential, .cancelled: continue
            // A refusal is an answer as well.
            case nil, .status, .malformed, .tooLarge:
                if self.board.answered() {
                    self.logger.notice("\(self.client.server) answers again")
                    self.revived()
                }
            }
        }
    }

    /// Everyone who is authenticated may ask for the version, and it costs the server nothing.
    private func beat() async -> APIFailure? {
        do throws(APIFailure) {
            // How long a plugin takes says nothing of the server.
            try await self.client.authenticate()
            let patience = self.patience
            _ = try await APIClient.translating {
                try await withDeadline(patience) { try await self.client.send(APIRequest(.get, "/version")) }
            }
            return nil
        } catch {
            return error
        }
    }
}
