import GatehouseObjects

/// What the API says of itself: discovery and descriptions, made once each.
actor APIDocuments {
    /// A document as it is sent.
    struct Document: Sendable {
        var type: String
        var bytes: [UInt8]
        var etag: String
    }

    private let discovery: Discovery
    private let openAPI: OpenAPI
    private let version: ServerVersion
    private let address: String
    private var made: [String: Document] = [:]

    init(_ catalogue: APICatalogue, version: ServerVersion, address: String) {
        self.discovery = Discovery(catalogue)
        self.openAPI = OpenAPI(catalogue, version: version.text)
        self.version = version
        self.address = address
    }

    /// Answers a request for a document.
    ///
    /// - Throws: 404 where there is none, 406 where the client does not take its form.
    func reply(to call: APICall, _ route: APIRoute) throws(APIStatus) -> APIReply {
        switch route {
        case .health: return .text("ok")
        case .swagger: return try self.swagger(call)
        case .description(let group, let version): return try self.description(call, group, version)
        case .descriptions:
            return Self.reply(self.document("openapi/v3") { self.openAPI.index }, to: call)
        case .groups(let isCore): return try self.groups(call, isCore: isCore)
        default: break
        }
        _ = try ObjectForm.negotiated(call.headers["accept"] ?? [], isList: false)
        guard let document = self.plain(route) else { throw .noResource }
        return .json(document, isPretty: PrettyPrinting.isWanted(by: call))
    }

    private func plain(_ route: APIRoute) -> JSON? {
        switch route {
        case .version: self.version.document
        case .paths: ["paths": .array(self.paths.map { .string($0) })]
        case .group(let name): self.discovery.group(named: name)
        case .kinds(let group, let version): self.discovery.resources(group: group, version: version)
        default: nil
        }
    }

    private var paths: [String] {
        var paths = ["/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"]
        for group in self.discovery.catalogue.groups {
            let root = group.name.isEmpty ? "/api" : "/apis/\(group.name)"
            if !group.name.isEmpty { paths.append(root) }
            paths += group.versions.map { "\(root)/\($0)" }
        }
        return paths.sorted()
    }

    private func groups(_ call: APICall, isCore: Bool) throws(APIStatus) -> APIReply {
        let path = isCore ? "api" : "apis"
        let accept = call.headers["accept"] ?? []
        guard let version = AggregatedDiscovery.version(accept) else {
            _ = try ObjectForm.negotiated(accept, isList: false)
            let document =
                isCore ? self.discovery.coreVersions(address: self.address) : self.discovery.groups
            var reply = APIReply.json(document, isPretty: PrettyPrinting.isWanted(by: call))
            reply.headers.append(("Vary", "Accept"))
            return reply
        }
        let document = self.document("\(path);\(version)", type: AggregatedDiscovery.type(version)) {
            self.discovery.aggregated(isCore: isCore, version: version)
        }
        return Self.reply(document, to: call)
    }

    private func swagger(_ call: APICall) throws(APIStatus) -> APIReply {
        for range in MediaRange.accepted(call.headers["accept"] ?? ["*/*"]) {
            if SwaggerForm.accepted.contains(range.type) {
                let document = self.document("openapi/v2;protobuf", type: SwaggerForm.type) {
                    self.openAPI.swaggerProtobuf
                }
                return Self.reply(document, to: call)
            }
            if range.covers("application/json") {
                return Self.reply(self.document("openapi/v2") { self.openAPI.swagger }, to: call)
            }
        }
        throw .notAcceptable(["application/json", SwaggerForm.type])
    }

    private func description(_ call: APICall, _ group: String, _ version: String) throws(APIStatus) -> APIReply {
        guard self.discovery.resources(group: group, version: version) != nil else { throw .noResource }
        guard MediaRange.accepted(call.headers["accept"] ?? ["*/*"]).contains(where: { $0.covers("application/json") })
        else { throw .notAcceptable(["application/json"]) }
        let path = group.isEmpty ? "openapi/v3/api/\(version)" : "openapi/v3/apis/\(group)/\(version)"
        let document = self.document(path) { self.openAPI.document(group: group, version: version) ?? [:] }
        var reply = Self.reply(document, to: call)
        if let hash = try QueryParameters(call.query).text("hash") {
            // The address has the content's hash in it, which the index tells.
            guard document.etag == "\"\(hash)\"" else {
                let location = "/\(path)?hash=\(document.etag.filter { $0 != "\"" })"
                return APIReply(status: 301, headers: [("Location", location)])
            }
            reply.headers.removeAll { $0.name == "Cache-Control" }
            reply.headers.append(("Cache-Control", "public, immutable, max-age=31536000"))
        }
        return reply
    }

    private func document(_ name: String, _ make: () -> JSON) -> Document {
        self.document(name, type: "application/json", make)
    }

    private func document(_ name: String, type: String, _ make: () -> JSON) -> Document {
        self.document(name, type: type) { make().bytes }
    }

    private func document(_ name: String, type: String, _ make: () -> [UInt8]) -> Document {
        if let document = self.made[name] { return document }
        let bytes = make()
        var hash = ContentHash()
        hash.add(bytes)
        let document = Document(type: type, bytes: bytes, etag: "\"\(hash.hexadecimal)\"")
        self.made[name] = document
        return document
    }

    private static func reply(_ document: Document, to call: APICall) -> APIReply {
        var headers = [("ETag", document.etag), ("Vary", "Accept"), ("Cache-Control", "no-cache, private")]
        let known = (call.headers["if-none-match"] ?? []).flatMap { $0.split(separator: ",") }
        if known.contains(where: { $0.contains(document.etag) || $0 == "*" }) {
            return APIReply(status: 304, headers: headers)
        }
        headers.append(("Content-Type", document.type))
        return APIReply(status: 200, headers: headers, body: .bytes(document.bytes))
    }
}

/// Swagger as Protocol Buffers.
enum SwaggerForm {
    /// What clients take; the first is the name before Kubernetes 1.26, which is no valid media type.
    static let accepted = [
        "application/com.github.proto-openapi.spec.v2@v1.0+protobuf", Self.type,
    ]
    /// What is sent.
    static let type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
}

/// Discovery in one document.
enum AggregatedDiscovery {
    /// The version that a client wants, before everything else that it takes; nil where it wants none.
    static func version(_ accept: [String]) -> String? {
        for range in MediaRange.accepted(accept) where range.covers("application/json") {
            guard let name = range.parameters["as"] else { return nil }
            if name == "APIGroupDiscoveryList", range.parameters["g"] == "apidiscovery.k8s.io",
                let version = range.parameters["v"], version == "v2" || version == "v2beta1"
            {
                return version
            }
        }
        return nil
    }

    static func type(_ version: String) -> String {
        "application/json;g=apidiscovery.k8s.io;v=\(version);as=APIGroupDiscoveryList"
    }
}
