#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension UnsafeRawBufferPointer {
    /// Whether the bytes are exactly those of `text`.
    @inlinable
    public func equals(_ text: StaticString) -> Bool {
        self.count == text.utf8CodeUnitCount && self.elementsEqual(text)
    }

    /// Whether the bytes are exactly those of `other`.
    public func equals(_ other: UnsafeRawBufferPointer) -> Bool {
        guard self.count == other.count else { return false }
        guard let left = self.baseAddress, let right = other.baseAddress else { return true }
        return memcmp(left, right, self.count) == 0
    }

    /// Whether the bytes are exactly those of `other`.
    public func equals(_ other: [UInt8]) -> Bool {
        other.withUnsafeBytes { self.equals($0) }
    }

    /// Whether the bytes begin with `prefix`.
    public func hasPrefix(_ prefix: [UInt8]) -> Bool {
        guard self.count >= prefix.count else { return false }
        return prefix.withUnsafeBytes { UnsafeRawBufferPointer(rebasing: self[..<prefix.count]).equals($0) }
    }

    @usableFromInline
    func elementsEqual(_ text: StaticString) -> Bool {
        guard let left = self.baseAddress else { return true }
        return memcmp(left, text.utf8Start, self.count) == 0
    }

    /// Whether the bytes are those of `lowercase`, ASCII case aside. `lowercase` must hold no capital letters.
    public func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
        guard self.count == lowercase.utf8CodeUnitCount else { return false }
        for index in self.indices where self[index].lowercased != lowercase.utf8Start[index] { return false }
        return true
    }

    /// The bytes without spaces and tabs at both ends.
    public var trimmed: UnsafeRawBufferPointer {
        var low = 0
        var high = self.count
        while low < high, self[low] == 0x20 || self[low] == 0x09 { low += 1 }
        while high > low, self[high - 1] == 0x20 || self[high - 1] == 0x09 { high -= 1 }
        return UnsafeRawBufferPointer(rebasing: self[low..<high])
    }
}

extension UInt8 {
    /// The byte, an ASCII capital turned into its small letter.
    @inlinable
    public var lowercased: UInt8 {
        (self &- 0x41) < 26 ? self | 0x20 : self
    }

    /// The value of an ASCII hexadecimal digit.
    @inlinable
    public var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self &- 0x30
        case 0x41...0x46: self &- 0x41 &+ 10
        case 0x61...0x66: self &- 0x61 &+ 10
        default: nil
        }
    }
}
