import GatehouseTelemetry
import Testing

/// Prometheus text taken apart, strictly: whatever is not by the format is an error.
struct Scrape {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    private(set) var types: [String: String] = [:]
    private(set) var helps: [String: String] = [:]
    private(set) var samples: [Sample] = []

    init(_ text: [UInt8]) throws {
        let text = String(decoding: text, as: UTF8.self)
        guard text.isEmpty || text.hasSuffix("\n") else { throw Failure(description: "no line feed at the end") }
        var family = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# ") {
                let parts = line.split(separator: " ", maxSplits: 3).map(String.init)
                guard parts.count == 4 else { throw Failure(description: "\(line)") }
                family = parts[2]
                if parts[1] == "TYPE" {
                    guard self.types.updateValue(parts[3], forKey: family) == nil else {
                        throw Failure(description: "\(family) comes twice")
                    }
                } else {
                    self.helps[family] = parts[3]
                }
            } else {
                let sample = try Self.sample(line)
                guard sample.name.hasPrefix(family) else {
                    throw Failure(description: "\(line) is not under \(family)")
                }
                self.samples.append(sample)
            }
        }
    }

    /// The one value of these labels, other labels aside.
    func value(_ name: String, _ labels: [String: String] = [:]) throws -> Double {
        let found = self.samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        guard let first = found.first, found.count == 1 else {
            throw Failure(description: "\(found.count) samples of \(name) \(labels)")
        }
        return first.value
    }

    private static func sample(_ line: Substring) throws -> Sample {
        var rest = line
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            repeat {
                rest = rest.dropFirst()
                let label = rest.prefix { $0 != "=" }
                rest = rest.dropFirst(label.count)
                guard rest.hasPrefix("=\"") else { throw Failure(description: "\(line)") }
                rest = rest.dropFirst(2)
                labels[String(label)] = try self.value(&rest)
            } while rest.first == ","
            guard rest.first == "}" else { throw Failure(description: "\(line)") }
            rest = rest.dropFirst()
        }
        guard rest.first == " ", let value = Double(rest.dropFirst()) else { throw Failure(description: "\(line)") }
        return Sample(name: String(name), labels: labels, value: value)
    }

    private static func value(_ rest: inout Substring) throws -> String {
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\":
                switch rest.popFirst() {
                case "n": value.append("\n")
                case "\\": value.append("\\")
                case "\"": value.append("\"")
                default: throw Failure(description: "unknown escape")
                }
            default: value.append(character)
            }
        }
        throw Failure(description: "a label's value does not end")
    }
}

extension MetricsRegistry {
    func scrape() throws -> Scrape { try Scrape(self.prometheusText()) }
}

/// An exchange with only what metrics look at.
func exchange(status: Int = 200, microseconds: Int64 = 0, received: Int64 = 0, sent: Int64 = 0) -> AccessRecord {
    var record = AccessRecord()
    record.status = status
    record.durationMicroseconds = microseconds
    record.wireBytesReceived = received
    record.wireBytesSent = sent
    return record
}
