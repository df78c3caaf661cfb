import GatehouseModel

/// Checks of names and lists of names.
extension FieldValidator {
    /// Labels, or a selector that compares them.
    func checkLabels(_ labels: [String: String]) {
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            self[key].error(is: LabelName.keyProblem(in: key))
            self[key].error(is: LabelName.valueProblem(in: value))
        }
    }

    /// The labels of a selector that takes no wildcards. Returns whether they are fine.
    @discardableResult
    func checkSelectorLabels(_ labels: [String: String], atMost maximum: Int) -> Bool {
        var isValid = self.checkCount(labels.count, atMost: maximum)
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
            if key.isEmpty {
                self.error("has an empty key; name the label to compare")
            } else if key.contains("*") || value.contains("*") {
                self[key].error("selects \"\(key)=\(value)\"; a selector compares whole values, without wildcards")
            } else if value.utf8.count > LabelName.maximumNameLength {
                self[key].error("is \(value.utf8.count) bytes long; a label value has at most 63")
            } else {
                continue
            }
            isValid = false
        }
        return isValid
    }

    /// A port's name, which is a DNS label.
    func checkPortName(_ name: String) {
        if !DNSLabel.isValid(name) { self.error("is \"\(name)\"; the name of a port is \(DNSLabel.rule)") }
    }

    /// A text of limited length, a limit of the resource's schema.
    func checkLength(_ text: String?, atMost maximum: Int) {
        guard let text, text.count > maximum else { return }
        self.error("has \(text.count) characters; at most \(maximum) are allowed")
    }

    /// A list or map of limited size, a limit of the resource's schema. Returns whether it is within.
    @discardableResult
    func checkCount(_ count: Int, atMost maximum: Int) -> Bool {
        if count > maximum { self.error("has \(count) entries; at most \(maximum) are allowed") }
        return count <= maximum
    }

    /// IP addresses and blocks.
    func checkSubnets(_ subnets: [String]) {
        for (index, subnet) in subnets.enumerated() where !IPAddress.isValidOrBlock(subnet) {
            self[index].error("is \"\(subnet)\"; an IP address or a block such as 10.0.0.0/8 is needed")
        }
    }

    /// The names of gateways that a VirtualService or one of its matches binds to (semantics V1).
    ///
    /// Istio stops reading the list at the first name without a slash (such as `mesh`), so what is wrong behind it can
    /// only be a warning: clusters accept it.
    func checkGatewayNames(_ names: [String]) {
        var isPastPlainName = false
        for (index, name) in names.enumerated() {
            let at = self[index]
            let problem = self.gatewayNameProblem(name)
            if isPastPlainName {
                if let problem { at.warning("is \(problem)") }
                continue
            }
            at.error(is: problem)
            guard !name.utf8.contains(UInt8(ascii: "/")) else { continue }
            isPastPlainName = true
            let labels = name.split(separator: ".", omittingEmptySubsequences: false)
            if labels.count > 1 {
                at.warning("is \"\(name)\", an outdated form; write \"\(labels[1])/\(labels[0])\"")
            }
        }
    }

    private func gatewayNameProblem(_ name: String) -> String? {
        let bytes = name[...].utf8
        let parts = bytes.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return DomainName.problem(in: name) }
        if parts.contains(where: \.isEmpty) { return "\"\(name)\"; neither the namespace nor the name can be empty" }
        for part in parts where !DNSLabel.isValid(part) {
            return "\"\(name)\"; \"\(Substring(part))\" is not \(DNSLabel.rule)"
        }
        return nil
    }
}
