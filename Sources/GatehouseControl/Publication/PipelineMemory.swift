import GatehouseTranslation

/// What one run of the pipeline leaves to the next.
struct PipelineMemory {
    /// Makes translation cost what a change touches; makes no difference to what comes of it.
    var translation = TranslationMemory()
    /// The certificates that were last complete, which are used for as long as there are no better ones.
    var credentials = CredentialMemory()
}
