public import GatehouseObjects

/// A Kubernetes-style API over stored objects: what a request asks for is done, and what it gets is returned.
///
/// It knows nothing of connections. Every failure is an answer: a `Status` object with the code that Kubernetes gives it.
public struct APIService: Sendable {
    /// Reads YAML into a value.
    public typealias YAMLReader = @Sendable (_ bytes: [UInt8]) throws -> JSON

    /// How many watches there may be at once, unless told otherwise.
    public static let mostWatches = 1000

    let catalogue: APICatalogue
    let registry: ObjectRegistry
    let admission: any Admission
    let surroundings: APISurroundings
    let version: ServerVersion
    let address: String
    let yaml: YAMLReader?
    let documents: APIDocuments
    let watches: WatchPlaces
    let counts = RequestCounts()
    private let token: String?

    /// A service.
    ///
    /// - Parameters:
    ///   - catalogue: The kinds that it serves.
    ///   - registry: Where objects are.
    ///   - admission: Who decides what may be stored.
    ///   - token: What clients must show; nil for nothing. An empty one is shown by nobody.
    ///   - surroundings: The time, and chance.
    ///   - version: What it says of itself at `/version`.
    ///   - address: Its address as clients reach it, such as `127.0.0.1:6443`.
    ///   - yaml: Reads bodies that are YAML; nil where JSON alone is read.
    ///   - mostWatches: How many watches there may be at once; further ones get 429.
    public init(
        catalogue: APICatalogue = .served, registry: ObjectRegistry, admission: any Admission, token: String?,
        surroundings: APISurroundings, version: ServerVersion, address: String, yaml: YAMLReader? = nil,
        mostWatches: Int = APIService.mostWatches
    ) {
        self.catalogue = catalogue
        self.registry = registry
        self.admission = admission
        self.token = token
        self.surroundings = surroundings
        self.version = version
        self.address = address
        self.yaml = yaml
        self.documents = APIDocuments(catalogue, version: version, address: address)
        self.watches = WatchPlaces(limit: mostWatches)
    }

    /// Does what a request asks for.
    ///
    /// The answer's stream, where it is one, ends when its reader lets go of it.
    public func reply(to call: APICall) async -> APIReply {
        let route = self.route(of: call)
        let reply: APIReply
        do throws(APIStatus) {
            reply = try await self.answer(call, route)
        } catch { reply = error.reply(isPretty: PrettyPrinting.isWanted(by: call)) }
        self.counts.count(call, try? route.get(), code: reply.status)
        return reply
    }

    /// The answer to who has not shown the token, by the head of the request alone: what anybody may know, or a refusal.
    /// nil for all others.
    public func replyToStranger(_ call: APICall) async -> APIReply? {
        guard !self.isTokenShown(in: call) else { return nil }
        // No answer to a stranger depends on a body.
        var head = call
        head.body = []
        return await self.reply(to: head)
    }

    private func route(of call: APICall) -> Result<APIRoute, APIStatus> {
        Result { () throws(APIStatus) in
            try APIRoute(try PathSegments.parse(call.path), catalogue: self.catalogue)
        }
    }

    private func isTokenShown(in call: APICall) -> Bool {
        guard let token = self.token else { return true }
        return BearerToken.isShown(token, in: call)
    }

    private func answer(
        _ call: APICall, _ route: Result<APIRoute, APIStatus>
    ) async throws(APIStatus) -> APIReply {
        guard (try? route.get().isOpen) == true || self.isTokenShown(in: call) else { throw .unauthorized }
        let destination = try route.get()
        // What anybody may know is told whoever they say they are.
        if !destination.isOpen, let refusal = Impersonation.refusal(of: call) { throw refusal }
        switch destination {
        case .objects(let target):
            return try await ObjectRequest(self, call, target).reply()
        case .nowhere: return .text("404 page not found\n", status: 404)
        case let other:
            guard call.method == "GET" || call.method == "HEAD" else { throw .methodNotAllowed }
            return try await self.documents.reply(to: call, other)
        }
    }
}

/// Whether answers have line breaks.
enum PrettyPrinting {
    /// Whether a client says so by `pretty`, or is one behind which a person sits, as in Kubernetes.
    static func isWanted(by call: APICall) -> Bool {
        if let query = try? QueryParameters(call.query), let flag = query.flag("pretty") { return flag }
        let agent = call.header("user-agent") ?? ""
        return ["curl/", "Wget/", "Mozilla/5.0"].contains { agent.hasPrefix($0) }
    }
}
