import GatehouseObjects

/// A request for objects.
struct ObjectRequest: Sendable {
    let service: APIService
    let call: APICall
    let target: ObjectTarget
    let query: QueryParameters
    /// Seconds since 1970 when the request came.
    let now: Int

    var resource: APIResource { self.target.resource }
    var registry: ObjectRegistry { self.service.registry }

    init(_ service: APIService, _ call: APICall, _ target: ObjectTarget) throws(APIStatus) {
        self.service = service
        self.call = call
        self.target = target
        self.query = try QueryParameters(call.query)
        self.now = service.surroundings.now()
    }

    /// Does what the request asks for.
    func reply() async throws(APIStatus) -> APIReply {
        if self.resource.isCreateOnly { return try self.review() }
        let isWrite = self.call.method != "GET"
        // A write without a namespace has no path in Kubernetes.
        let hasPlace = !self.resource.isNamespaced || self.target.namespace != nil
        guard !isWrite || !self.resource.isReadOnly && !self.target.isWatch && hasPlace else {
            throw .methodNotAllowed
        }
        guard let name = self.target.name, !(self.target.isWatch && !isWrite) else {
            switch self.call.method {
            case "GET": return try await self.listOrWatch()
            case "POST": return try await self.create()
            case "DELETE" where self.resource.verbs.contains("deletecollection"):
                return try await self.deleteAll()
            default: throw .methodNotAllowed
            }
        }
        switch self.call.method {
        case "GET": return try await self.get(name)
        case "PUT": return try await self.update(name)
        case "PATCH": return try await self.patch(name)
        case "DELETE" where !self.target.isStatus: return try await self.delete(name)
        default: throw .methodNotAllowed
        }
    }

    /// How objects look to the client.
    func presentation(isList: Bool = false) throws(APIStatus) -> ObjectPresentation {
        ObjectPresentation(
            target: self.target,
            form: try ObjectForm.negotiated(self.call.headers["accept"] ?? [], isList: isList),
            includeObject: self.query["includeObject"], now: self.now)
    }

    /// A document as the answer.
    func answer(_ document: JSON, status: Int = 200, warnings: [String] = []) -> APIReply {
        var reply = APIReply.json(document, status: status, isPretty: PrettyPrinting.isWanted(by: self.call))
        reply.headers += WarningHeader.values(of: warnings).map { ("Warning", $0) }
        return reply
    }

    /// Does something with storage.
    ///
    /// - Throws: 500 where storage fails.
    func stored<Value: Sendable>(_ body: () async throws -> Value) async throws(APIStatus) -> Value {
        do {
            return try await body()
        } catch let status as APIStatus {
            throw status
        } catch { throw .internalError(error) }
    }
}
