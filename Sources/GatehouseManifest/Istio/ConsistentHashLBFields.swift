import GatehouseModel

extension LoadBalancerSettings.ConsistentHashLB: Message {
    init(_ fields: inout Fields) {
        self.init(
            httpHeaderName: fields.member("httpHeaderName", of: "hashKey"),
            httpCookie: fields.member("httpCookie", of: "hashKey"),
            useSourceIp: fields.member("useSourceIp", of: "hashKey"),
            httpQueryParameterName: fields.member("httpQueryParameterName", of: "hashKey"),
            ringHash: fields.member("ringHash", of: "hashAlgorithm"),
            maglev: fields.member("maglev", of: "hashAlgorithm"),
            minimumRingSize: fields.value("minimumRingSize"))
    }
}

extension LoadBalancerSettings.ConsistentHashLB.RingHash: Message {
    init(_ fields: inout Fields) {
        self.init(minimumRingSize: fields.value("minimumRingSize"))
    }
}

extension LoadBalancerSettings.ConsistentHashLB.MagLev: Message {
    init(_ fields: inout Fields) {
        self.init(tableSize: fields.value("tableSize"))
    }
}

extension LoadBalancerSettings.ConsistentHashLB.HTTPCookie: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            path: fields.value("path"),
            ttl: fields.value("ttl"),
            attributes: fields.list("attributes"))
    }
}

extension LoadBalancerSettings.ConsistentHashLB.HTTPCookie.Attribute: Message {
    init(_ fields: inout Fields) {
        self.init(name: fields.value("name"), value: fields.value("value"))
    }
}
