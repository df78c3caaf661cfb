/// Unicode's general categories as sets, by their short names.
enum GeneralCategories {
    /// Made at the first use from the standard library's tables; most processes never need it.
    static let sets: [String: CodePointSet] = {
        var ranges: [String: [ClosedRange<UInt32>]] = [:]
        var category: String?
        var start: UInt32 = 0
        func close(at end: UInt32) {
            guard let category, end > start else { return }
            ranges[category, default: []].append(start...(end - 1))
        }
        for codePoint in 0...CodePointSet.last {
            let next = Unicode.Scalar(codePoint).map { Self.shortName($0.properties.generalCategory) } ?? "Cs"
            guard next != category else { continue }
            close(at: codePoint)
            category = next
            start = codePoint
        }
        close(at: CodePointSet.last + 1)

        // RE2 has no name for what is not assigned, so `\p{C}` leaves it out too.
        ranges["Cn"] = nil
        for (name, part) in ranges { ranges[String(name.prefix(1)), default: []] += part }
        return ranges.mapValues { CodePointSet($0) }
    }()

    private static func shortName(_ category: Unicode.GeneralCategory) -> String {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
