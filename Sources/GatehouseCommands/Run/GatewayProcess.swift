import ArgumentParser
import GatehouseAdmin
import GatehouseControl
import GatehouseManifest
import GatehouseProxy
import GatehouseStore
import GatehouseTelemetry
import Logging

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The gateway put together: files, control loop, data plane, admin API, and the life of the process around them.
struct GatewayProcess {
    /// What a command adds to the gateway that serves files.
    struct Extensions: Sendable {
        /// Where resources come from besides files.
        var sources: [ResourceSource] = []
        /// What runs beside the gateway until it ends. What keeps one of them from working is thrown, and ends the process.
        var servers: [@Sendable () async throws -> Void] = []
        /// Is told of every publication.
        var onPublished: @Sendable (Published) -> Void = { _ in }
        /// Why there is nothing to serve yet, or why what is served may be old; nil while all is well.
        var detail: @Sendable () -> String? = { nil }
        /// What it reports besides, read at each scrape.
        var metrics: [Metric: @Sendable () -> [MetricsRegistry.Reading]] = [:]
    }

    let options: ServingOptions
    /// Makes what the command adds.
    var extend: @Sendable (Logger) async throws -> Extensions = { _ in Extensions() }

    /// What the process waits for.
    private enum Event: Sendable {
        /// A part has ended because the process does.
        case partEnded
        /// The process is asked to end.
        case asked(signal: Int32)
        /// The data plane has drained, or has not within its time.
        case drained(Bool)
    }

    /// Serves until the process is asked to end.
    func run() async throws {
        OpenFileLimit.raise()
        Signals.ignoreBrokenPipes()
        let signals = Signals([SIGTERM, SIGINT, SIGHUP])
        let threshold = LogThreshold(self.options.logging.logLevel.level)
        let logger = Logger(label: "gatehouse") { _ in StandardErrorLog(threshold: threshold) }
        let accessLog: AccessLogWriter
        do {
            accessLog = try AccessLogWriter(destination: self.options.logging.accessLog.destination)
        } catch {
            throw CommandFailure.unusable(error.description)
        }
        let registry = MetricsRegistry(source: MetricsRegistry.Source(self.options.gateway))
        registry.observe(.accessLogDroppedLines) { [MetricsRegistry.Reading(value: accessLog.droppedLines)] }
        let requestedNames = RequestedNameResolution(logger: logger)
        let proxy = try await DataPlane.make(
            self.options, registry: registry, accessLog: accessLog, names: requestedNames, logger: logger)
        logger.notice("\(Version.text) starts\(self.options.resources.described)")
        do {
            let extensions = try await self.extend(logger)
            for (metric, read) in extensions.metrics { registry.observe(metric, read) }
            let parts = Parts(
                self.options, extending: extensions, proxy: proxy, registry: registry, threshold: threshold,
                logger: logger)
            defer { parts.names.end() }
            try await self.serve(parts, besides: extensions.servers, signals: signals, accessLog: accessLog)
        } catch {
            await requestedNames.end()
            await proxy.shutdown()
            accessLog.close()
            throw error
        }
        // The proxy must not be told of names any more when it is gone.
        await requestedNames.end()
        await proxy.shutdown()
        accessLog.close()
    }

    private func serve(
        _ parts: Parts, besides others: [@Sendable () async throws -> Void], signals: Signals,
        accessLog: AccessLogWriter
    ) async throws {
        let stream = signals.stream
        var isEnding = false
        try await withThrowingTaskGroup(of: Event.self) { group in
            group.addTask {
                await parts.control()
                return .partEnded
            }
            group.addTask {
                await parts.drainWhenRequested(within: self.options.drainDuration.duration)
                return .partEnded
            }
            for server in parts.servers(self.options.listening) + others {
                group.addTask {
                    try await server()
                    return .partEnded
                }
            }
            group.addTask {
                for await signal in stream {
                    guard signal == SIGHUP else { return .asked(signal: signal) }
                    parts.logger.notice("SIGHUP: looking at the files, opening the access log anew")
                    for source in parts.sources { source.reload() }
                    parts.loop.lookAtFiles()
                    accessLog.reopen()
                }
                return .partEnded
            }
            while let event = try await group.next() {
                switch event {
                case .partEnded: break
                case .asked where isEnding:
                    parts.logger.warning("asked to end once more: open requests are cut off")
                    accessLog.flush(deadline: .milliseconds(200))
                    exit(ExitCode.failure.rawValue)
                case .asked:
                    isEnding = true
                    self.drain(parts, in: &group, signals: stream)
                case .drained(let isDrained):
                    parts.logger.notice(
                        isDrained ? "drained" : "not drained within \(self.options.drainDuration): closing what is left"
                    )
                    group.cancelAll()
                    return
                }
            }
        }
    }

    private func drain(
        _ parts: Parts, in group: inout ThrowingTaskGroup<Event, any Error>, signals: AsyncStream<Int32>
    ) {
        parts.stopControl()
        parts.readiness.drainBegun()
        let limit = self.options.drainDuration.duration
        parts.logger.notice("draining for up to \(self.options.drainDuration)")
        group.addTask { .drained(await parts.proxy.drain(within: limit)) }
        group.addTask {
            for await signal in signals where signal != SIGHUP { return .asked(signal: signal) }
            return .partEnded
        }
    }
}

extension MetricsRegistry.Source {
    /// What Istio would report of a pod with this gateway's labels.
    init(_ gateway: GatewayOptions) {
        let labels = gateway.labels.labels
        let app = labels["app"] ?? "unknown"
        self.init(
            workload: labels["app"] ?? "gatehouse", namespace: gateway.namespace, app: app,
            canonicalService: labels["service.istio.io/canonical-name"] ?? labels["app"] ?? "gatehouse",
            canonicalRevision: labels["service.istio.io/canonical-revision"] ?? labels["version"] ?? "latest",
            version: labels["version"] ?? "unknown")
    }
}
