import GatehouseModel

extension FieldValidator {
    /// The most bytes in a resource's name.
    private static let maximumNameLength = 253

    /// A resource's name is a lowercase domain name: an API server takes no other.
    func checkResourceName(_ name: String) {
        let labels = name[...].utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isValid = name.utf8.count <= Self.maximumNameLength && labels.allSatisfy(self.isLowercaseLabel)
        if !isValid {
            self.error("is \"\(name)\"; a resource's name is lowercase letters, digits, `-` and `.`")
        }
    }

    /// Without the length of a DNS label, which the names of resources do not have.
    private func isLowercaseLabel(_ bytes: Substring.UTF8View) -> Bool {
        let hyphen = UInt8(ascii: "-")
        guard let first = bytes.first, let last = bytes.last, first != hyphen, last != hyphen else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), hyphen: true
            default: false
            }
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
