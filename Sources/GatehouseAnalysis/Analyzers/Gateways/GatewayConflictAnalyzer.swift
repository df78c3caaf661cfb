import GatehouseModel

/// Servers of different Gateways that offer a host on the same port of the same workload (IST0145).
enum GatewayConflictAnalyzer {
    /// Where servers can be in each other's way.
    private struct Place: Hashable {
        var workload: Int
        var port: UInt32
        var bind: String
        var host: String
    }

    /// The Gateways that offer a host at a place.
    private struct Offers {
        /// Those of HTTP, by whose VirtualServices they are for; `*` for everybody's.
        var http: [String: [Int]] = [:]
        var others: [Int] = []

        /// Whom an offer is in the way of; no more of them than are told of.
        func rivals(of gateway: Int, _ namespace: String, isHTTP: Bool) -> Rivals {
            var rivals = Rivals()
            rivals.add(self.others, except: gateway, areHTTP: false)
            if isHTTP {
                rivals.add(self.http[namespace] ?? [], except: gateway, areHTTP: true)
            } else {
                for offers in self.http.values { rivals.add(offers, except: gateway, areHTTP: false) }
            }
            return rivals
        }
    }

    private struct Rivals {
        var gateways: [Int] = []
        /// Whether all of them, and the offer itself, are of HTTP.
        var areHTTP = true

        mutating func add(_ offers: [Int], except gateway: Int, areHTTP: Bool) {
            for offer in offers where offer != gateway && !self.gateways.contains(offer) {
                self.gateways.append(offer)
                self.areHTTP = self.areHTTP && areHTTP
                if self.gateways.count > [String].shown { return }
            }
        }
    }

    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let gateways = configuration.resources.gateways
        var offers: [Place: Offers] = [:]
        for (index, gateway) in gateways.enumerated() {
            for server in gateway.spec.servers {
                for entry in server.hosts {
                    for place in Self.places(of: entry, server, gateway, configuration) {
                        if server.isHTTP {
                            offers[place, default: Offers()].http[Self.namespace(of: entry, gateway), default: []]
                                .append(index)
                        } else {
                            offers[place, default: Offers()].others.append(index)
                        }
                    }
                }
            }
        }
        return gateways.enumerated().flatMap { index, gateway -> [Diagnostic] in
            gateway.spec.servers.enumerated().compactMap { position, server in
                for (number, entry) in server.hosts.enumerated() {
                    for place in Self.places(of: entry, server, gateway, configuration) {
                        let rivals = offers[place]?.rivals(
                            of: index, Self.namespace(of: entry, gateway), isHTTP: server.isHTTP)
                        guard let rivals, !rivals.gateways.isEmpty else { continue }
                        let names = rivals.gateways.sorted().map {
                            gateways[$0].key.name(from: gateway.metadata.namespace)
                        }
                        return gateway.diagnostic(
                            "IST0145", .error, .none, at: .spec["servers"][position]["hosts"][number],
                            "The host \(place.host) on port \(place.port) of the same gateway is also offered by"
                                + " \(names.few)."
                                + (rivals.areHTTP
                                    ? " All speak HTTP, so that the routes of all hold, in the order of VirtualServices."
                                    : " The oldest of the Gateways has the host.") + " Give each host to one Gateway.")
                    }
                }
                return nil
            }
        }
    }

    private static func places(
        of entry: String, _ server: Server, _ gateway: Resource<Gateway>, _ configuration: AnalyzedConfiguration
    ) -> [Place] {
        let host = (entry.split(separator: "/", maxSplits: 1).last.map(String.init) ?? entry).lowercased()
        return configuration.workloads.numbers(of: gateway).map {
            Place(workload: $0, port: server.port?.number ?? 0, bind: server.bind ?? "", host: host)
        }
    }

    private static func namespace(of entry: String, _ gateway: Resource<Gateway>) -> String {
        guard let slash = entry.firstIndex(of: "/") else { return "*" }
        return entry[..<slash] == "." ? gateway.metadata.namespace : String(entry[..<slash])
    }
}

extension Server {
    fileprivate var isHTTP: Bool { PortProtocol(named: self.port?.protocol ?? "")?.isHTTP == true }
}

extension ResourceKey {
    /// The name, with its namespace where that is another one.
    func name(from namespace: String) -> String {
        self.namespace == namespace ? self.name : "\(self.namespace)/\(self.name)"
    }
}
