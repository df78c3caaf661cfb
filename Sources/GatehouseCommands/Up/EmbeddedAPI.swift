import GatehouseAPIServer
import GatehouseControl
import GatehouseDNS
import GatehouseKubernetes
import GatehouseManifest
import GatehouseModel
import GatehouseObjects
import GatehouseStore
import Logging

/// The API of `gatehouse up`: its objects on disk, its server, and its part in the gateway.
struct EmbeddedAPI: Sendable {
    private let options: EmbeddedAPIOptions
    private let folder: DataFolder
    private let registry: ObjectRegistry
    private let credentials: ServerCredentials
    private let service: APIService
    private let reader: DocumentReader
    private let ingress: IngressService
    private let addresses: ListenerAddresses
    private let rank: Int
    private let surroundings = APISurroundings(now: { WallClock.now() })
    private let logger: Logger

    /// The Kubernetes version whose API is spoken. kubectl warns of servers that are more than one minor version away; this
    /// is in the middle of what is in use.
    private static let version = ServerVersion(
        major: 1, minor: 33, build: "gatehouse.\(Version.number)", platform: Platform.text)

    /// Opens the folder. Nothing listens yet.
    init(
        _ options: EmbeddedAPIOptions, _ gateway: ServingOptions, logger: Logger
    ) async throws(CommandFailure) {
        self.options = options
        self.logger = logger
        do {
            self.folder = try DataFolder(at: options.data)
            self.registry = try ObjectRegistry(storedAt: self.folder.path(of: "objects.sqlite"))
            self.credentials = try ServerCredentials(
                in: self.folder, host: options.api.address, now: WallClock.now())
        } catch {
            throw CommandFailure.failed("\(error)")
        }
        self.reader = .validating(
            options: ManifestOptions(defaultNamespace: gateway.resources.defaultNamespace, unknownFields: .warning))
        self.service = APIService(
            registry: self.registry,
            admission: GatewayAdmission(reader: self.reader, labels: gateway.gateway.labels.labels),
            token: self.credentials.token,
            surroundings: self.surroundings, version: Self.version,
            address: options.api.description, yaml: { try JSON(yaml: $0) })
        self.ingress = IngressService(gateway)
        self.addresses = gateway.listening.addresses
        // Files come in the order of -f, and what comes later overrides.
        self.rank = gateway.resources.paths.count
        let objects = ObjectCalls(service: self.service, token: self.credentials.token)
        try await self.ingress.establish(by: objects)
        // A process that was killed may have left namespaces half deleted.
        await self.service.resumeDeletions()
    }

    /// What it adds to the gateway.
    func extensions() -> GatewayProcess.Extensions {
        let observed = ObservedObjects()
        let zone = self.options.dns.socket.map {
            IngressZone($0, address: self.ingress.address, logger: self.logger)
        }
        let statuses = PublishedStatuses(
            addresses: self.addresses, gatewayNamespace: self.ingress.namespace, instance: "gatehouse")
        let calls = ObjectCalls(service: self.service, token: self.credentials.token)
        let writer = ClusterWriter(observed: observed, author: statuses, pace: .own, logger: self.logger) {
            request throws(APIFailure) in try await calls.send(request)
        }
        // There are no other replicas: what somebody else writes into the status of what this gateway serves is put right.
        writer.setLeader(true)
        let source = RegistrySource(
            registry: self.registry, reader: self.reader, rank: self.rank, observed: observed,
            onObserved: { key in if statuses.speaks(of: key) { writer.lookAgain(at: key) } })
        let collector = GarbageCollector(for: self.service) { self.logger.info("\($0)") }
        let expiry = EventExpiry(registry: self.registry, surroundings: self.surroundings)
        var servers: [@Sendable () async throws -> Void] = [
            { try await self.serve() }, { await writer.run() }, { await expiry.run() },
            { await collector.run() },
        ]
        if let zone { servers.append { try await zone.run() } }
        return GatewayProcess.Extensions(
            sources: [ResourceSource { store, onLoaded in await source.run(into: store, onLoaded: onLoaded) }],
            servers: servers,
            onPublished: { published in
                writer.lookAt(statuses.update(published))
                zone?.update(published)
            },
            metrics: APIMetrics(service: self.service, registry: self.registry).readings)
    }

    private func serve() async throws {
        // What keeps it from working is thrown; what it logs besides is that it was cancelled at the end.
        var quiet = self.logger
        quiet.logLevel = .critical
        let server = APIServer(
            host: self.options.api.address, port: self.options.api.port, credentials: self.credentials, logger: quiet,
            respondToStranger: { await self.service.replyToStranger($0) },
            respond: { await self.service.reply(to: $0) })
        do {
            try await server.run { port in self.announce(port: port) }
        } catch {
            if error is CancellationError || Task.isCancelled { throw error }
            throw CommandFailure.failed(
                "the API cannot listen on \(self.options.api.description): \(SystemReason.plain("\(error)")). Pass --api with another ADDRESS:PORT."
            )
        }
    }

    /// Tells people and kubectl where the API is.
    private func announce(port: Int) {
        let socket = SocketAddressText(address: self.options.api.address.reachable, port: port)
        let kubeconfig = GatehouseAPIServer.Kubeconfig(
            server: "https://\(socket.description)", authorityPEM: self.credentials.authorityPEM,
            token: self.credentials.token)
        do {
            let path = try kubeconfig.write(to: self.folder)
            StandardOutput.print("export KUBECONFIG=\(ShellText.quoted(AbsolutePath.of(path)))")
            self.logger.notice("API at https://\(socket.description), for kubectl with \(path)")
        } catch {
            self.logger.error("the API is at https://\(socket.description), but: \(error.description)")
        }
    }
}
