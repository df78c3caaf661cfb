/// The secret that clients show (RFC 6750).
enum BearerToken {
    /// Whether a request has the token.
    ///
    /// The time that it takes depends on the length of what was sent only, so that nothing is learnt by trying.
    static func isShown(_ token: String, in call: APICall) -> Bool {
        guard let headers = call.headers["authorization"], headers.count == 1, let header = headers.first,
            !token.isEmpty
        else { return false }
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        let wanted = Array(token.utf8)
        let shown = Array(parts[1].utf8)
        var difference: UInt8 = wanted.count == shown.count ? 0 : 1
        for (index, byte) in shown.enumerated() { difference |= byte ^ wanted[index % wanted.count] }
        return difference == 0
    }
}
