import GatehouseModel

extension HTTPRedirect: Message {
    init(_ fields: inout Fields) {
        self.init(
            uri: fields.value("uri"),
            authority: fields.value("authority"),
            port: fields.member("port", of: "redirectPort"),
            derivePort: fields.member("derivePort", of: "redirectPort"),
            scheme: fields.value("scheme"),
            redirectCode: fields.value("redirectCode"),
            prefixRewrite: fields.value("prefixRewrite"))
    }
}

extension HTTPRedirect.RedirectPortSelection: Enumeration {}

extension HTTPDirectResponse: Message {
    init(_ fields: inout Fields) {
        self.init(status: fields.value("status"), body: fields.value("body"))
    }
}

extension HTTPBody: Message {
    init(_ fields: inout Fields) {
        self.init(string: fields.member("string", of: "specifier"), bytes: fields.member("bytes", of: "specifier"))
    }
}

extension HTTPRewrite: Message {
    init(_ fields: inout Fields) {
        self.init(
            uri: fields.value("uri"),
            authority: fields.value("authority"),
            uriRegexRewrite: fields.value("uriRegexRewrite"))
    }
}

extension RegexRewrite: Message {
    init(_ fields: inout Fields) {
        self.init(match: fields.value("match"), rewrite: fields.value("rewrite"))
    }
}
