import GatehouseModel

extension TrafficPolicy {
    func validate(at: FieldValidator, namespace: String) {
        if self.isEmpty { return at.error("is empty; leave it out or set something") }
        if self.tunnel != nil && self.proxyProtocol != nil {
            at["tunnel"].error("can't stand beside `proxyProtocol`; keep one")
        }
        self.outlierDetection?.validate(at: at["outlierDetection"])
        self.connectionPool?.validate(at: at["connectionPool"])
        self.loadBalancer?.validate(
            at: at["loadBalancer"], outlierDetectionAt: self.outlierDetection == nil ? at["outlierDetection"] : nil)
        self.tls?.validate(at: at["tls"], namespace: namespace)
        self.tunnel?.validate(at: at["tunnel"])
        self.retryBudget?.validate(at: at["retryBudget"])

        at["portLevelSettings"].checkCount(self.portLevelSettings.count, atMost: 4096)
        for (index, settings) in self.portLevelSettings.enumerated() {
            settings.validate(at: at["portLevelSettings"][index], namespace: namespace)
        }
    }

    private var isEmpty: Bool { self == TrafficPolicy() }
}

extension TrafficPolicy.PortTrafficPolicy {
    fileprivate func validate(at: FieldValidator, namespace: String) {
        if self.port == nil { at["port"].error("is missing; say which port these settings are for") }
        if self == TrafficPolicy.PortTrafficPolicy(port: self.port) {
            at.error("sets nothing but the port; leave it out or set something")
        }
        self.outlierDetection?.validate(at: at["outlierDetection"])
        self.connectionPool?.validate(at: at["connectionPool"])
        self.loadBalancer?.validate(
            at: at["loadBalancer"], outlierDetectionAt: self.outlierDetection == nil ? at["outlierDetection"] : nil)
        self.tls?.validate(at: at["tls"], namespace: namespace)
    }
}

extension TrafficPolicy.TunnelSettings {
    fileprivate func validate(at: FieldValidator) {
        if let name = self.protocol, !["", "CONNECT", "POST"].contains(name) {
            at["protocol"].error("is \"\(name)\"; a tunnel is opened with CONNECT or POST")
        }
        let host = self.targetHost ?? ""
        if !IPAddress.isValid(host) { at["targetHost"].error(is: DomainName.problem(in: host)) }
        at["targetPort"].checkPort(self.targetPort ?? 0)
    }
}

extension TrafficPolicy.RetryBudget {
    fileprivate func validate(at: FieldValidator) {
        if let percent = self.percent, !(0...100).contains(percent) {
            at["percent"].error("is \(percent); a percentage is 0 to 100")
        }
    }
}
