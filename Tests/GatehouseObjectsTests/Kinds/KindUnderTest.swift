import GatehouseObjects
import Testing

/// A kind that a test shows by its name alone.
struct KindUnderTest: Sendable, CustomTestStringConvertible {
    var resource: APIResource

    init(_ resource: APIResource) { self.resource = resource }

    var testDescription: String { self.resource.plural }
}
