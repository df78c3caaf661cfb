import Foundation
import GatehouseTestSupport
import Testing

@testable import GatehouseCommands

/// What the README shows of the commands that answer and end: each is run as it is written there.
@Suite("The README", .overSockets)
struct ReadmeTests {
    private let text: String
    private let directory: TemporaryDirectory

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        self.text = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        let yaml = Self.blocks("yaml", in: self.text)
        self.directory = try TemporaryDirectory([
            "shop.yaml": try #require(yaml.first { $0.contains("kind: Gateway") }),
            "shop.test.yaml": try #require(yaml.first { $0.hasPrefix("tests:") }),
        ])
    }

    private static func blocks(_ language: String, in text: String) -> [String] {
        text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
    }

    /// The commands that are shown, each with the lines that it prints.
    private var transcripts: [(command: String, output: [String])] {
        Self.blocks("console", in: self.text).flatMap { block in
            ("\n" + block).components(separatedBy: "\n$ ").dropFirst().map { part in
                var lines = part.components(separatedBy: "\n").filter { !$0.isEmpty }
                var command = lines.removeFirst()
                while command.hasSuffix("\\"), !lines.isEmpty { command = command.dropLast() + lines.removeFirst() }
                return (command, lines)
            }
        }
    }

    /// Runs a command with its files in the directory.
    private func run(_ command: String) async throws -> [String] {
        let endpoints = try #require(self.transcripts.first { $0.command == "cat endpoints" }).output
        let whole = command.replacing("$(cat endpoints)", with: endpoints.joined(separator: " "))
        var arguments: [String] = []
        var isQuoted = false
        for part in whole.components(separatedBy: "'") {
            if isQuoted { arguments.append(part) } else { arguments += part.split(separator: " ").map(String.init) }
            isQuoted.toggle()
        }
        let capture = OutputCapture()
        let placed = arguments.dropFirst().map { $0.hasSuffix(".yaml") ? self.directory.file($0) : $0 }
        _ = await OutputCapture.$current.withValue(capture) { await GatehouseProgram.run(placed) }
        return capture.output.replacing("\(self.directory.path)/", with: "").components(separatedBy: "\n")
            .filter { !$0.isEmpty }
    }

    @Test("prints of analyze, explain and test what they print", arguments: ["analyze", "explain", "test"])
    func transcripts(of name: String) async throws {
        let shown = self.transcripts.filter { $0.command.hasPrefix("gatehouse \(name) ") }
        #expect(!shown.isEmpty)
        for (command, expected) in shown {
            if name == "analyze" {
                let shop = try #require(Self.blocks("yaml", in: self.text).first { $0.contains("kind: Gateway") })
                try self.directory.write(shop.replacing("weight: 80", with: "wieght: 80"), to: "shop.yaml")
            }
            var rest = try await self.run(command)[...]
            var mayLeaveOut = false
            for line in expected {
                if line.trimmingCharacters(in: .whitespaces) == "..." {
                    mayLeaveOut = true
                } else {
                    let place = try #require(rest.firstIndex(of: line), "\(command): \(line)")
                    #expect(mayLeaveOut || place == rest.startIndex, "\(command): more before \(line)")
                    rest = rest[(place + 1)...]
                    mayLeaveOut = false
                }
            }
            #expect(mayLeaveOut || rest.isEmpty, "\(command): more at the end")
        }
    }
}
