import GatehouseModel
import GatehousePlan

/// What a rule does with its requests, worked out once for all of its matches.
struct TranslatedAction {
    /// The action.
    var action: RouteAction
    /// The policy around it.
    var policy: RoutePolicy
    /// Whether the action replaces the part of the path that was matched.
    var rewritesMatchedPath = false
}

/// Why a rule can't be served as it stands.
struct BrokenRule {
    /// The field, from the rule down.
    var field: String?
    /// What is wrong with it, and what to do.
    var message: String
}

extension EffectiveRule {
    /// The rule's action on a server of this port (semantics A1 to A6). What is broken answers as Istio would for a
    /// destination that it does not know, 503 NC, instead of letting its requests fall through to another rule.
    func action(
        serverPort: Int, namespace: String, clusters: inout ClusterCatalog
    ) -> (TranslatedAction, broken: BrokenRule?) {
        var request = HeaderEdits(self.rule.headers?.request)
        var response = HeaderEdits(self.rule.headers?.response)
        var policy = RoutePolicy(fault: FaultPolicy(self.rule.fault))
        let action: RouteAction
        var broken: BrokenRule?
        if let redirect = self.rule.redirect {
            broken = Self.fault(of: redirect)
            action = .redirect(RedirectAction(redirect, serverPort: serverPort))
        } else if let direct = self.rule.directResponse {
            broken = Self.fault(of: direct)
            action = .directResponse(
                DirectResponseAction(
                    status: Int(direct.status ?? 0),
                    body: direct.body.flatMap { $0.string.map { [UInt8]($0.utf8) } ?? $0.bytes }))
        } else {
            policy.cors = self.rule.corsPolicy.map { CORSPolicy($0) }
            policy.timeout = self.rule.timeout.flatMap { $0 > .zero ? $0 : nil }
            policy.retry = RetryPolicy(self.rule.retries)
            let destinations = self.destinations(serverPort: serverPort, namespace: namespace, clusters: &clusters)
            policy.mirrors = self.mirrors(serverPort: serverPort, namespace: namespace, clusters: &clusters)
            if self.rule.route.count == 1, let only = self.rule.route.first {
                request.append(HeaderEdits(only.headers?.request))
                response.append(HeaderEdits(only.headers?.response))
            } else {
                broken = Self.fault(of: self.rule.route)
            }
            let rewrite = self.rule.rewrite
            let authority = rewrite?.authority.flatMap { $0.isEmpty ? nil : $0 } ?? request.authority
            action = .forward(
                ForwardAction(
                    destinations: destinations, pathRewrite: rewrite.flatMap { PathRewrite($0) },
                    authorityRewrite: authority))
        }
        policy.requestHeaders = request.operations
        policy.responseHeaders = response.operations
        if broken != nil {
            return (TranslatedAction(action: .unknownService(port: serverPort), policy: RoutePolicy()), broken)
        }
        var result = TranslatedAction(action: action, policy: policy)
        if case .forward(let forward) = action, case .matched = forward.pathRewrite {
            result.rewritesMatchedPath = true
        }
        return (result, nil)
    }

    private func destinations(
        serverPort: Int, namespace: String, clusters: inout ClusterCatalog
    ) -> [WeightedDestination] {
        let isLone = self.rule.route.count == 1
        return self.rule.route.map { route in
            var destination = self.destination(
                route.destination, serverPort: serverPort, namespace: namespace, clusters: &clusters)
            destination.weight = max(0, Int(route.weight ?? 0))
            if !isLone, let headers = route.headers {
                let request = HeaderEdits(headers.request)
                destination.requestHeaders = request.operations
                destination.responseHeaders = HeaderEdits(headers.response).operations
                destination.authorityRewrite = request.authority
            }
            return destination
        }
    }

    /// A place that requests go to, with no weight yet.
    func destination(
        _ destination: Destination?, serverPort: Int, namespace: String, clusters: inout ClusterCatalog
    ) -> WeightedDestination {
        let subset = destination?.subset ?? ""
        let resolution = clusters.resolve(
            ClusterCatalog.Request(
                host: self.names.host(destination?.host ?? ""), port: destination?.port?.number.map { Int($0) },
                subset: subset, namespace: namespace, serverPort: serverPort))
        return WeightedDestination(
            host: resolution.host, port: resolution.port, subset: subset, clusterName: resolution.clusterName,
            cluster: resolution.cluster, weight: 0)
    }

    private static func fault(of redirect: HTTPRedirect) -> BrokenRule? {
        if !(redirect.prefixRewrite ?? "").isEmpty {
            return BrokenRule(
                field: "redirect", message: "`prefixRewrite` is not honoured yet; give the whole path as `uri`")
        }
        if ![0, 301, 302, 303, 307, 308].contains(redirect.redirectCode ?? 0) {
            return BrokenRule(
                field: "redirect",
                message: "\(redirect.redirectCode ?? 0) is not a redirect's status; take 301, 302, 303, 307 or 308")
        }
        return nil
    }

    private static func fault(of response: HTTPDirectResponse) -> BrokenRule? {
        if (200...599).contains(response.status ?? 0) { return nil }
        return BrokenRule(
            field: "directResponse", message: "\(response.status ?? 0) is not a status; take one from 200 to 599")
    }

    private static func fault(of routes: [HTTPRouteDestination]) -> BrokenRule? {
        if routes.isEmpty {
            return BrokenRule(
                field: nil,
                message: "the rule does nothing; give it `route`, `redirect`, `directResponse` or `delegate`")
        }
        if routes.allSatisfy({ ($0.weight ?? 0) <= 0 }) {
            return BrokenRule(field: "route", message: "no destination has a weight; give one of them more than 0")
        }
        return nil
    }
}

extension RouteAction {
    /// Forwards to a destination that does not exist, under Istio's name for such.
    fileprivate static func unknownService(port: Int) -> RouteAction {
        let destination = WeightedDestination(
            host: "", port: port, clusterName: "UnknownService", cluster: nil, weight: 1)
        return .forward(ForwardAction(destinations: [destination]))
    }
}

extension PathRewrite {
    fileprivate init?(_ rewrite: HTTPRewrite) {
        if let regex = rewrite.uriRegexRewrite {
            self = .regex(pattern: regex.match ?? "", substitution: regex.rewrite ?? "")
        } else if let uri = rewrite.uri, !uri.isEmpty {
            self = .matched(uri)
        } else {
            return nil
        }
    }
}

extension RedirectAction {
    fileprivate init(_ redirect: HTTPRedirect, serverPort: Int) {
        func stated(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
        var port = Port.fromProtocolDefault
        if let number = redirect.port, number > 0 {
            port = .number(Int(number))
        } else if redirect.derivePort == .fromRequestPort {
            port = .fromRequest
        }
        let code = redirect.redirectCode ?? 0
        self.init(
            status: code == 0 ? 301 : Int(code), path: stated(redirect.uri), authority: stated(redirect.authority),
            scheme: stated(redirect.scheme), port: port, serverPort: serverPort)
    }
}
