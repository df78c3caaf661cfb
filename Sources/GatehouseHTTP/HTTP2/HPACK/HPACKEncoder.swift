/// Encodes header blocks (RFC 7541) without a table of its own: names that the static table knows are sent as its
/// numbers, everything else as it is. That costs a few bytes on the wire and next to nothing to make.
public struct HPACKEncoder: Sendable {
    /// The bytes of the block.
    public private(set) var bytes: [UInt8] = []

    /// An encoder.
    public init() {}

    private var hasToForget = false

    /// The peer remembers less than before. The next block has to say that this side goes along (RFC 7541 section 4.2),
    /// also when it has never had anything remembered: it says that the table is empty.
    public mutating func tableShrank() { self.hasToForget = true }

    /// Begins a block; the storage of the one before is used again.
    public mutating func begin() {
        self.bytes.removeAll(keepingCapacity: true)
        if self.hasToForget {
            self.bytes.append(0x20)
            self.hasToForget = false
        }
    }

    /// Adds `:status`.
    public mutating func appendStatus(_ status: Int) {
        switch status {
        case 200: self.bytes.append(0x88)
        case 204: self.bytes.append(0x89)
        case 206: self.bytes.append(0x8A)
        case 304: self.bytes.append(0x8B)
        case 400: self.bytes.append(0x8C)
        case 404: self.bytes.append(0x8D)
        case 500: self.bytes.append(0x8E)
        default:
            let status = min(max(status, 100), 999)
            self.bytes.append(0x08)
            self.bytes.append(3)
            self.bytes.append(0x30 &+ UInt8(status / 100))
            self.bytes.append(0x30 &+ UInt8(status / 10 % 10))
            self.bytes.append(0x30 &+ UInt8(status % 10))
        }
    }

    /// Adds a request's pseudo-header fields.
    public mutating func appendTarget(of head: RequestHead, isSecure: Bool) {
        head.withBytes(head.method) { method in
            if method.equals("GET") {
                self.bytes.append(0x82)
            } else if method.equals("POST") {
                self.bytes.append(0x83)
            } else {
                self.append(nameIndex: 2, value: method)
            }
        }
        self.bytes.append(isSecure ? 0x87 : 0x86)
        if !head.authority.isEmpty { head.withBytes(head.authority) { self.append(nameIndex: 1, value: $0) } }
        self.appendInteger(4, prefix: 4, flags: 0)
        self.appendInteger(Int(head.path.count) + Int(head.query.count), prefix: 7, flags: 0)
        head.withBytes(head.path) { self.bytes.append(contentsOf: $0) }
        head.withBytes(head.query) { self.bytes.append(contentsOf: $0) }
    }

    /// Adds the fields of a block.
    public mutating func append(_ headers: HeaderBlock) {
        headers.bytes.withUnsafeBytes { storage in
            for field in headers.fields {
                let value = UnsafeRawBufferPointer(rebasing: storage[field.value.indices])
                if let index = Self.staticIndex(of: field.id) {
                    self.append(nameIndex: index, value: value)
                } else {
                    self.bytes.append(0)
                    self.appendString(UnsafeRawBufferPointer(rebasing: storage[field.name.indices]))
                    self.appendString(value)
                }
            }
        }
    }

    private static func staticIndex(of id: HeaderName) -> Int? {
        switch id {
        case .contentLength: 28
        case .contentType: 31
        case .date: 33
        case .server: 54
        case .userAgent: 58
        default: nil
        }
    }

    /// A literal without indexing whose name is in the static table.
    private mutating func append(nameIndex: Int, value: UnsafeRawBufferPointer) {
        self.appendInteger(nameIndex, prefix: 4, flags: 0)
        self.appendString(value)
    }

    private mutating func appendString(_ string: UnsafeRawBufferPointer) {
        self.appendInteger(string.count, prefix: 7, flags: 0)
        self.bytes.append(contentsOf: string)
    }

    private mutating func appendInteger(_ number: Int, prefix: Int, flags: UInt8) {
        let mask = (1 << prefix) - 1
        guard number >= mask else { return self.bytes.append(flags | UInt8(number)) }
        self.bytes.append(flags | UInt8(mask))
        var rest = number - mask
        while rest >= 0x80 {
            self.bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(rest))
    }
}
