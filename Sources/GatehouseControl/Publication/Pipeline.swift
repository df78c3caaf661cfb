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

    /// Translates, and compiles what came of it.
    public func prepare(_ contents: Store.Contents, generation: UInt64) -> Published {
        self.compile(self.translate(contents), of: contents, generation: generation)
    }

    /// Translates.
    func translate(_ contents: Store.Contents) -> TranslationResult {
        Translation.translate(contents.resources, options: self.options)
    }

    /// Compiles what translation gave.
    func compile(_ translation: TranslationResult, of contents: Store.Contents, generation: UInt64) -> Published {
        let compiled = Snapshot.compile(translation.plan, generation: generation)
        return self.published(
            contents, translation, snapshot: compiled.snapshot, problems: compiled.problems)
    }

    /// Keeps the snapshot of `before`, whose plan is the one that translation gave.
    func keep(_ before: Published, _ translation: TranslationResult, of contents: Store.Contents) -> Published {
        self.published(contents, translation, snapshot: before.snapshot, problems: before.problems)
    }

    private func published(
        _ contents: Store.Contents, _ translation: TranslationResult, snapshot: Snapshot, problems: [CompileProblem]
    ) -> Published {
        let selection = Diagnostic.selection(
            of: contents.resources, by: translation, labels: self.options.gatewayLabels)
        return Published(
            generation: snapshot.generation, version: contents.version, resources: contents.resources,
            plan: translation.plan, snapshot: snapshot, endpoints: translation.endpoints, status: translation.status,
            problems: problems,
            configurationDiagnostics: contents.diagnostics + translation.diagnostics + selection
                + Diagnostic.compilation(problems, of: contents.resources))
    }
}
