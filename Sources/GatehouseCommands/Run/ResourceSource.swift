import GatehouseStore

/// Where resources come from: it fills the store and keeps it in step.
struct ResourceSource: Sendable {
    /// Fills the store, then follows changes until the task is cancelled. The closure is called once, when the store has
    /// all that there is.
    var run: @Sendable (_ store: Store, _ onLoaded: @escaping @Sendable () -> Void) async -> Void
    /// Looks for changes now, as after SIGHUP.
    var reload: @Sendable () -> Void = {}

    /// Files and directories.
    static func files(_ source: FileSource) -> ResourceSource {
        ResourceSource(
            run: { store, onLoaded in await source.run(into: store) { _ in onLoaded() } },
            reload: { source.reload() })
    }
}
