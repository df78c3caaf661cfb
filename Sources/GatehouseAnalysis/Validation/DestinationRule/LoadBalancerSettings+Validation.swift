import GatehouseModel

extension LoadBalancerSettings {
    /// - Parameter outlierDetectionAt: where outlier detection would stand; nil when it is there.
    func validate(at: FieldValidator, outlierDetectionAt: FieldValidator?) {
        if self.simple == .leastConn { at["simple"].deprecated(use: "LEAST_REQUEST") }
        self.consistentHash?.validate(at: at["consistentHash"])
        if self.localityLbSetting != nil && self.zoneAwareLbSetting != nil {
            at["zoneAwareLbSetting"].error("can't stand beside `localityLbSetting`; keep one")
        }
        self.localityLbSetting?.validate(at: at["localityLbSetting"], outlierDetectionAt: outlierDetectionAt)
        self.zoneAwareLbSetting?.validate(at: at["zoneAwareLbSetting"], outlierDetectionAt: outlierDetectionAt)
        if self.warmupDurationSecs != nil { at["warmupDurationSecs"].deprecated(use: "warmup") }
        at["warmupDurationSecs"].checkDuration(self.warmupDurationSecs)
        self.warmup?.validate(at: at["warmup"])
    }
}

extension LoadBalancerSettings.ConsistentHashLB {
    /// The first table size that is too large for Maglev.
    private static let maglevLimit: UInt64 = 5_000_011

    fileprivate func validate(at: FieldValidator) {
        if !self.hasKey { at.warning("names no key to hash by, so that requests go to any endpoint; set one") }
        self.httpCookie?.validate(at: at["httpCookie"])
        if let size = self.minimumRingSize, size != 0 {
            at["minimumRingSize"].deprecated(use: "ringHash.minimumRingSize")
            if self.ringHash != nil || self.maglev != nil {
                at["minimumRingSize"].error("can't stand beside `ringHash` and `maglev`; keep one")
            }
        }
        guard let maglev = self.maglev else { return }
        let size = maglev.tableSize ?? 0
        if size == 0 {
            at["maglev"]["tableSize"].error("is missing; a prime below \(Self.maglevLimit), such as 65537, is needed")
        } else if size >= Self.maglevLimit {
            at["maglev"]["tableSize"].error("is \(size); the table has fewer than \(Self.maglevLimit) entries")
        } else if !Self.isPrime(size) {
            at["maglev"]["tableSize"].error("is \(size), which is no prime number; take one, such as 65537")
        }
    }

    /// Whether it says what of a request is hashed. A cookie without a name is an error of its own.
    private var hasKey: Bool {
        self.httpHeaderName?.isEmpty == false || self.httpQueryParameterName?.isEmpty == false
            || self.httpCookie != nil || self.useSourceIp == true
    }

    /// 1 counts as a prime, as it does in Envoy.
    private static func isPrime(_ number: UInt64) -> Bool {
        if number < 4 { return number != 0 }
        if number.isMultiple(of: 2) { return false }
        var factor: UInt64 = 3
        while factor * factor <= number {
            if number.isMultiple(of: factor) { return false }
            factor += 2
        }
        return true
    }
}

extension LoadBalancerSettings.ConsistentHashLB.HTTPCookie {
    fileprivate func validate(at: FieldValidator) {
        if (self.name ?? "").isEmpty { at["name"].error("is missing; name the cookie to hash") }
        var names: Set<String> = []
        for (index, attribute) in self.attributes.enumerated() {
            let at = at["attributes"][index]["name"]
            let name = attribute.name ?? ""
            if name.isEmpty {
                at.error("is missing; name the attribute")
            } else if !names.insert(name).inserted {
                at.error("is \"\(name)\", which another attribute has")
            }
        }
    }
}

extension WarmupConfiguration {
    fileprivate func validate(at: FieldValidator) {
        at["duration"].checkRequiredDuration(self.duration)
        if let percent = self.minimumPercent, !(0...100).contains(percent) {
            at["minimumPercent"].error("is \(percent); a percentage is 0 to 100")
        }
        if let aggression = self.aggression, !(aggression > 0) {
            at["aggression"].error("is \(aggression); it has to be greater than 0")
        }
    }
}
