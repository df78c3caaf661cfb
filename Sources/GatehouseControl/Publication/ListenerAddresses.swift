/// Where the sockets of a plan are on this machine.
public struct ListenerAddresses: Hashable, Sendable {
    /// The address of listeners whose Gateway names none.
    public var address: String
    /// Local ports by the plan's ports; a port that is not a key is its own.
    public var portMap: [Int: Int]

    /// Addresses.
    public init(address: String = "0.0.0.0", portMap: [Int: Int] = [:]) {
        self.address = address
        self.portMap = portMap
    }

    /// The local port of a plan's port.
    public func localPort(of port: Int) -> Int { self.portMap[port] ?? port }

    /// `ADDRESS:PORT` on this machine.
    func text(bind: String?, port: Int) -> String {
        let address = bind ?? self.address
        let host = address.contains(":") ? "[\(address)]" : address
        return "\(host):\(self.localPort(of: port))"
    }
}
