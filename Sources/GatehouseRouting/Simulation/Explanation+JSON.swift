public import GatehousePlan

extension Explanation {
    /// The explanation as `explain -o json` prints it: what is not known is left out.
    public var json: JSONValue {
        .object(present: [
            "outcome": .string(self.outcome.rawValue),
            "status": self.status.map { .integer($0) },
            "responseFlag": self.responseFlag.map { .string($0) },
            "listener": self.listener.map { listener in
                [
                    "address": .string(listener.address), "port": .integer(listener.port),
                    "protocol": .string(listener.protocolName),
                ]
            },
            "virtualHost": self.virtualHost.map { .string($0) },
            "route": self.route?.json,
            "destinations": self.destinations.isEmpty ? nil : .array(self.destinations.map(\.json)),
            "policies": self.policies?.json,
            "request": self.request?.json,
            "location": self.location.map { .string($0) },
            "because": .array(self.because.map { .string($0) }),
        ])
    }
}

extension Explanation.Route {
    fileprivate var json: JSONValue {
        .object(present: [
            "virtualService": .string(self.virtualService),
            "rule": .string(self.rule),
            "match": self.match.map { .string($0) },
            "name": self.name.map { .string($0) },
            "delegatedBy": self.delegatedBy.map { .string($0) },
        ])
    }
}

extension Explanation.Destination {
    fileprivate var json: JSONValue {
        .object(present: [
            "host": .string(self.host),
            "subset": self.subset.isEmpty ? nil : .string(self.subset),
            "port": .integer(self.port),
            "weight": .integer(self.weight),
            "cluster": .string(self.cluster),
            "endpoints": .integer(self.endpoints ?? 0),
            "names": self.names.isEmpty ? nil : .array(self.names.map { .string($0) }),
        ])
    }
}

extension Explanation.Request {
    /// Fields that are sent several times are joined with `,`, since an object has a name once.
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = []
        for header in self.headers {
            if let index = members.firstIndex(where: { $0.name == header.name }),
                case .string(let value) = members[index].value
            {
                members[index].value = .string("\(value),\(header.value)")
            } else {
                members.append(JSONValue.Member(name: header.name, value: .string(header.value)))
            }
        }
        return [
            "method": .string(self.method), "path": .string(self.path), "authority": .string(self.authority),
            "headers": .object(members),
        ]
    }
}
