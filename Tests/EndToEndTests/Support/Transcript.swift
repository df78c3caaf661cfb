import Foundation

/// What was typed and what came of it, as a text of users: lines that begin with `$ `, each followed by its output.
///
/// What differs from run to run stands in angle brackets: `<age>`, `<ip>`, `<time>`, `<uid>`, `<n>`. Runs of spaces count as
/// two, because columns are as wide as what is in them.
struct Transcript {
    struct Step {
        var line: String
        var output: String
    }

    var steps: [Step]

    /// Whether GATEHOUSE_RECORD_TRANSCRIPTS asks for the files to be written anew, to be read as a diff.
    static let isRecording = ProcessInfo.processInfo.environment["GATEHOUSE_RECORD_TRANSCRIPTS"] != nil

    private static func file(named name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Transcripts/\(name).txt")
    }

    /// Writes the transcript's file.
    func write(named name: String) throws {
        let texts = self.steps.map { "$ \($0.line)\n\($0.output.isEmpty ? "" : "\($0.output)\n")" }
        try texts.joined().write(to: Self.file(named: name), atomically: true, encoding: .utf8)
    }

    /// The transcript in a file beside the tests.
    init(named name: String) throws {
        self.steps = []
        for line in try String(contentsOf: Self.file(named: name), encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                self.steps.append(Step(line: String(line.dropFirst(2)), output: ""))
            } else if !self.steps.isEmpty {
                self.steps[self.steps.count - 1].output += line + "\n"
            }
        }
        for index in self.steps.indices { self.steps[index].output = Self.trimmed(self.steps[index].output) }
    }

    /// An output without what differs from run to run.
    static func normalised(_ output: String) -> String {
        var text = output
        for (pattern, replacement) in Self.rules {
            text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
        }
        return Self.trimmed(text)
    }

    private static let rules = [
        (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"#, "<time>"),
        (#"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, "<uid>"),
        (#"\b10\.96\.\d+\.\d+"#, "<ip>"),
        (#"(?m)(?<= )(\d+[smhd])+$"#, "<age>"),
        (#"(resourceVersion: )"\d+""#, #"$1"<n>""#),
        (#"(?m)(?<=\S) {2,}"#, "  "),
        // kubectl says so of servers that are older or newer than itself, on standard error.
        (#"(?m)^(WARNING|Warning): version difference between client.*\n?"#, ""),
        (#"(?m)[ \t]+$"#, ""),
    ]

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
}
