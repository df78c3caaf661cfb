import GatehouseModel

extension FieldValidator {
    /// The most bytes in a resource's name.
    private static let maximumNameLength = 253

    /// A resource's name is a lowercase domain name: an API server takes no other.
    func checkResourceName(_ name: String) {
        let isValid =
            (1...Self.maximumNameLength).contains(name.utf8.count)
            && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                guard let first = label.utf8.first, let last = label.last?.utf8.last else { return false }
                return first != UInt8(ascii: "-") && last != UInt8(ascii: "-")
                    && label.utf8.allSatisfy { DNSLabel.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
            }
        if !isValid || name != name.lowercased() {
            self.error("is \"\(name)\"; a resource's name is lowercase letters, digits, `-` and `.`")
        }
    }

    /// Gateways are referred to as `namespace/name`, or with dots in the outdated form, so a name has none.
    func checkGatewayName(_ name: String) {
        if name.contains(".") || name.utf8.count > DNSLabel.maximumLength {
            self.error("is \"\(name)\"; a Gateway's name is \(DNSLabel.rule)")
        }
    }

    /// Annotations that an Istio resource can't have.
    func checkIstioMetadata(_ metadata: Metadata) {
        let refused = [
            ("istio.io/dry-run", "only an AuthorizationPolicy can have it"),
            ("internal.istio.io/webhook-always-reject", "it asks for the resource to be refused"),
            ("internal.istio.io/parent-namespace", "it is for Istio's own use"),
            ("internal.istio.io/parents", "it is for Istio's own use"),
        ]
        for (annotation, reason) in refused where metadata.annotations[annotation] != nil {
            self["annotations"][annotation].error("is set, but \(reason); remove it")
        }
    }
}
