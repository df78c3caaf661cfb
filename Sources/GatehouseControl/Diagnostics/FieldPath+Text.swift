import GatehouseModel

extension FieldPath {
    /// The path that `text` spells, such as `spec.http[0].match[1]`.
    init(text: String) {
        var components: [Component] = []
        for step in text.split(separator: ".") {
            let parts = step.split(separator: "[")
            guard let key = parts.first else { continue }
            if !step.hasPrefix("[") { components.append(.key(String(key))) }
            for part in step.hasPrefix("[") ? parts[...] : parts.dropFirst() {
                guard part.hasSuffix("]"), let index = Int(part.dropLast()) else { continue }
                components.append(.index(index))
            }
        }
        self.init(components: components)
    }
}
