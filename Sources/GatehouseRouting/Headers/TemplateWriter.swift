import GatehouseHTTP

extension ValueTemplate {
    /// Appends the value for a request, or for the `response` to it. What is not known comes out as nothing.
    func write(_ request: RequestHead, _ response: ResponseHead?, _ facts: RequestFacts, to output: inout [UInt8]) {
        for segment in self.segments {
            switch segment {
            case .literal(let bytes): output.append(contentsOf: bytes)
            case .command(let command): command.write(request, response, facts, to: &output)
            }
        }
    }
}

extension ValueTemplate.Command {
    fileprivate func write(
        _ request: RequestHead, _ response: ResponseHead?, _ facts: RequestFacts, to output: inout [UInt8]
    ) {
        switch self {
        case .remoteAddress:
            if let client = facts.forwardedAddress {
                // A forwarded address has no port, and Envoy writes 0.
                let isIPv6 = client.contains(UInt8(ascii: ":"))
                output.append(contentsOf: isIPv6 ? [UInt8(ascii: "[")] + client + [UInt8(ascii: "]")] : client)
                output.append(contentsOf: ":0".utf8)
            } else {
                output.append(contentsOf: facts.connection.remoteAddressAndPort)
            }
        case .remoteAddressWithoutPort:
            output.append(contentsOf: facts.forwardedAddress ?? facts.connection.remoteAddress)
        case .remotePort:
            output.append(
                contentsOf: facts.forwardedAddress == nil
                    ? SocketText.port(of: facts.connection.remoteAddressAndPort) : [UInt8(ascii: "0")])
        case .directRemoteAddress: output.append(contentsOf: facts.connection.remoteAddressAndPort)
        case .directRemoteAddressWithoutPort: output.append(contentsOf: facts.connection.remoteAddress)
        case .localAddress: output.append(contentsOf: facts.connection.localAddressAndPort)
        case .localAddressWithoutPort:
            output.append(contentsOf: SocketText.address(of: facts.connection.localAddressAndPort))
        case .localPort: output.append(contentsOf: SocketText.port(of: facts.connection.localAddressAndPort))
        case .serverName: output.append(contentsOf: facts.connection.serverName)
        case .upstreamAddress: output.append(contentsOf: facts.upstreamAddress)
        case .protocolVersion: output.append(contentsOf: request.version.label.bytes)
        case .startTime(let format): format.write(facts.startTime, to: &output)
        case .responseCode: if let response { output.append(decimal: Int64(response.status), digits: 1) }
        case .requestHeader(let reference): reference.write(request, facts, to: &output)
        case .responseHeader(let reference): if let response { reference.write(response, to: &output) }
        }
    }
}

extension ValueTemplate.HeaderReference {
    fileprivate func write(_ request: RequestHead, _ facts: RequestFacts, to output: inout [UInt8]) {
        let start = output.count
        if !request.appendHeader(self.name, facts, to: &output), let alternative = self.alternative {
            _ = request.appendHeader(alternative, facts, to: &output)
        }
        self.cut(&output, from: start)
    }

    fileprivate func write(_ response: ResponseHead, to output: inout [UInt8]) {
        let start = output.count
        if let index = response.headers.index(of: self.name)
            ?? self.alternative.flatMap({ response.headers.index(of: $0) })
        {
            output.append(contentsOf: response.headers.bytes[response.headers.fields[index].value.indices])
        }
        self.cut(&output, from: start)
    }

    private func cut(_ output: inout [UInt8], from start: Int) {
        guard let limit = self.limit, output.count - start > limit else { return }
        output.removeSubrange((start + limit)...)
    }
}

extension RequestHead {
    /// Appends the first value of a header or pseudo header; false where there is none.
    fileprivate func appendHeader(_ name: [UInt8], _ facts: RequestFacts, to output: inout [UInt8]) -> Bool {
        switch HeaderSource(name) {
        case .method: output.append(contentsOf: self.headers.bytes[self.method.indices])
        case .authority: output.append(contentsOf: self.headers.bytes[self.authority.indices])
        case .scheme: output.append(contentsOf: facts.scheme.bytes)
        case .target:
            output.append(contentsOf: self.headers.bytes[self.path.indices])
            output.append(contentsOf: self.headers.bytes[self.query.indices])
        case .field:
            guard let index = self.headers.index(of: name) else { return false }
            output.append(contentsOf: self.headers.bytes[self.headers.fields[index].value.indices])
        }
        return true
    }
}

/// What a header's name stands for in a request. `:path` is path and query; `host` is the authority, by either name.
enum HeaderSource {
    case method
    case authority
    case scheme
    case target
    case field

    init(_ lowercaseName: [UInt8]) {
        switch String(decoding: lowercaseName, as: UTF8.self) {
        case ":method": self = .method
        case ":authority", "host": self = .authority
        case ":scheme": self = .scheme
        case ":path": self = .target
        default: self = .field
        }
    }
}

/// The parts of `10.0.0.1:80` and `[fd00::1]:80`.
private enum SocketText {
    static func address(of text: [UInt8]) -> ArraySlice<UInt8> {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")) else { return text[...] }
        guard text.first == UInt8(ascii: "["), colon > 1, text[colon - 1] == UInt8(ascii: "]") else {
            return text[..<colon]
        }
        return text[1..<(colon - 1)]
    }

    static func port(of text: [UInt8]) -> ArraySlice<UInt8> {
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")) else { return [] }
        return text[(colon + 1)...]
    }
}

extension StaticString {
    /// The text's bytes.
    fileprivate var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: self.utf8Start, count: self.utf8CodeUnitCount)
    }
}
