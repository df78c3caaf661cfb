import GatehouseModel

extension LoadBalancerSettings: Message {
    init(_ fields: inout Fields) {
        self.init(
            simple: fields.member("simple", of: "lbPolicy"),
            consistentHash: fields.member("consistentHash", of: "lbPolicy"),
            localityLbSetting: fields.value("localityLbSetting"),
            zoneAwareLbSetting: fields.value("zoneAwareLbSetting"),
            warmupDurationSecs: fields.value("warmupDurationSecs"),
            warmup: fields.value("warmup"))
    }
}

extension LoadBalancerSettings.SimpleLB: Enumeration {}

extension WarmupConfiguration: Message {
    init(_ fields: inout Fields) {
        self.init(
            duration: fields.value("duration"),
            minimumPercent: fields.value("minimumPercent"),
            aggression: fields.value("aggression"))
    }
}
