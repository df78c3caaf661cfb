import Foundation
import GatehouseHTTP
import Testing

@testable import GatehouseTelemetry

@Suite struct AccessLogWriterTests {
    /// A folder that goes with the test.
    final class Folder {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("access-log-\(UUID().uuidString)")

        init() throws { try FileManager.default.createDirectory(at: self.url, withIntermediateDirectories: true) }

        deinit { try? FileManager.default.removeItem(at: self.url) }

        func path(_ name: String) -> String { self.url.appendingPathComponent(name).path }

        func lines(_ name: String) throws -> [Substring] {
            try String(contentsOfFile: self.path(name), encoding: .utf8).split(separator: "\n")
        }
    }

    static func record(_ number: Int) -> AccessRecord { .sample { $0.routeName = Array("n\(number)".utf8) } }

    @Test("lines reach the file in order once they are handed over")
    func order() throws {
        let folder = try Folder()
        let writer = try AccessLogWriter(destination: .file(folder.path("log")))
        let buffer = AccessLogBuffer(writer: writer, format: .text)
        for number in 0..<1000 { buffer.append(Self.record(number), head: .sample()) }
        buffer.tick()
        #expect(writer.flush())
        let lines = try folder.lines("log")
        #expect(lines.count == 1000)
        for (number, line) in lines.enumerated() { #expect(line.hasSuffix(" n\(number)")) }
        #expect(writer.close())
        #expect(writer.droppedLines == 0)
    }

    @Test("nothing is written before a chunk is full or the tick comes")
    func handOver() throws {
        let folder = try Folder()
        let writer = try AccessLogWriter(destination: .file(folder.path("log")))
        let buffer = AccessLogBuffer(writer: writer, format: .text)
        buffer.append(Self.record(0), head: .sample())
        #expect(writer.flush())
        #expect(try folder.lines("log").isEmpty)
        buffer.tick()
        #expect(writer.flush())
        #expect(try folder.lines("log").count == 1)
        writer.close()
    }

    @Test("what is handed over is written at the end, and nothing after it")
    func closing() throws {
        let folder = try Folder()
        let writer = try AccessLogWriter(destination: .file(folder.path("log")))
        let buffer = AccessLogBuffer(writer: writer, format: .json)
        for number in 0..<10_000 { buffer.append(Self.record(number), head: .sample()) }
        buffer.tick()
        #expect(writer.close())
        #expect(try folder.lines("log").count == 10_000)
        buffer.append(Self.record(0), head: .sample())
        buffer.tick()
        #expect(writer.droppedLines == 1)
        #expect(writer.close(), "closing twice is harmless")
    }

    @Test("after rotation new lines go to the new file")
    func reopen() throws {
        let folder = try Folder()
        let writer = try AccessLogWriter(destination: .file(folder.path("log")))
        let buffer = AccessLogBuffer(writer: writer, format: .text)
        buffer.append(Self.record(1), head: .sample())
        buffer.tick()
        try #require(writer.flush())
        try FileManager.default.moveItem(atPath: folder.path("log"), toPath: folder.path("old"))
        buffer.append(Self.record(2), head: .sample())
        buffer.tick()
        writer.reopen()
        buffer.append(Self.record(3), head: .sample())
        buffer.tick()
        #expect(writer.close())
        #expect(try folder.lines("old").count == 2)
        let lines = try folder.lines("log")
        #expect(lines.count == 1 && lines[0].hasSuffix(" n3"))
    }

    @Test("when too much waits, lines are dropped and counted, and the worker goes on")
    func queueLimit() throws {
        // Opening a FIFO for writing waits for its reader, so that the writer is made with one; then nothing is read.
        let folder = try Folder()
        try #require(mkfifo(folder.path("fifo"), 0o600) == 0)
        let reader = open(folder.path("fifo"), O_RDONLY | O_NONBLOCK)
        try #require(reader >= 0)
        defer { close(reader) }
        let writer = try AccessLogWriter(destination: .file(folder.path("fifo")), queueLimit: 256 << 10)
        let buffer = AccessLogBuffer(writer: writer, format: .text)
        let count = 20_000
        for number in 0..<count { buffer.append(Self.record(number), head: .sample()) }
        buffer.tick()
        let dropped = writer.droppedLines
        #expect(dropped > 0)
        #expect(!writer.flush(deadline: .milliseconds(1)), "the thread is still held up by the full pipe")
        var text: [UInt8] = []
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var lines = 0
        while lines < count - dropped {
            var event = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
            try #require(poll(&event, 1, 5000) == 1, "\(lines) of \(count - dropped) lines came")
            let got = read(reader, &bytes, bytes.count)
            try #require(got > 0)
            text += bytes[..<got]
            lines += bytes[..<got].count { $0 == 0x0a }
        }
        #expect(lines == count - dropped)
        #expect(writer.close())
        #expect(writer.droppedLines == dropped)
    }

    @Test("a line that is longer than any that is kept is dropped and counted; a long one is not")
    func longLines() throws {
        let folder = try Folder()
        let writer = try AccessLogWriter(destination: .file(folder.path("log")))
        let buffer = AccessLogBuffer(writer: writer, format: .text)
        buffer.append(Self.record(1), head: .sample())
        buffer.append(Self.record(2), head: .sample(userAgent: [UInt8](repeating: 0x61, count: 300_000)))
        buffer.append(Self.record(3), head: .sample(userAgent: [UInt8](repeating: 0x61, count: 2 << 20)))
        buffer.append(Self.record(4), head: .sample())
        buffer.tick()
        #expect(writer.close())
        let lines = try folder.lines("log")
        #expect(lines.map { $0.suffix(2) } == ["n1", "n2", "n4"])
        #expect(writer.droppedLines == 1)
    }

    @Test("a file that cannot be opened is said to be so at once")
    func unusablePath() throws {
        let folder = try Folder()
        #expect(throws: AccessLogError.self) {
            try AccessLogWriter(destination: .file(folder.path("missing/log")))
        }
    }

    @Test("a log that is off takes nothing and counts nothing")
    func off() throws {
        let writer = try AccessLogWriter(destination: .off)
        let buffer = AccessLogBuffer(writer: writer, format: .text)
        buffer.append(Self.record(1), head: .sample())
        buffer.tick()
        writer.reopen()
        #expect(writer.flush())
        #expect(writer.close())
        #expect(!writer.isEnabled)
        #expect(writer.droppedLines == 0)
    }

    @Test("the lines of several workers are each whole")
    func workers() async throws {
        let folder = try Folder()
        let writer = try AccessLogWriter(destination: .file(folder.path("log")))
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    let buffer = AccessLogBuffer(writer: writer, format: .text)
                    for number in 0..<2000 { buffer.append(Self.record(worker * 2000 + number), head: .sample()) }
                    buffer.tick()
                }
            }
        }
        #expect(writer.close())
        let lines = try folder.lines("log")
        let numbers = lines.compactMap { line in line.split(separator: " ").last.flatMap { Int($0.dropFirst()) } }
        #expect(lines.allSatisfy { $0.hasPrefix("[2026-11-23T08:53:43.160Z] \"GET ") })
        #expect(numbers.sorted() == Array(0..<8000))
    }
}
