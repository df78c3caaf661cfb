/// What `/etc/resolv.conf` says, read as glibc reads it; see resolv.conf(5).
public struct ResolvConf: Hashable, Sendable {
    /// A line that is not honoured.
    public struct Problem: Hashable, Sendable {
        /// The line's number; the first is 1.
        public var line: Int
        /// What is wrong, in a few words.
        public var text: String
    }

    /// More servers than these are not asked (MAXNS).
    public static let maximumServers = 3
    /// More search domains are not tried; as many as Kubernetes lets a pod have.
    public static let maximumSearchDomains = 32

    /// The servers, in order; empty when the text names none.
    public private(set) var servers: [ServerAddress] = []
    /// The domains that are tried as the ends of names, from the last `search` or `domain` line.
    public private(set) var search: [DNSName] = []
    /// How many dots a name needs to be tried as it is first: 0 to 15.
    public private(set) var ndots = 1
    /// How many seconds a server may take: 1 to 30.
    public private(set) var timeoutSeconds = 5
    /// How many rounds through the servers: 1 to 5.
    public private(set) var attempts = 2
    /// Whether lookups begin with one server after the other (`rotate`).
    public private(set) var rotatesServers = false
    /// Whether servers are asked over TCP at once (`use-vc`).
    public private(set) var usesTCP = false
    /// Whether a name without a dot is also tried as it is (not so by `no-tld-query`).
    public private(set) var triesSingleLabels = true
    /// What of the text is not honoured, in order. Keywords and options that mean nothing here are none.
    public private(set) var problems: [Problem] = []

    /// Reads the text of such a file.
    public init(parsing text: String) {
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            // A keyword stands at the very front; so does the mark of a comment.
            guard let first = line.first, !"#; \t".contains(first) else { continue }
            let fields = line.split(whereSeparator: Self.isBlank)
            self.take(fields[0], fields.dropFirst(), line: index + 1)
        }
    }

    private mutating func take(_ keyword: Substring, _ values: ArraySlice<Substring>, line: Int) {
        switch keyword {
        case "nameserver": self.takeServer(values.first, line: line)
        case "search": self.search = self.domains(values, line: line)
        case "domain": self.search = self.domains(values.prefix(1), line: line)
        case "options": for option in values { self.take(option: option) }
        default: break
        }
    }

    private mutating func takeServer(_ value: Substring?, line: Int) {
        // A comment may follow the address without a blank before it.
        let text = value?.prefix { $0 != "#" && $0 != ";" } ?? ""
        guard let server = ServerAddress(text) else {
            self.problems.append(Problem(line: line, text: "nameserver '\(text)' is no IP address"))
            return
        }
        guard self.servers.count < Self.maximumServers else {
            self.problems.append(
                Problem(line: line, text: "nameserver \(text) is one more than \(Self.maximumServers)"))
            return
        }
        self.servers.append(server)
    }

    private mutating func domains(_ values: ArraySlice<Substring>, line: Int) -> [DNSName] {
        var domains: [DNSName] = []
        for value in values {
            guard let domain = DNSName(value) else {
                self.problems.append(Problem(line: line, text: "'\(value)' is no domain name"))
                continue
            }
            guard domains.count < Self.maximumSearchDomains else {
                self.problems.append(
                    Problem(line: line, text: "domain '\(value)' is one more than \(Self.maximumSearchDomains)"))
                break
            }
            domains.append(domain)
        }
        return domains
    }

    private mutating func take(option: Substring) {
        let parts = option.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let number = parts.count == 2 ? Int(parts[1]) : nil
        switch (parts[0], number) {
        case ("ndots", let number?): self.ndots = min(max(number, 0), 15)
        case ("timeout", let number?): self.timeoutSeconds = min(max(number, 1), 30)
        case ("attempts", let number?): self.attempts = min(max(number, 1), 5)
        case ("rotate", nil): self.rotatesServers = true
        case ("use-vc", nil): self.usesTCP = true
        case ("no-tld-query", nil): self.triesSingleLabels = false
        default: break
        }
    }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
