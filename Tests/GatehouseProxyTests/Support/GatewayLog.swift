import Foundation
import GatehouseTelemetry
import GatehouseTestSupport

/// An access log in a file of its own.
struct GatewayLog {
    let writer: AccessLogWriter
    private let file: URL

    init() throws {
        self.file = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID()).log")
        self.writer = try AccessLogWriter(destination: .file(self.file.path))
    }

    /// Closes the log and returns its lines.
    func read() -> [LogLine] {
        self.writer.close()
        defer { try? FileManager.default.removeItem(at: self.file) }
        guard let text = try? String(contentsOf: self.file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { try? JSONDecoder().decode(LogLine.self, from: Data($0.utf8)) }
    }
}

/// A line of the access log.
typealias LogLine = JSONValue

extension JSONValue {
    /// The response flags of a line.
    var flags: String? { self["response_flags"]?.string }
    /// The details of a line.
    var details: String? { self["response_code_details"]?.string }
    /// The status of a line.
    var code: Int? { self["response_code"]?.int }
}
