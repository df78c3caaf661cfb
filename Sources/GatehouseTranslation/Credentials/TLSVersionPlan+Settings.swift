import GatehouseModel
import GatehousePlan

extension TLSVersionPlan {
    /// The version that a server names; nil for its default.
    init?(_ version: ServerTLSSettings.TLSProtocol?) {
        switch version {
        case .tlsV1_0: self = .tls10
        case .tlsV1_1: self = .tls11
        case .tlsV1_2: self = .tls12
        case .tlsV1_3: self = .tls13
        case .tlsAuto, nil: return nil
        }
    }
}
