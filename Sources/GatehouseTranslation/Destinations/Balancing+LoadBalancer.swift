import GatehouseModel
import GatehousePlan

extension ClusterPlan.Balancing {
    /// How a policy has endpoints picked (semantics B1, B2).
    init(_ settings: LoadBalancerSettings?) {
        if let hash = settings?.consistentHash, let plan = ConsistentHashPlan(hash) {
            self = .consistentHash(plan)
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
    /// What a consistent hash is of; nil where none of the keys is stated.
    fileprivate init?(_ hash: LoadBalancerSettings.ConsistentHashLB) {
        let key: Key
        if let name = stated(hash.httpHeaderName) {
            key = .header(name.lowercased())
        } else if let cookie = hash.httpCookie, let name = stated(cookie.name) {
            key = .cookie(
                HashCookiePlan(
                    name: name, path: cookie.path ?? "", lifetime: cookie.ttl,
                    attributes: cookie.attributes.compactMap { attribute in
                        guard let name = stated(attribute.name) else { return nil }
                        return stated(attribute.value).map { "\(name)=\($0)" } ?? name
                    }))
        } else if hash.useSourceIp == true {
            key = .sourceAddress
        } else if let name = stated(hash.httpQueryParameterName) {
            key = .queryParameter(name)
        } else {
            return nil
        }
        self.init(key: key, table: Table(hash))
    }
}

extension ConsistentHashPlan.Table {
    fileprivate init(_ hash: LoadBalancerSettings.ConsistentHashLB) {
        if let maglev = hash.maglev {
            let size = maglev.tableSize.flatMap { $0 > 0 ? Int(clamping: $0) : nil }
            self = .maglev(size: size ?? 65_537)
        } else {
            let size = hash.ringHash?.minimumRingSize ?? hash.minimumRingSize
            self = .ring(minimumSize: size.flatMap { $0 > 0 ? Int(clamping: $0) : nil } ?? 1024)
        }
    }
}

extension WarmupPlan {
    /// A slow start (semantics B3), where one is stated for a balancer that has it.
    init?(_ settings: LoadBalancerSettings?) {
        guard let settings, settings.consistentHash == nil, settings.simple != .random,
            let duration = settings.warmup?.duration ?? settings.warmupDurationSecs, duration > .zero
        else { return nil }
        self.init(
            duration: duration, minimumPercent: settings.warmup?.minimumPercent ?? 10,
            aggression: settings.warmup?.aggression ?? 1)
    }
}
