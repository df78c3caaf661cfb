import GatehouseModel
import GatehousePlan
import GatehouseRouting
public import GatehouseStore
public import GatehouseTranslation

/// From stored resources to something that can be served, the same way for the running gateway and for the commands
/// that only answer questions. A pure function of its input.
public struct Pipeline: Sendable {
    /// Which gateway is translated for.
    public var options: TranslationOptions

    /// A pipeline for one gateway.
    public init(options: TranslationOptions) { self.options = options }

    /// What resources are prepared with.
    public struct Surroundings: Hashable, Sendable {
        /// The contents of the files that the resources name.
        public var files: CredentialFiles
        /// Seconds since 1970 in UTC, which certificates' validity is compared with.
        public var now: Int

        /// Surroundings.
        public init(files: CredentialFiles = CredentialFiles(), now: Int) {
            self.files = files
            self.now = now
        }
    }

    /// What translation gave, with its certificates inspected.
    struct Settled {
        var translation: TranslationResult
        var certificates: [CertificateStatus]
    }

    /// Translates, and compiles what came of it.
    public func prepare(
        _ contents: Store.Contents, generation: UInt64, surroundings: Surroundings
    ) -> Published {
        var memory = PipelineMemory()
        return self.compile(
            self.translate(contents, surroundings, memory: &memory), of: contents, generation: generation)
    }

    /// Translates, and inspects the certificates.
    func translate(
        _ contents: Store.Contents, _ surroundings: Surroundings, memory: inout PipelineMemory
    ) -> Settled {
        let translation = Translation.translate(
            contents.resources, files: surroundings.files, options: self.options, memory: &memory.translation)
        let settled = memory.credentials.settle(translation, of: contents.resources, now: surroundings.now)
        return Settled(translation: settled.translation, certificates: settled.certificates)
    }

    /// Compiles what translation gave.
    ///
    /// - Parameter previous: the snapshot before, which unchanged parts are taken from.
    func compile(
        _ settled: Settled, of contents: Store.Contents, generation: UInt64, reusing previous: Snapshot? = nil
    ) -> Published {
        let compiled = Snapshot.compile(settled.translation.plan, generation: generation, reusing: previous)
        return self.published(contents, settled, snapshot: compiled.snapshot, problems: compiled.problems)
    }

    /// Keeps the snapshot of `before`, whose plan is the one that translation gave.
    func keep(_ before: Published, _ settled: Settled, of contents: Store.Contents) -> Published {
        self.published(contents, settled, snapshot: before.snapshot, problems: before.problems)
    }

    private func published(
        _ contents: Store.Contents, _ settled: Settled, snapshot: Snapshot, problems: [CompileProblem]
    ) -> Published {
        let translation = settled.translation
        let selection = Diagnostic.selection(
            of: contents.resources, by: translation, labels: self.options.gatewayLabels)
        return Published(
            generation: snapshot.generation, version: contents.version, resources: contents.resources,
            refused: contents.refused, plan: translation.plan, snapshot: snapshot, endpoints: translation.endpoints,
            status: translation.status,
            problems: problems, certificates: settled.certificates,
            configurationDiagnostics: contents.diagnostics + translation.diagnostics + selection
                + Diagnostic.compilation(problems, of: contents.resources))
    }
}
