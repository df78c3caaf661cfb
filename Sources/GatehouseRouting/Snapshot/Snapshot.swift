public import GatehousePlan

/// A plan made ready to serve: indexes, matchers and programs. Immutable, so every worker reads it without a lock, and an
/// exchange that keeps a reference sees one generation from its first byte to its last.
public final class Snapshot: Sendable {
    /// Counts up with every snapshot that is compiled; for dumps, logs and acknowledgements.
    public let generation: UInt64
    /// The sockets to serve, ordered as in the plan.
    public let listeners: [CompiledListener]
    /// The clusters, at the places that `ClusterID` names.
    public let clusters: [CompiledCluster]

    /// The limits to how often requests come, which routes refer to by their places.
    public let rateLimits: [RateLimitPolicy]

    /// The regular expressions in use, for the snapshot after.
    let regexes: RegexCache

    init(
        generation: UInt64, listeners: [CompiledListener], clusters: [CompiledCluster], rateLimits: [RateLimitPolicy],
        regexes: RegexCache
    ) {
        self.rateLimits = rateLimits
        self.generation = generation
        self.listeners = listeners
        self.clusters = clusters
        self.regexes = regexes
    }

    /// Compiles `plan`.
    ///
    /// Never fails as a whole. A part that cannot be compiled is contained and reported: a route with a broken regular
    /// expression is left out, since it can be said of no request that it matches; a broken header operation is left
    /// out of its route.
    ///
    /// - Parameter previous: the snapshot before. Virtual hosts and regular expressions that have not changed are taken
    ///   from it, which costs a comparison where compiling anew costs much more; the result is the same.
    public static func compile(
        _ plan: GatewayPlan, generation: UInt64, reusing previous: Snapshot? = nil
    ) -> CompileResult {
        var compiler = Compiler(plan, previous: previous)
        let listeners = plan.listeners.map { compiler.listener($0) }
        return CompileResult(
            snapshot: Snapshot(
                generation: generation, listeners: listeners, clusters: compiler.clusters,
                rateLimits: compiler.rateLimits, regexes: compiler.regexes.settled),
            problems: compiler.problems)
    }
}

/// What compiling a plan gives: always a snapshot, and what had to be left out of it.
public struct CompileResult: Sendable {
    /// The snapshot.
    public var snapshot: Snapshot
    /// What was left out, in the order of the plan; empty when all of the plan is honoured.
    public var problems: [CompileProblem]
}

/// A part of a plan that could not be compiled.
public struct CompileProblem: Hashable, Sendable {
    /// The rule that it belongs to.
    public var origin: Origin
    /// The match entry that it belongs to, such as `spec.http[0].match[1]`; nil where the whole rule is meant.
    public var matchPath: String?
    /// What is wrong, what the gateway does about it and what to do.
    public var message: String
}
