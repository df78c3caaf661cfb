public import GatehouseModel

extension Diagnostic {
    /// One line, as compilers write them: `file:line: error[IST0106] VirtualService default/a spec.http[0]: message`.
    public var text: String {
        var text = ""
        if let location = self.location { text += "\(location.file):\(location.line): " }
        text += "\(self.level.rawValue)[\(self.code)] "
        text += self.subject
        return text
    }

    /// The resource, the field and the message, without place and level.
    var subject: String {
        var parts: [String] = []
        if let resource = self.resource { parts.append(resource.description) }
        if let field = self.field, !field.components.isEmpty { parts.append(field.description) }
        return parts.isEmpty ? self.message : "\(parts.joined(separator: " ")): \(self.message)"
    }
}
