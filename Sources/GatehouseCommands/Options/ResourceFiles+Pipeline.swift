import GatehouseControl
import GatehouseStore
import GatehouseTranslation

extension ResourceFiles.Reading {
    /// What would be served, with the files that the resources name by path read as well.
    func prepared(for options: TranslationOptions) -> Published {
        var files = ReferencedFiles()
        let paths = CredentialFiles.paths(namedBy: self.contents.resources, options: options)
        return Pipeline(options: options).prepare(
            self.contents, generation: 1,
            surroundings: Pipeline.Surroundings(files: CredentialFiles(files.read(paths)), now: WallClock.now()))
    }
}
