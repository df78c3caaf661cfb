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

    /// The transcripts that there are.
    static let names = ["workshop", "objects", "patches", "refusals", "reading"]

    var steps: [Step]

    /// Whether GATEHOUSE_RECORD_TRANSCRIPTS asks for the files to be written anew, to be read as a diff.
    static let isRecording = ProcessInfo.processInfo.environment["GATEHOUSE_RECORD_TRANSCRIPTS"] != nil

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Transcripts")

    /// The transcript of a kubectl 1.`minor`, or of the nearest version that there is one of. There are several where
    /// versions say something else.
    init(named name: String, minor: Int) throws {
        let versions = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { FileManager.default.fileExists(atPath: Self.file(named: name, version: $0).path) }
        let known = versions.min { Self.distance($0, minor) < Self.distance($1, minor) } ?? ""
        self.steps = []
        let text = try String(contentsOf: Self.file(named: name, version: known), encoding: .utf8)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                self.steps.append(Step(line: String(line.dropFirst(2)), output: ""))
            } else if !self.steps.isEmpty {
                self.steps[self.steps.count - 1].output += line + "\n"
            }
        }
        for index in self.steps.indices { self.steps[index].output = Self.trimmed(self.steps[index].output) }
    }

    /// How far a version such as `1.33` is from 1.`minor`.
    private static func distance(_ version: String, _ minor: Int) -> Int {
        abs((Int(version.drop { $0 != "." }.dropFirst()) ?? 0) - minor)
    }

    private static func file(named name: String, version: String) -> URL {
        Self.folder.appendingPathComponent("\(version)/\(name).txt")
    }

    /// Writes the transcript as that of a kubectl 1.`minor`.
    func write(named name: String, minor: Int) throws {
        let texts = self.steps.map { "$ \($0.line)\n\($0.output.isEmpty ? "" : "\($0.output)\n")" }
        let file = Self.file(named: name, version: "1.\(minor)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try texts.joined().write(to: file, atomically: true, encoding: .utf8)
    }

    /// An output without what differs from run to run, the gateway's address among it.
    static func normalised(_ output: String, ingress address: String) -> String {
        var text = output.replacingOccurrences(of: address, with: "INGRESS")
        for (pattern, replacement) in Self.rules {
            text = text.replacingOccurrences(of: pattern, with: replacement, options: .regularExpression)
        }
        return Self.trimmed(Self.withSortedOwners(text))
    }

    /// Who owns fields of an object is told in the order of seconds, and of names within one: which comes first depends on
    /// when a second ends.
    private static func withSortedOwners(_ text: String) -> String {
        let (first, beginning) = ("  Managed Fields:\n", "    API Version:")
        guard let start = text.range(of: first)?.upperBound,
            let end = text.range(of: "  Resource Version:", range: start..<text.endIndex)?.lowerBound
        else { return text }
        let owners = text[start..<end].components(separatedBy: beginning).dropFirst().sorted()
        return text[..<start] + owners.map { beginning + $0 }.joined() + text[end...]
    }

    private static let rules = [
        (#"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"#, "<time>"),
        (#"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, "<uid>"),
        (#"\b10\.96\.\d+\.\d+"#, "<ip>"),
        (#"(?m)(?<= )(\d+[smhd])+$"#, "<age>"),
        (#"(?<=  )\d+[smh](?=  )"#, "<age>"),
        (#"(Resource Version: +)\d+"#, "$1<n>"),
        (#"(?<=\d:)3\d{4}(?=/TCP)"#, "<n>"),
        (#"after \d+ ms"#, "after <n> ms"),
        (#"(?m)(?<=\S) {2,}"#, "  "),
        // kubectl says so of servers that are older or newer than itself, on standard error.
        (#"(?m)^(WARNING|Warning): version difference between client.*\n?"#, ""),
        (#"(?m)[ \t]+$"#, ""),
    ]

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
}
