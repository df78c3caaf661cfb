import GatehouseKubernetes
import GatehouseTelemetry

extension FollowedCluster {
    /// Adds what is known of the cluster, and what was written to it, to the metrics.
    func measure(in registry: MetricsRegistry) {
        registry.observe(.kubernetesSynced) { [Self.reading(self.source.state.isSynced)] }
        self.measure(.kubernetesUp, in: registry) { $0.failingSince == nil ? 1 : 0 }
        self.measure(.kubernetesObjects, in: registry) { $0.objects }
        self.measure(.kubernetesLists, in: registry) { $0.lists }
        self.measure(.kubernetesWatches, in: registry) { $0.watches }
        self.measure(.kubernetesFailures, in: registry) { $0.failures }
        registry.observe(.kubernetesLeader) { [Self.reading(self.elector.isLeader)] }
        registry.observe(.kubernetesWrites) { [MetricsRegistry.Reading(value: self.writer.counts.writes)] }
        registry.observe(.kubernetesWriteFailures) { [MetricsRegistry.Reading(value: self.writer.counts.failures)] }
        registry.observe(.kubernetesWaitingWrites) { [MetricsRegistry.Reading(value: self.writer.counts.waiting)] }
        registry.observe(.kubernetesDroppedEvents) {
            [MetricsRegistry.Reading(value: self.writer.counts.droppedEvents)]
        }
    }

    /// One series for each kind that is followed.
    private func measure(
        _ metric: Metric, in registry: MetricsRegistry, _ value: @escaping @Sendable (ClusterSyncState.Kind) -> Int
    ) {
        registry.observe(metric) {
            self.source.state.kinds.map { MetricsRegistry.Reading(labels: [$0.name], value: value($0)) }
        }
    }

    private static func reading(_ isTrue: Bool) -> MetricsRegistry.Reading {
        MetricsRegistry.Reading(value: isTrue ? 1 : 0)
    }
}
