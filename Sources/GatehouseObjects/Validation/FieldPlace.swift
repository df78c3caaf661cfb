/// A place in an object, spelled out only where something is wrong there: nearly all that is looked at is fine.
indirect enum FieldPlace {
    case root
    case member(String, of: FieldPlace)
    case element(Int, of: FieldPlace)

    /// How long a path may become, in bytes; what is longer is cut, at the next name. Names may be as long as the object.
    private static let longest = 2048

    /// The path, such as `spec.http[0].timeout`; empty for the root.
    var path: String {
        var steps: [String] = []
        var place = self
        while true {
            switch place {
            case .root: return Self.joined(steps.reversed())
            case .member(let name, let parent):
                steps.append(name.utf8.count > Self.longest ? "..." : name)
                place = parent
            case .element(let index, let parent):
                steps.append("[\(index)]")
                place = parent
            }
        }
    }

    private static func joined(_ steps: some Sequence<String>) -> String {
        var path = ""
        for step in steps {
            if path.utf8.count + step.utf8.count > Self.longest { return path + "..." }
            if !path.isEmpty, !step.hasPrefix("[") { path += "." }
            path += step
        }
        return path
    }
}
