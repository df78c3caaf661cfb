import GatehouseModel

extension HTTPMatchRequest: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            uri: fields.value("uri"),
            scheme: fields.value("scheme"),
            method: fields.value("method"),
            authority: fields.value("authority"),
            headers: fields.map("headers"),
            port: fields.value("port"),
            sourceLabels: fields.map("sourceLabels"),
            gateways: fields.list("gateways"),
            queryParams: fields.map("queryParams"),
            ignoreUriCase: fields.value("ignoreUriCase"),
            withoutHeaders: fields.map("withoutHeaders"),
            sourceNamespace: fields.value("sourceNamespace"),
            statPrefix: fields.value("statPrefix"))
    }
}
