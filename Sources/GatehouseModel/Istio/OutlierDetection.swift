/// When failing endpoints are set aside.
public struct OutlierDetection: Hashable, Sendable {
    /// Deprecated: failures in a row.
    public var consecutiveErrors: Int32?
    /// Counts failures to connect apart from failing answers.
    public var splitExternalLocalOriginErrors: Bool?
    /// Failures to connect in a row, once they count apart; 5 where absent.
    public var consecutiveLocalOriginFailures: UInt32?
    /// Answers 502, 503, 504 in a row; off where absent.
    public var consecutiveGatewayErrors: UInt32?
    /// Failing answers in a row; 5 where absent, 0 is off.
    public var consecutive5xxErrors: UInt32?
    /// Time between checks; 10 s where absent.
    public var interval: Duration?
    /// Time aside, times the number of ejections; 30 s where absent.
    public var baseEjectionTime: Duration?
    /// The most endpoints aside; 10 where absent.
    public var maxEjectionPercent: Int32?
    /// Below this share of healthy endpoints all are used again.
    public var minHealthPercent: Int32?
    /// Statuses that count as failing answers, in place of 5xx.
    public var outlierDetectionHttpErrorCodes: [UInt32]

    /// Fields that are not given are absent.
    public init(
        consecutiveErrors: Int32? = nil, splitExternalLocalOriginErrors: Bool? = nil,
        consecutiveLocalOriginFailures: UInt32? = nil, consecutiveGatewayErrors: UInt32? = nil,
        consecutive5xxErrors: UInt32? = nil, interval: Duration? = nil, baseEjectionTime: Duration? = nil,
        maxEjectionPercent: Int32? = nil, minHealthPercent: Int32? = nil,
        outlierDetectionHttpErrorCodes: [UInt32] = []
    ) {
        self.consecutiveErrors = consecutiveErrors
        self.splitExternalLocalOriginErrors = splitExternalLocalOriginErrors
        self.consecutiveLocalOriginFailures = consecutiveLocalOriginFailures
        self.consecutiveGatewayErrors = consecutiveGatewayErrors
        self.consecutive5xxErrors = consecutive5xxErrors
        self.interval = interval
        self.baseEjectionTime = baseEjectionTime
        self.maxEjectionPercent = maxEjectionPercent
        self.minHealthPercent = minHealthPercent
        self.outlierDetectionHttpErrorCodes = outlierDetectionHttpErrorCodes
    }
}
