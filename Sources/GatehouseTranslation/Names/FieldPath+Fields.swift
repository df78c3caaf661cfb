import GatehouseModel

extension FieldPath {
    /// The path of what `text` spells below this one: `credentialNames[1]`, `tlsCertificates[0].privateKey`; itself for
    /// an empty text.
    subscript(fields text: String) -> FieldPath {
        text.split(separator: ".").reduce(self) { path, step in
            let parts = step.split(separator: "[")
            guard let key = parts.first else { return path }
            return parts.dropFirst().reduce(path[String(key)]) { path, part in
                Int(part.dropLast()).map { path[$0] } ?? path
            }
        }
    }
}
