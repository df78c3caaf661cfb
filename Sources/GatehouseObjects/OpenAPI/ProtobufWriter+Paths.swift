extension ProtobufWriter {
    private static let methods = [("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("patch", 8)]

    /// The fields of a `PathItem`.
    mutating func pathItem(_ item: JSON) {
        for (method, field) in Self.methods {
            guard let operation = item[method] else { continue }
            self.message(field) { $0.operation(operation) }
        }
        self.parameters(9, item["parameters"])
    }

    private mutating func operation(_ operation: JSON) {
        for tag in operation["tags"]?.texts ?? [] { self.text(1, tag) }
        self.text(3, operation["description"]?.string)
        self.text(5, operation["operationId"]?.string)
        for type in operation["produces"]?.texts ?? [] { self.text(6, type) }
        for type in operation["consumes"]?.texts ?? [] { self.text(7, type) }
        self.parameters(8, operation["parameters"])
        self.message(9) { writer in
            for (status, response) in operation["responses"].sortedMembers { writer.response(status, response) }
        }
        for scheme in operation["schemes"]?.texts ?? [] { self.text(10, scheme) }
        self.extensions(13, of: operation)
    }

    /// A `NamedResponseValue` that is a `Response`.
    private mutating func response(_ status: String, _ response: JSON) {
        self.message(1) { writer in
            writer.text(1, status)
            writer.message(2) { writer in
                writer.message(1) { writer in
                    writer.text(1, response["description"]?.string)
                    guard let schema = response["schema"] else { return }
                    writer.message(2) { writer in
                        writer.message(1) { $0.schema(schema) }
                    }
                }
            }
        }
    }

    /// `ParametersItem`s that are `Parameter`s.
    private mutating func parameters(_ field: Int, _ parameters: JSON?) {
        for parameter in parameters?.array ?? [] {
            self.message(field) { writer in
                writer.message(1) { $0.parameter(parameter) }
            }
        }
    }

    private mutating func parameter(_ parameter: JSON) {
        switch parameter["in"] {
        case "body": self.message(1) { $0.bodyParameter(parameter) }
        case "path":
            self.message(2) { writer in
                writer.message(4) { $0.plainParameter(parameter, type: 5, uniqueItems: 19) }
            }
        default:
            self.message(2) { writer in
                writer.message(3) { $0.plainParameter(parameter, type: 6, uniqueItems: 20) }
            }
        }
    }

    private mutating func bodyParameter(_ parameter: JSON) {
        self.text(1, parameter["description"]?.string)
        self.text(2, parameter["name"]?.string)
        self.text(3, parameter["in"]?.string)
        self.flag(4, parameter["required"]?.bool)
        guard let schema = parameter["schema"] else { return }
        self.message(5) { $0.schema(schema) }
    }

    /// The fields of a `PathParameterSubSchema` or a `QueryParameterSubSchema`, which differ in these two numbers.
    private mutating func plainParameter(_ parameter: JSON, type: Int, uniqueItems: Int) {
        self.flag(1, parameter["required"]?.bool)
        self.text(2, parameter["in"]?.string)
        self.text(3, parameter["description"]?.string)
        self.text(4, parameter["name"]?.string)
        self.text(type, parameter["type"]?.string)
        self.flag(uniqueItems, parameter["uniqueItems"]?.bool)
    }
}
