public import GatehouseHTTP
public import GatehousePlan

/// A route: what happens to the requests that match it.
public final class CompiledRoute: Sendable {
    /// The action.
    public enum Action: Sendable {
        /// Sends the request to one of the destinations.
        case forward(CompiledForward)
        /// Answers with a redirect.
        case redirect(CompiledRedirect)
        /// Answers by itself.
        case directResponse(DirectResponseAction)
    }

    /// As the access log names it; nil when unnamed.
    public let name: [UInt8]?
    /// The rule.
    public let origin: Origin
    /// The match entry's path; nil for a rule without matches.
    public let matchPath: String?
    /// What the route was compiled from.
    public let plan: RoutePlan
    /// The action.
    public let action: Action
    /// Cross-origin rules; nil for none.
    public let cors: CompiledCORS?
    /// Faults to inject; nil for none.
    public let fault: CompiledFault?
    /// Where copies of requests go; mostly nowhere.
    public let mirrors: [CompiledMirror]
    /// The limits to how often requests come, as places in `Snapshot.rateLimits`; mostly none.
    public let rateLimits: [Int]
    /// The time for the whole response, from the complete request on; nil for none.
    public var timeout: Duration? { self.plan.policy.timeout }
    /// Retries; nil for none.
    public var retry: RetryPolicy? { self.plan.policy.retry }

    private let requestHeaders: HeaderProgram
    private let responseHeaders: HeaderProgram

    init(
        plan: RoutePlan, action: Action, cors: CompiledCORS?, fault: CompiledFault?, mirrors: [CompiledMirror],
        rateLimits: [Int], requestHeaders: HeaderProgram, responseHeaders: HeaderProgram
    ) {
        self.name = plan.name.map { Array($0.utf8) }
        self.origin = plan.origin
        self.matchPath = plan.matchPath
        self.plan = plan
        self.action = action
        self.cors = cors
        self.fault = fault
        self.mirrors = mirrors
        self.rateLimits = rateLimits
        self.requestHeaders = requestHeaders
        self.responseHeaders = responseHeaders
    }

    /// Makes the request what the upstream is to see: header operations (semantics A15), authority (A4), path (A3). Once
    /// per request, before the first try; `destination` must be one of this route's.
    public func applyRequest(to head: inout RequestHead, destination: CompiledDestination, facts: RequestFacts) {
        guard destination.editsRequest else { return }
        destination.requestHeaders.apply(to: &head, facts)
        self.requestHeaders.apply(to: &head, facts)
        if let authority = destination.authority { head.authority = head.headers.store(authority) }
        destination.pathRewrite?.apply(to: &head)
    }

    /// Applies the route's operations to a response: an upstream's, with the `destination` it came from, or the gateway's
    /// own redirect or direct response, with none. `request` is as the upstream saw it.
    public func applyResponse(
        to head: inout ResponseHead, destination: CompiledDestination?, request: RequestHead, facts: RequestFacts
    ) {
        destination?.responseHeaders.apply(to: &head, request: request, facts)
        self.responseHeaders.apply(to: &head, request: request, facts)
    }
}
