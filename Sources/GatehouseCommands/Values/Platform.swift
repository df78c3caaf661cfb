/// The machine that the program was built for.
enum Platform {
    /// As Kubernetes writes it.
    static var text: String { "\(self.system)/\(self.processor)" }

    private static var system: String {
        #if os(macOS)
        "darwin"
        #else
        "linux"
        #endif
    }

    private static var processor: String {
        #if arch(arm64)
        "arm64"
        #else
        "amd64"
        #endif
    }
}
