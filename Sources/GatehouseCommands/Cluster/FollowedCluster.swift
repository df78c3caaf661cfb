import GatehouseControl
import GatehouseKubernetes
import GatehouseManifest
import GatehouseModel
import GatehouseObjects
import GatehouseStore
import Logging

/// The cluster of `gatehouse run --kubernetes`: its objects are served, and one of the replicas writes into them what
/// became of them.
struct FollowedCluster: Sendable {
    private let client: APIClient
    let source: ClusterSource
    let statuses: PublishedStatuses
    let writer: ClusterWriter
    let elector: LeaderElector
    private let logger: Logger

    /// Reads how to reach the cluster. Nothing is asked of it yet.
    init(_ options: ClusterOptions, _ gateway: ServingOptions, logger: Logger) async throws(CommandFailure) {
        let environment = ProcessEnvironment.variables
        let access = try ClusterAccess(options, environment: environment)
        let replica = ReplicaName.of(environment)
        let client = APIClient(access)
        self.client = client
        self.logger = logger
        self.source = ClusterSource(
            client: client, gatewayNamespace: gateway.gateway.namespace,
            reader: .validating(
                options: ManifestOptions(
                    defaultNamespace: gateway.resources.defaultNamespace, unknownFields: .warning)),
            // Files come in the order of -f, and what comes later overrides.
            rank: gateway.resources.paths.count, logger: logger)
        self.statuses = PublishedStatuses(
            addresses: gateway.listening.addresses, gatewayNamespace: gateway.gateway.namespace, instance: replica)
        let writer = ClusterWriter(observed: self.source.observed, author: self.statuses, logger: logger) {
            request throws(APIFailure) in try await client.send(request)
        }
        self.writer = writer
        self.elector = LeaderElector(
            client: client, namespace: gateway.gateway.namespace, name: options.lease, identity: replica,
            logger: logger, onChange: { writer.setLeader($0) })
    }

    /// What it adds to the gateway.
    func extensions() -> GatewayProcess.Extensions {
        GatewayProcess.Extensions(
            sources: [ResourceSource { store, onLoaded in await self.run(into: store, onLoaded: onLoaded) }],
            onPublished: { published in self.writer.lookAt(self.statuses.update(published)) },
            detail: { self.source.state.detail },
            metrics: self.metrics)
    }

    /// Has statuses written again that somebody has taken away. What somebody has only changed stays so until there is news:
    /// two gateways that serve one object would go on correcting each other.
    private func restore(_ keys: [ResourceKey]) {
        let bare = keys.filter { self.source.observed[$0]?.status["conditions"]?.array?.isEmpty ?? true }
        if !bare.isEmpty { self.writer.lookAt(bare) }
    }

    /// Follows the cluster until the task is cancelled, and leaves it in good order.
    private func run(into store: Store, onLoaded: @escaping @Sendable () -> Void) async {
        self.logger.notice("following the cluster at \(self.client.server)")
        await withDiscardingTaskGroup { group in
            group.addTask {
                await self.source.run(into: store, onObserved: { self.restore($0) }, onSynced: onLoaded)
            }
            group.addTask { await self.writer.run() }
            group.addTask { await self.elector.run() }
        }
        // This task is cancelled, and what is left to do must not be.
        await Task {
            await self.elector.release()
            await self.client.shutdown()
        }.value
    }
}
