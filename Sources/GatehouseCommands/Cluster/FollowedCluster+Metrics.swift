import GatehouseKubernetes
import GatehouseTelemetry

extension FollowedCluster {
    /// What is known of the cluster, and what was written to it.
    var metrics: [Metric: @Sendable () -> [MetricsRegistry.Reading]] {
        [
            .kubernetesSynced: { [Self.reading(self.source.state.isSynced)] },
            .kubernetesUp: {
                let state = self.source.state
                return self.readings { state.isFollowed($0) ? 1 : 0 }
            },
            .kubernetesObjects: { self.readings { $0.objects } },
            .kubernetesLists: { self.readings { $0.lists } },
            .kubernetesWatches: { self.readings { $0.watches } },
            .kubernetesFailures: { self.readings { $0.failures } },
            .kubernetesLeader: { [Self.reading(self.elector.isLeader)] },
            .kubernetesWrites: { [MetricsRegistry.Reading(value: self.writer.counts.writes)] },
            .kubernetesWriteFailures: { [MetricsRegistry.Reading(value: self.writer.counts.failures)] },
            .kubernetesWaitingWrites: { [MetricsRegistry.Reading(value: self.writer.counts.waiting)] },
            .kubernetesDroppedEvents: {
                [MetricsRegistry.Reading(value: self.writer.counts.droppedEvents + self.statuses.droppedEvents)]
            },
        ]
    }

    /// One series for each kind that is followed.
    private func readings(_ value: (ClusterSyncState.Kind) -> Int) -> [MetricsRegistry.Reading] {
        self.source.state.kinds.map { MetricsRegistry.Reading(labels: [$0.name], value: value($0)) }
    }

    private static func reading(_ isTrue: Bool) -> MetricsRegistry.Reading {
        MetricsRegistry.Reading(value: isTrue ? 1 : 0)
    }
}
