import GatehouseObjects

extension ObjectRequest {
    /// One object.
    func get(_ name: String) async throws(APIStatus) -> APIReply {
        let presentation = try self.presentation()
        if let wanted = try self.query.number("resourceVersion") {
            let current = await self.registry.revision
            guard wanted <= current else { throw .tooLargeVersion(wanted, current: current) }
        }
        guard let object = await self.registry.object(self.target.key(name)) else {
            throw .notFound(self.resource, name)
        }
        return self.answer(presentation.one(object.json))
    }

    /// Objects as they are, or as they change.
    func listOrWatch() async throws(APIStatus) -> APIReply {
        let options = try ListOptions(self.query, self.target)
        return options.isWatch ? try await self.watch(options) : try await self.list(options)
    }

    private func list(_ options: ListOptions) async throws(APIStatus) -> APIReply {
        let presentation = try self.presentation(isList: true)
        let page = try await self.page(options)
        var metadata: JSON = ["resourceVersion": .string(String(page.revision))]
        if let token = page.token { metadata["continue"] = .string(token.text) }
        if let count = page.remaining { metadata["remainingItemCount"] = .integer(Int64(count)) }
        return self.answer(presentation.list(page.objects.map(\.json), metadata: metadata))
    }

    /// A part of a list.
    struct Page: Sendable {
        var objects: [StoredObject]
        /// The list's version.
        var revision: Int64
        /// How to get what follows; nil where nothing does.
        var token: ContinueToken?
        /// How many objects follow, where it is known without looking at them.
        var remaining: Int?
    }

    /// The part of a list that is asked for.
    func page(_ options: ListOptions) async throws(APIStatus) -> Page {
        let token = try options.continueToken.map { text throws(APIStatus) in try ContinueToken(text) }
        if token != nil, options.revision ?? 0 != 0 {
            throw .badRequest("specifying resource version is not allowed when using continue")
        }
        var (objects, revision) = try await self.objects(options, token)
        if let token {
            // The list is sorted, so what the client has is its beginning.
            objects.removeFirst(objects.firstIndex { token.precedes($0.key) } ?? objects.count)
        }
        if !options.selection.isEverything { objects = objects.filter { options.selection.matches($0.json) } }
        var page = Page(objects: objects, revision: revision)
        guard options.limit > 0, objects.count > options.limit else { return page }
        page.objects = Array(objects.prefix(options.limit))
        page.token = page.objects.last.map { ContinueToken(revision: revision, after: $0.key) }
        if options.selection.isEverything { page.remaining = objects.count - options.limit }
        return page
    }

    private func objects(
        _ options: ListOptions, _ token: ContinueToken?
    ) async throws(APIStatus) -> (objects: [StoredObject], revision: Int64) {
        let kind = ObjectKind(self.resource)
        if let token, let revision = token.revision {
            if let objects = try await self.objects(kind, at: revision) { return (objects, revision) }
            let fresh = ContinueToken(
                revision: nil, after: ObjectKey(kind: kind, namespace: token.namespace, name: token.name))
            throw .expiredToken(goOnWith: fresh.text)
        }
        // With a limit, a version has always meant that version, so that all parts are of one list.
        if let revision = options.revision, revision > 0,
            options.match == .exact || options.match == nil && options.limit > 0
        {
            guard let objects = try await self.objects(kind, at: revision) else { throw .expiredVersion }
            return (objects, revision)
        }
        let latest = await self.registry.objects(of: kind, in: self.target.namespace)
        if let wanted = options.revision, wanted > latest.revision {
            throw .tooLargeVersion(wanted, current: latest.revision)
        }
        return latest
    }

    /// The objects at a version; nil where it is too long ago.
    private func objects(_ kind: ObjectKind, at revision: Int64) async throws(APIStatus) -> [StoredObject]? {
        do throws(RegistryError) {
            return try await self.registry.objects(of: kind, in: self.target.namespace, at: revision)
        } catch {
            switch error {
            case .expired: return nil
            case .future: throw .tooLargeVersion(revision, current: await self.registry.revision)
            }
        }
    }
}
