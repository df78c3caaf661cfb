extension CodePointSet {
    /// The set behind `\d`, `\s` or `\w`, and whether it is the capital that inverts it. ASCII only, as in RE2.
    static func perl(_ letter: Unicode.Scalar) -> (set: Self, isInverted: Bool)? {
        switch letter {
        case "d", "D": (Self([0x30...0x39]), letter == "D")
        case "s", "S": (Self([0x09...0x0A, 0x0C...0x0D, 0x20...0x20]), letter == "S")
        case "w", "W": (Self([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]), letter == "W")
        default: nil
        }
    }

    /// The set behind `[:name:]`. ASCII only.
    static func posix(_ name: String) -> Self? {
        switch name {
        case "alnum": Self([0x30...0x39, 0x41...0x5A, 0x61...0x7A])
        case "alpha": Self([0x41...0x5A, 0x61...0x7A])
        case "ascii": Self([0x00...0x7F])
        case "blank": Self([0x09...0x09, 0x20...0x20])
        case "cntrl": Self([0x00...0x1F, 0x7F...0x7F])
        case "digit": Self([0x30...0x39])
        case "graph": Self([0x21...0x7E])
        case "lower": Self([0x61...0x7A])
        case "print": Self([0x20...0x7E])
        case "punct": Self([0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "space": Self([0x09...0x0D, 0x20...0x20])
        case "upper": Self([0x41...0x5A])
        case "word": Self([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
        case "xdigit": Self([0x30...0x39, 0x41...0x46, 0x61...0x66])
        default: nil
        }
    }

    /// The set behind `\p{name}`: a general category such as `Lu`, all that begin with a letter such as `L`, or `Any`.
    static func unicode(_ name: String) -> Self? {
        if name == "Any" { return .all }
        return GeneralCategories.sets[name] ?? Scripts.set(name)
    }
}
