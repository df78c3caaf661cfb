import GatehouseModel
import Testing

@Suite("The system's words")
struct SystemReasonTests {
    @Test(
        "are found in what a library says",
        arguments: [
            ("bind(descriptor:ptr:bytes:): Address already in use) (errno: 98)", "address already in use"),
            ("bind(descriptor:ptr:bytes:): Permission denied (errno: 13)", "permission denied"),
            ("connection reset (error set): Connection refused) (errno: 111)", "connection refused"),
            ("Address already in use", "address already in use"),
            ("local port 8080 already serves port 80", "local port 8080 already serves port 80"),
            ("", ""),
        ])
    func plain(description: String, reason: String) { #expect(SystemReason.plain(description) == reason) }
}
