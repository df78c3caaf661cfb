#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The environment variables of this process.
public enum ProcessEnvironment {
    /// Their values by name; of several of one name the first, as `getenv` has it.
    public static var variables: [String: String] {
        var variables: [String: String] = [:]
        for line in self.lines {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, variables[String(parts[0])] == nil { variables[String(parts[0])] = String(parts[1]) }
        }
        return variables
    }

    /// Each as it is handed on to a program, `NAME=value`.
    static var lines: [String] {
        var lines: [String] = []
        var entry = environ
        while let text = entry.pointee {
            lines.append(String(cString: text))
            entry += 1
        }
        return lines
    }
}
