/// Where this gateway is, and what it is labelled with: what the places and labels of endpoints are compared to
/// (semantics B4).
struct GatewayPlace {
    /// Where it is.
    var locality: Locality
    private let labels: [String: String]

    /// The place of the gateway that these options describe.
    init(_ options: TranslationOptions) {
        self.locality = Locality(options.locality)
        self.labels = options.gatewayLabels
    }

    /// The gateway's value of a label, the parts of its locality among them.
    func value(of label: String) -> String? { self.locality.value(of: label) ?? self.labels[label] }
}
