extension TablePrinter {
    @Sendable static func pod(_ object: JSON, _ column: String, _ now: Int) -> String {
        let (spec, status) = (object["spec"], object["status"])
        let containers = status?["containerStatuses"]?.array ?? []
        switch column {
        case "Ready":
            let ready = containers.count { $0["ready"]?.bool == true }
            return "\(ready)/\(spec?["containers"]?.array?.count ?? containers.count)"
        case "Status": return Self.state(of: object, containers: containers)
        case "Restarts": return String(containers.reduce(0) { $0 &+ ($1["restartCount"]?.integer ?? 0) })
        case "IP":
            let addresses = (status?["podIPs"]?.array ?? []).compactMap { $0["ip"]?.string }
            return Self.known(addresses.first ?? status?["podIP"]?.string)
        case "Node": return Self.known(spec?["nodeName"]?.string)
        default: return ""
        }
    }

    private static func known(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "<none>" }
        return text
    }

    /// What says most: a deletion, then a container that waits or has ended, then the pod's own words.
    private static func state(of pod: JSON, containers: [JSON]) -> String {
        let status = pod["status"]
        let isLost = status?["reason"]?.string == "NodeLost"
        if pod["metadata"]?["deletionTimestamp"]?.string != nil { return isLost ? "Unknown" : "Terminating" }
        for container in containers {
            let state = container["state"]
            if let reason = state?["waiting"]?["reason"]?.string, !reason.isEmpty { return reason }
            if let ended = state?["terminated"] { return Self.ending(ended) }
        }
        return status?["reason"]?.string ?? status?["phase"]?.string ?? "Unknown"
    }

    private static func ending(_ ended: JSON) -> String {
        if let reason = ended["reason"]?.string, !reason.isEmpty { return reason }
        if let signal = ended["signal"]?.integer, signal != 0 { return "Signal:\(signal)" }
        return "ExitCode:\(ended["exitCode"]?.integer ?? 0)"
    }
}
