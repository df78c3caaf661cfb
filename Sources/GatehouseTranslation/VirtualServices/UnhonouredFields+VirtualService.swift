import GatehouseModel
import GatehousePlan

extension UnhonouredFields {
    /// What of a VirtualService is not honoured yet.
    init(_ virtualService: VirtualService) {
        self.init()
        for (index, rule) in virtualService.tls.enumerated() {
            for (place, match) in rule.match.enumerated() {
                self.add(subnets: match.destinationSubnets, at: .spec["tls"][index]["match"][place])
            }
        }
        for (index, rule) in virtualService.tcp.enumerated() {
            for (place, match) in rule.match.enumerated() {
                let path = FieldPath.spec["tcp"][index]["match"][place]
                self.add(subnets: match.destinationSubnets, at: path)
                self.note(
                    path["sourceSubnet"], if: stated(match.sourceSubnet) != nil, "clients of every address match")
            }
        }
        for index in virtualService.http.indices {
            self.add(virtualService.http[index], at: .spec["http"][index])
        }
    }

    private mutating func add(_ rule: HTTPRoute, at path: @autoclosure () -> FieldPath) {
        for index in rule.match.indices { self.add(rule.match[index], at: path()["match"][index]) }
        if let fault = rule.fault { self.add(fault, at: path()["fault"]) }
        if let headers = rule.headers { self.add(headers, at: path()["headers"]) }
        for (index, destination) in rule.route.enumerated() {
            if let headers = destination.headers { self.add(headers, at: path()["route"][index]["headers"]) }
        }
    }

    private mutating func add(_ headers: Headers, at path: @autoclosure () -> FieldPath) {
        for (side, operations) in [("request", headers.request), ("response", headers.response)] {
            guard let operations else { continue }
            for (kind, names) in [
                ("set", Array(operations.set.keys)), ("add", Array(operations.add.keys)), ("remove", operations.remove),
            ] {
                for name in names.sorted() {
                    let field = kind == "remove" ? path()[side][kind] : path()[side][kind][name]
                    if HeaderEdits.isOfConnection(name) {
                        self.note(
                            field,
                            "what is said of a connection, and of where a body ends, is the gateway's own; `\(name)` stays"
                                + " as it is")
                    } else if !name.hasPrefix(":"), !HeaderEdits.isToken(name) {
                        self.note(field, "`\(name)` can't be the name of a field; it is passed over")
                    }
                }
            }
        }
    }

    private mutating func add(_ match: HTTPMatchRequest, at path: @autoclosure () -> FieldPath) {
        for (field, keys) in [("headers", match.headers.keys), ("withoutHeaders", match.withoutHeaders.keys)]
        where !keys.isEmpty {
            for name in keys.filter(isClaim).sorted() {
                self.note(path()[field][name], "tokens are not validated, so the match never holds")
            }
        }
        self.note(path()["statPrefix"], if: !(match.statPrefix ?? "").isEmpty, "metrics are named as usual")
    }

    private mutating func add(subnets: [String], at path: FieldPath) {
        self.note(path["destinationSubnets"], if: !subnets.isEmpty, "connections to every address match")
    }

    private mutating func add(_ fault: HTTPFaultInjection, at path: FieldPath) {
        if let delay = fault.delay, delay.fixedDelay == nil {
            self.note(path["delay"]["exponentialDelay"], if: delay.exponentialDelay != nil, "requests are not delayed")
        }
        if let abort = fault.abort, abort.httpStatus == nil {
            self.note(path["abort"]["http2Error"], if: abort.http2Error != nil, "requests are not aborted")
            let isUnknown = abort.grpcStatus.map { FaultPolicy.grpcStatus($0) == nil } ?? false
            self.note(path["abort"]["grpcStatus"], if: isUnknown, "there is no such status; requests are not aborted")
        }
    }
}
