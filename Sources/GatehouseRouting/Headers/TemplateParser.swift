import GatehouseHTTP

/// Reads Envoy's substitution syntax: `%NAME%`, `%NAME(argument)%`, `%NAME(argument):length%` and `%%`.
struct TemplateParser {
    private let text: [UInt8]
    private var position = 0
    private var segments: [ValueTemplate.Segment] = []
    private var literal: [UInt8] = []

    private init(_ text: String) { self.text = Array(text.utf8) }

    /// The template that `text` spells.
    static func parse(_ text: String) throws(CompileFailure) -> ValueTemplate {
        var parser = TemplateParser(text)
        return try parser.template()
    }

    private mutating func template() throws(CompileFailure) -> ValueTemplate {
        while self.position < self.text.count {
            let byte = self.text[self.position]
            self.position += 1
            guard byte == UInt8(ascii: "%") else {
                self.literal.append(byte)
                continue
            }
            if self.position < self.text.count, self.text[self.position] == UInt8(ascii: "%") {
                self.literal.append(byte)
                self.position += 1
            } else {
                let command = try self.command()
                self.flush()
                self.segments.append(.command(command))
            }
        }
        self.flush()
        return ValueTemplate(segments: self.segments)
    }

    private mutating func flush() {
        guard !self.literal.isEmpty else { return }
        self.segments.append(.literal(self.literal))
        self.literal = []
    }

    /// Reads a command, of which the first `%` has been read, with its last `%`.
    private mutating func command() throws(CompileFailure) -> ValueTemplate.Command {
        let name = self.take { $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: ":") }
        var argument: [UInt8]?
        if self.skip("(") {
            argument = Array(self.take { $0 != UInt8(ascii: ")") })
            guard self.skip(")") else { throw self.unterminated }
        }
        var limit: Int?
        if self.skip(":") {
            let digits = String(decoding: self.take { $0 != UInt8(ascii: "%") }, as: UTF8.self)
            guard let number = Int(digits), number >= 0 else {
                throw CompileFailure("`:\(digits)` is no length in a substitution")
            }
            limit = number
        }
        guard self.skip("%") else { throw self.unterminated }
        return try Self.command(String(decoding: name, as: UTF8.self), argument, limit)
    }

    private var unterminated: CompileFailure {
        CompileFailure("a `%` begins a substitution that does not end; a literal `%` is written `%%`")
    }

    private mutating func take(while holds: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let rest = self.text[self.position...]
        let taken = rest.prefix(while: holds)
        self.position = taken.endIndex
        return taken
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard self.position < self.text.count, self.text[self.position] == UInt8(ascii: character) else { return false }
        self.position += 1
        return true
    }
}

extension TemplateParser {
    private static func command(
        _ name: String, _ argument: [UInt8]?, _ limit: Int?
    ) throws(CompileFailure) -> ValueTemplate.Command {
        switch name {
        case "REQ": return .requestHeader(try self.header(name, argument, limit))
        case "RESP": return .responseHeader(try self.header(name, argument, limit))
        case "START_TIME": return .startTime(try TimeFormat(argument))
        default: break
        }
        guard let command = self.plainCommands[name] else {
            throw CompileFailure("`%\(name)%` is not a substitution that the gateway knows")
        }
        guard argument == nil, limit == nil else {
            throw CompileFailure("the substitution `%\(name)%` takes no argument")
        }
        return command
    }

    private static func header(
        _ command: String, _ argument: [UInt8]?, _ limit: Int?
    ) throws(CompileFailure) -> ValueTemplate.HeaderReference {
        let names = (argument ?? []).split(separator: UInt8(ascii: "?"), omittingEmptySubsequences: false)
        guard let first = names.first, !first.isEmpty, names.count <= 2 else {
            throw CompileFailure("`%\(command)(…)%` needs a header's name, or two names parted by one `?`")
        }
        return ValueTemplate.HeaderReference(
            name: first.map(\.lowercased), alternative: names.count == 2 ? names[1].map(\.lowercased) : nil,
            limit: limit)
    }

    private static let plainCommands: [String: ValueTemplate.Command] = [
        "DOWNSTREAM_REMOTE_ADDRESS": .remoteAddress,
        "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT": .remoteAddressWithoutPort,
        "DOWNSTREAM_REMOTE_PORT": .remotePort,
        "DOWNSTREAM_DIRECT_REMOTE_ADDRESS": .directRemoteAddress,
        "DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT": .directRemoteAddressWithoutPort,
        "DOWNSTREAM_LOCAL_ADDRESS": .localAddress,
        "DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT": .localAddressWithoutPort,
        "DOWNSTREAM_LOCAL_PORT": .localPort,
        "REQUESTED_SERVER_NAME": .serverName,
        "UPSTREAM_HOST": .upstreamAddress,
        "UPSTREAM_REMOTE_ADDRESS": .upstreamAddress,
        "PROTOCOL": .protocolVersion,
        "RESPONSE_CODE": .responseCode,
    ]
}
