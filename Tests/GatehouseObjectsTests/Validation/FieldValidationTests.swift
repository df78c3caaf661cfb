import GatehouseObjects
import Testing

@Suite("checks of fields")
struct FieldValidationTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var about: String
        var resource: APIResource
        var object: JSON
        var problems: [String]
        var testDescription: String { self.about }
    }

    private static func virtualService(_ spec: JSON) -> JSON {
        ["apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": ["name": "a"], "spec": spec]
    }

    private static let istio: [Case] = [
        Case(
            about: "a good object", resource: .virtualServices,
            object: virtualService([
                "hosts": ["a"],
                "http": [
                    [
                        "match": [["uri": ["prefix": "/"], "headers": ["x": [:]], "port": 80]],
                        "route": [["destination": ["host": "b", "port": ["number": 80]], "weight": 1]],
                        "mirrorPercentage": ["value": .double(0.5)], "timeout": "5s",
                    ]
                ],
            ]), problems: []),
        Case(
            about: "unknown fields, with their places in lists", resource: .virtualServices,
            object: virtualService(["htttp": [], "http": [["timeot": "5s", "name": "x"]]]),
            problems: ["unknown field \"spec.htttp\"", "unknown field \"spec.http[0].timeot\""].reversed()),
        Case(
            about: "values of other types", resource: .virtualServices,
            object: virtualService(["hosts": "a", "http": [["match": [["port": "80"]]], 7]]),
            problems: [
                "Invalid value: \"string\": spec.hosts in body must be of type array: \"string\"",
                "Invalid value: \"string\": spec.http[0].match[0].port in body must be of type integer: \"string\"",
                "Invalid value: \"integer\": spec.http[1] in body must be of type object: \"integer\"",
            ]),
        Case(
            about: "what has to be there", resource: .destinationRules,
            object: ["spec": ["subsets": [["labels": ["v": "1"]]]]], problems: ["Required value", "Required value"]),
        Case(
            about: "null is absent", resource: .virtualServices,
            object: virtualService(["hosts": nil, "http": [["timeout": nil, "fault": nil]]]), problems: []),
        Case(
            about: "a text that is none of the supported ones", resource: .destinationRules,
            object: ["spec": ["host": "a", "trafficPolicy": ["tls": ["mode": "MTLS"]]]],
            problems: [
                "Unsupported value: \"MTLS\": supported values: \"DISABLE\", \"SIMPLE\", \"MUTUAL\", \"ISTIO_MUTUAL\""
            ]),
        Case(
            about: "a whole number may have a point", resource: .virtualServices,
            object: virtualService(["http": [["route": [["destination": ["host": "a"], "weight": .double(1)]]]]]),
            problems: []),
        Case(
            about: "a part of a number is not whole", resource: .virtualServices,
            object: virtualService(["http": [["route": [["destination": ["host": "a"], "weight": .double(1.5)]]]]]),
            problems: [
                "Invalid value: \"number\": spec.http[0].route[0].weight in body must be of type integer: \"number\""
            ]),
        Case(
            about: "nothing is unknown in kinds that are kept as they are", resource: .envoyFilters,
            object: ["spec": ["configPatches": [["x": 1]]], "status": ["x": 1]], problems: []),
    ]

    private static let kubernetes: [Case] = [
        Case(
            about: "a port by number or name", resource: .services,
            object: ["spec": ["ports": [["port": 80, "targetPort": "http"], ["port": 81, "targetPort": 8080]]]],
            problems: []),
        Case(
            about: "a port that is neither", resource: .services,
            object: ["spec": ["ports": [["port": 80, "targetPort": true]]]],
            problems: [
                "Invalid value: \"boolean\": spec.ports[0].targetPort in body must be of type integer or string: \"boolean\""
            ]),
        Case(
            about: "a time, and what is none", resource: .services,
            object: ["metadata": ["creationTimestamp": nil, "deletionTimestamp": "now"]],
            problems: [
                "Invalid value: \"now\": metadata.deletionTimestamp in body must be of type date-time: \"now\""
            ]),
        Case(
            about: "Base64, and what is none, which is not said", resource: .secrets,
            object: ["data": ["a": "YQ==", "b": "geheim!", "c": "YQ=", "d": ""]],
            problems: [
                "Invalid value: \"…\": data.b in body must be of type byte: \"…\"",
                "Invalid value: \"…\": data.c in body must be of type byte: \"…\"",
            ]),
        Case(
            about: "null for a list that has to be there", resource: .endpointSlices,
            object: ["addressType": "IPv4", "endpoints": nil], problems: []),
        Case(
            about: "labels are texts", resource: .configMaps, object: ["metadata": ["labels": ["a": 1]]],
            problems: ["Invalid value: \"integer\": metadata.labels.a in body must be of type string: \"integer\""]),
        Case(
            about: "no object at all", resource: .configMaps, object: [],
            problems: ["Invalid value: \"array\":  in body must be of type object: \"array\""]),
    ]

    @Test("every problem is found, and no other", arguments: istio + kubernetes)
    func problems(example: Case) {
        let validation = FieldValidation(example.object, against: example.resource.schema)
        #expect(validation.problems.map(\.message) == example.problems)
    }

    @Test("what is missing is named by its path")
    func missing() {
        let validation = FieldValidation(["spec": ["subsets": [[:]]]], against: APIResource.destinationRules.schema)
        #expect(validation.problems.map(\.path) == ["spec.subsets[0].name", "spec.host"])
        #expect(validation.problems.allSatisfy { $0.cause.reason == "FieldValueRequired" })
    }

    @Test("there is an end to problems")
    func bounded() {
        let members = (0..<3000).map { ("x\($0)", JSON.integer(1)) }
        let object = JSON.object(Dictionary(members) { first, _ in first })
        #expect(FieldValidation(object, against: APIResource.configMaps.schema).problems.count == 1000)
    }
}
