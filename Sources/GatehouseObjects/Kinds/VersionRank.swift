/// Where an API version stands among others: released ones before betas, betas before alphas, newer ones first.
struct VersionRank: Comparable {
    private var stage = 3
    private var major = 0
    private var minor = 0
    private var text: String

    /// The rank of a version such as `v1beta1`; what is no such version comes last, in the order of letters.
    init(_ version: String) {
        self.text = version
        guard version.first == "v" else { return }
        let rest = version.dropFirst()
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let major = Int(digits) else { return }
        let tail = rest.dropFirst(digits.count)
        if tail.isEmpty {
            self.stage = 0
        } else if tail.hasPrefix("beta"), let minor = Int(tail.dropFirst(4)) {
            (self.stage, self.minor) = (1, minor)
        } else if tail.hasPrefix("alpha"), let minor = Int(tail.dropFirst(5)) {
            (self.stage, self.minor) = (2, minor)
        } else {
            return
        }
        self.major = major
    }

    static func < (left: VersionRank, right: VersionRank) -> Bool {
        if left.stage != right.stage { return left.stage < right.stage }
        if left.major != right.major { return left.major > right.major }
        if left.minor != right.minor { return left.minor > right.minor }
        return left.text < right.text
    }
}
