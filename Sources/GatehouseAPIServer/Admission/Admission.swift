public import GatehouseObjects

/// Decides whether an object may be stored, by what it says and not by its form, which was checked before.
public protocol Admission: Sendable {
    /// Looks at an object as it would be stored.
    ///
    /// - Parameter resource: Its kind.
    func review(_ object: JSON, of resource: APIResource) -> AdmissionReview
}

/// What is thought of an object.
public struct AdmissionReview: Sendable {
    /// Why it is refused; nil when it is not.
    public var denial: APIStatus?
    /// What its author should know besides; kubectl prints these.
    public var warnings: [String]

    /// A review.
    public init(denial: APIStatus? = nil, warnings: [String] = []) {
        self.denial = denial
        self.warnings = warnings
    }

    /// Refuses an object as invalid. Of very many problems the first are told.
    public static func denied(
        _ name: String, _ resource: APIResource, _ problems: [APIStatus.Cause], warnings: [String] = []
    ) -> AdmissionReview {
        AdmissionReview(denial: .invalid(resource, name, problems), warnings: warnings)
    }
}
