import GatehouseModel
import GatehousePlan

extension ClusterPlan.Balancing {
    /// How a policy picks endpoints (semantics B1, B2).
    init(_ settings: LoadBalancerSettings?) {
        if let hash = settings?.consistentHash {
            // Without a key no request has one, so that each goes to any endpoint.
            self = ConsistentHashPlan(hash).map { .consistentHash($0) } ?? .random
            return
        }
        switch settings?.simple {
        case .roundRobin: self = .roundRobin
        case .random: self = .random
        case .leastRequest, .leastConn, .unspecified, .passthrough, nil: self = .leastRequest
        }
    }
}

extension ConsistentHashPlan {
    /// The hash that a policy asks for; nil when it names no key.
    fileprivate init?(_ hash: LoadBalancerSettings.ConsistentHashLB) {
        guard let key = Key(hash) else { return nil }
        self.init(key: key)
        if let maglev = hash.maglev {
            self.table = .maglev(size: size(maglev.tableSize) ?? 65_537)
        } else if let minimum = size(hash.ringHash == nil ? hash.minimumRingSize : hash.ringHash?.minimumRingSize) {
            self.table = .ring(minimumSize: minimum)
        }
    }
}

/// The size of a table; 0 counts as unset.
private func size(_ value: UInt64?) -> Int? { value.flatMap { $0 > 0 ? Int(clamping: $0) : nil } }

extension ConsistentHashPlan.Key {
    fileprivate init?(_ hash: LoadBalancerSettings.ConsistentHashLB) {
        if let name = stated(hash.httpHeaderName) {
            self = .header(name.lowercased())
        } else if let cookie = hash.httpCookie, let name = stated(cookie.name) {
            self = .cookie(HashCookiePlan(cookie, name: name))
        } else if let name = stated(hash.httpQueryParameterName) {
            self = .queryParameter(name)
        } else if hash.useSourceIp == true {
            self = .sourceAddress
        } else {
            return nil
        }
    }
}

extension HashCookiePlan {
    /// A cookie without a `ttl` is looked at and never made; one of zero lives as long as the browser.
    fileprivate init(_ cookie: LoadBalancerSettings.ConsistentHashLB.HTTPCookie, name: String) {
        self.init(
            name: name, path: cookie.path ?? "", lifetime: cookie.ttl.map { max($0, .zero) },
            attributes: cookie.attributes.compactMap { attribute in
                guard let name = stated(attribute.name) else { return nil }
                return stated(attribute.value).map { "\(name)=\($0)" } ?? name
            })
    }
}

extension WarmupPlan {
    /// How a policy brings new endpoints up (semantics B3), by `warmup` or the deprecated `warmupDurationSecs`; nil when
    /// it does not.
    init?(_ settings: LoadBalancerSettings?) {
        guard let duration = settings?.warmup?.duration ?? settings?.warmupDurationSecs, duration > .zero else {
            return nil
        }
        self.init(duration: duration)
        if let percent = settings?.warmup?.minimumPercent { self.minimumPercent = min(max(percent, 0), 100) }
        if let aggression = settings?.warmup?.aggression, aggression > 0 { self.aggression = aggression }
    }
}
