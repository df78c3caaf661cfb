import GatehouseModel

extension HTTPRoute: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            match: fields.list("match"),
            route: fields.list("route"),
            redirect: fields.value("redirect"),
            directResponse: fields.value("directResponse"),
            delegate: fields.value("delegate"),
            rewrite: fields.value("rewrite"),
            timeout: fields.value("timeout"),
            retries: fields.value("retries"),
            fault: fields.value("fault"),
            mirror: fields.value("mirror"),
            mirrors: fields.list("mirrors"),
            mirrorPercent: fields.value("mirrorPercent"),
            mirrorPercentage: fields.value("mirrorPercentage"),
            corsPolicy: fields.value("corsPolicy"),
            headers: fields.value("headers"))
    }
}

extension HTTPRouteDestination: Message {
    init(_ fields: inout Fields) {
        self.init(
            destination: fields.value("destination"),
            weight: fields.value("weight"),
            headers: fields.value("headers"))
    }
}

extension HTTPMirrorPolicy: Message {
    init(_ fields: inout Fields) {
        self.init(destination: fields.value("destination"), percentage: fields.value("percentage"))
    }
}
