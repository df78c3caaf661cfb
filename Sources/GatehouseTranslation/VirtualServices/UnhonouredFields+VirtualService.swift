import GatehouseModel
import GatehousePlan

extension UnhonouredFields {
    /// What of a VirtualService is not honoured yet.
    init(_ virtualService: VirtualService) {
        self.init()
        let spec = FieldPath.spec
        self.note(spec["tls"], if: !virtualService.tls.isEmpty, "no TLS connection is routed by its SNI")
        self.note(spec["tcp"], if: !virtualService.tcp.isEmpty, "no TCP connection is routed")
        for (index, rule) in virtualService.http.enumerated() {
            let path = spec["http"][index]
            for (position, match) in rule.match.enumerated() { self.add(match, at: path["match"][position]) }
            self.note(path["mirror"], if: rule.mirror != nil, "requests are not copied")
            self.note(path["mirrors"], if: !rule.mirrors.isEmpty, "requests are not copied")
            if let retries = rule.retries, (retries.attempts ?? 0) > 0 {
                let path = path["retries"]
                self.note(path["backoff"], if: retries.backoff != nil, "the first wait is at most 25 ms")
                self.note(
                    path["retryRemoteLocalities"], if: retries.retryRemoteLocalities == true,
                    "localities are not looked at")
                self.note(
                    path["retryIgnorePreviousHosts"], if: retries.retryIgnorePreviousHosts == false,
                    "retries avoid endpoints that were tried before")
            }
            self.add(rule.fault, at: path["fault"])
        }
    }

    private mutating func add(_ match: HTTPMatchRequest, at path: FieldPath) {
        for (field, keys) in [("headers", match.headers.keys), ("withoutHeaders", match.withoutHeaders.keys)] {
            for name in keys.filter(isClaim).sorted() {
                self.note(path[field][name], "tokens are not validated, so the match never holds")
            }
        }
        self.note(path["statPrefix"], if: !(match.statPrefix ?? "").isEmpty, "metrics are named as usual")
    }

    private mutating func add(_ fault: HTTPFaultInjection?, at path: FieldPath) {
        if let delay = fault?.delay, delay.fixedDelay == nil {
            self.note(path["delay"]["exponentialDelay"], if: delay.exponentialDelay != nil, "requests are not delayed")
        }
        if let abort = fault?.abort, abort.httpStatus == nil {
            self.note(path["abort"]["http2Error"], if: abort.http2Error != nil, "requests are not aborted")
            let isUnknown = abort.grpcStatus.map { FaultPolicy.grpcStatus($0) == nil } ?? false
            self.note(path["abort"]["grpcStatus"], if: isUnknown, "there is no such status; requests are not aborted")
        }
    }
}
