import GatehouseModel

/// How long ago something was, as `kubectl get` prints it: exact while it is short, in coarser steps later on.
enum Age {
    /// The time since a point in time of RFC 3339; `<unknown>` where there is none.
    static func text(since time: String?, now: Int) -> String {
        guard let time, let seconds = TimestampText.seconds(time) else { return "<unknown>" }
        return Self.text(now - seconds)
    }

    /// A time in seconds.
    static func text(_ seconds: Int) -> String {
        // Clocks differ a little, so that something may have happened in a moment.
        if seconds < -1 { return "<invalid>" }
        if seconds < 0 { return "0s" }
        let (minutes, hours) = (seconds / 60, seconds / 3600)
        let (days, years) = (hours / 24, hours / 24 / 365)
        switch true {
        case minutes < 2: return "\(seconds)s"
        case minutes < 10: return Self.text(minutes, "m", seconds % 60, "s")
        case hours < 3: return "\(minutes)m"
        case hours < 8: return Self.text(hours, "h", minutes % 60, "m")
        case hours < 48: return "\(hours)h"
        case days < 8: return Self.text(days, "d", hours % 24, "h")
        case years < 2: return "\(days)d"
        case years < 8: return Self.text(years, "y", days % 365, "d")
        default: return "\(years)y"
        }
    }

    private static func text(_ whole: Int, _ unit: String, _ rest: Int, _ smallerUnit: String) -> String {
        rest == 0 ? "\(whole)\(unit)" : "\(whole)\(unit)\(rest)\(smallerUnit)"
    }
}
