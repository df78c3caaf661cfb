extension CodePointSet {
    /// The set with every code point that differs from a member in case alone, as `(?i)` has it.
    func foldingCase() -> Self {
        var added: [ClosedRange<UInt32>] = []
        for range in self.ranges {
            Self.addASCIIVariants(of: range, to: &added)
            guard range.upperBound >= 0x80 else { continue }
            for (codePoint, variants) in CaseVariants.beyondASCII(within: range) where range.contains(codePoint) {
                for variant in variants { added.append(variant...variant) }
            }
        }
        guard !added.isEmpty else { return self }
        return Self(self.ranges + added)
    }

    private static func addASCIIVariants(of range: ClosedRange<UInt32>, to added: inout [ClosedRange<UInt32>]) {
        for (letters, other) in [(0x41...0x5A as ClosedRange<UInt32>, 0x61 as UInt32), (0x61...0x7A, 0x41)] {
            guard range.overlaps(letters) else { continue }
            let part = range.clamped(to: letters)
            let lower = part.lowerBound - letters.lowerBound + other
            added.append(lower...(lower + (part.upperBound - part.lowerBound)))
        }
        // The Kelvin sign is another k, the long s another s.
        if range.contains(0x4B) || range.contains(0x6B) { added.append(0x212A...0x212A) }
        if range.contains(0x53) || range.contains(0x73) { added.append(0x17F...0x17F) }
    }
}

/// Which code points beyond ASCII differ from which others in case alone.
enum CaseVariants {
    /// The variants of each code point in `range`, ASCII letters among them.
    fileprivate static func beyondASCII(within range: ClosedRange<UInt32>) -> ArraySlice<(UInt32, [UInt32])> {
        let start = Self.table.partitioningIndex { $0.0 >= range.lowerBound }
        let end = Self.table.partitioningIndex { $0.0 > range.upperBound }
        return Self.table[start..<end]
    }

    /// Where cased code points live; looking through the rest would take a hundred times as long.
    private static let casedBlocks: [ClosedRange<UInt32>] = [
        0x0041...0x058F, 0x10A0...0x10FF, 0x13A0...0x13FF, 0x1C80...0x1CBF, 0x1D00...0x1DBF, 0x1E00...0x1FFF,
        0x2100...0x218F, 0x24B0...0x24EF, 0x2C00...0x2DFF, 0xA640...0xA7FF, 0xAB30...0xABBF, 0xFB00...0xFB06,
        0xFF21...0xFF5A, 0x10400...0x105BF, 0x10C80...0x10D8F, 0x118A0...0x118DF, 0x16E40...0x16EDF,
        0x1E900...0x1E943,
    ]

    /// Made at the first use, as most processes never need it.
    private static let table: [(UInt32, [UInt32])] = {
        var members: [UInt32: [UInt32]] = [:]
        for block in Self.casedBlocks {
            for codePoint in block {
                guard let scalar = Unicode.Scalar(codePoint) else { continue }
                members[Self.folded(scalar), default: []].append(codePoint)
            }
        }
        var table: [(UInt32, [UInt32])] = []
        for group in members.values where group.count > 1 {
            for codePoint in group where codePoint >= 0x80 {
                table.append((codePoint, group.filter { $0 != codePoint }))
            }
        }
        return table.sorted { $0.0 < $1.0 }
    }()

    /// One code point that stands for all its variants: Unicode's simple folding up to the choice of it.
    private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.value {
        // The dotless i is nobody's variant outside Turkish, though its capital is I.
        case 0x131: return scalar.value
        // Canonically equal pairs, whose case mappings are several code points long.
        case 0x1FD3: return 0x390
        case 0x1FE3: return 0x3B0
        case 0xFB05: return 0xFB06
        default: break
        }
        let upper = Self.single(scalar.properties.uppercaseMapping) ?? scalar
        return (Self.single(upper.properties.lowercaseMapping) ?? upper).value
    }

    private static func single(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        return scalars.count == 1 ? scalars.first : nil
    }
}

extension Array {
    /// The first index whose element satisfies `predicate`, which no element does before one that does not.
    fileprivate func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
        var low = 0
        var high = self.count
        while low < high {
            let middle = (low + high) / 2
            if predicate(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
