#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Whether an endpoint's address can be connected to as it is: an IP address or a Unix socket's `unix://` path. Any
/// other is a name for DNS.
func isLiteralAddress(_ address: String) -> Bool {
    if address.hasPrefix("unix://") { return true }
    var buffer = in6_addr()
    return inet_pton(AF_INET, address, &buffer) == 1 || inet_pton(AF_INET6, address, &buffer) == 1
}

/// The port that a number in a resource means; nil when it is none.
func validPort(_ number: some BinaryInteger) -> Int? {
    (1...65535).contains(number) ? Int(number) : nil
}
