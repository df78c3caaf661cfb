/// Whether bytes are UTF-8, by the table of RFC 3629 section 4.
enum UTF8Validity {
    static func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            guard let length = self.length(lead: lead) else { return false }
            guard index + length <= bytes.count else { return false }
            if length > 1 {
                guard self.secondByte(after: lead).contains(bytes[index + 1]) else { return false }
                for offset in 2..<max(2, length) where bytes[index + offset] & 0xc0 != 0x80 { return false }
            }
            index += length
        }
        return true
    }

    private static func length(lead: UInt8) -> Int? {
        switch lead {
        case 0x00...0x7f: 1
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: nil
        }
    }

    /// Narrower than a continuation byte where that keeps out overlong forms, surrogates and what is beyond U+10FFFF.
    private static func secondByte(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xe0: 0xa0...0xbf
        case 0xed: 0x80...0x9f
        case 0xf0: 0x90...0xbf
        case 0xf4: 0x80...0x8f
        default: 0x80...0xbf
        }
    }
}
