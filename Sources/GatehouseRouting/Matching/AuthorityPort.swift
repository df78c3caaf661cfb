/// Where the port of an authority begins.
public enum AuthorityPort {
    /// The authority without the port: up to the last `:` that does not stand in an IPv6 literal's brackets. Like Envoy,
    /// does not look at what follows the colon.
    public static func host(of authority: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var index = authority.count
        while index > 0 {
            index &-= 1
            switch authority[index] {
            case UInt8(ascii: ":"): return UnsafeRawBufferPointer(rebasing: authority[..<index])
            case UInt8(ascii: "]"): return authority
            default: continue
            }
        }
        return authority
    }
}
