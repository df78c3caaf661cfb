import GatehouseModel
import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseControl

@Suite("Statuses in objects", .overSockets) struct StatusMergingTests {
    static func status(
        _ conditions: Condition..., generation: Int64? = 2, messages: [ValidationMessage] = []
    ) -> ResourceStatus {
        ResourceStatus(
            key: ResourceKey(kind: "Gateway", namespace: "default", name: "gw"), observedGeneration: generation,
            conditions: conditions, validationMessages: messages)
    }

    static let accepted = Condition(.accepted, .yes, .accepted, "Yes.")

    @Test("a status is written as Kubernetes and Istio write theirs")
    func written() {
        let message = ValidationMessage(code: "IST0101", name: "ReferencedResourceNotFound", level: .error)
        let json = Self.status(Self.accepted, messages: [message]).merged(into: nil, now: 1_767_323_045)
        let expected: JSON = [
            "conditions": [
                [
                    "type": "Accepted", "status": "True", "reason": "Accepted", "message": "Yes.",
                    "lastTransitionTime": "2026-01-02T03:04:05Z", "observedGeneration": 2,
                ]
            ],
            "validationMessages": [
                ["type": ["code": "IST0101", "name": "ReferencedResourceNotFound"], "level": "ERROR"]
            ],
            "observedGeneration": 2,
        ]
        #expect(json == expected)
        let uncounted = Self.status(Self.accepted, generation: nil).merged(into: nil, now: 0)
        #expect(uncounted["observedGeneration"] == nil)
        #expect(uncounted["conditions"]?.array?.first?["observedGeneration"] == nil)
    }

    @Test(
        "lastTransitionTime changes with the status of a condition, and with nothing else",
        arguments: [
            (Condition(.accepted, .yes, .accepted, "Yes."), 2, "1970-01-01T00:00:01Z"),
            (Condition(.accepted, .yes, .partiallyInvalid, "Other words."), 3, "1970-01-01T00:00:01Z"),
            (Condition(.accepted, .no, .invalid, "No."), 2, "1970-01-01T00:00:09Z"),
            (Condition(.accepted, .unknown, .invalid, "No."), 2, "1970-01-01T00:00:09Z"),
        ] as [(Condition, Int64, String)])
    func transition(condition: Condition, generation: Int64, time: String) throws {
        let old = Self.status(Self.accepted).merged(into: nil, now: 1)
        let new = Self.status(condition, generation: generation).merged(into: old, now: 9)
        let written = try #require(new["conditions"]?.array?.first)
        #expect(written["lastTransitionTime"]?.string == time)
        #expect(written["reason"]?.string == condition.reason.rawValue)
        #expect(written["observedGeneration"]?.integer == generation)
        #expect(new["conditions"]?.array?.count == 1)
    }

    @Test("the same again is equal, so that nothing is written")
    func same() {
        let status = Self.status(Self.accepted, Condition(.programmed, .yes, .programmed, "x"))
        let once = status.merged(into: nil, now: 1)
        #expect(status.merged(into: once, now: 2) == once)
    }

    static let foreign: JSON = [
        "conditions": [
            ["type": "Reconciled", "status": "True", "lastProbeTime": nil, "extra": [1, 2]],
            ["type": "Programmed", "status": "True", "lastTransitionTime": "1970-01-01T00:00:01Z"],
            "not a condition",
            ["type": "Programmed", "status": "False"],
        ],
        "validationMessages": [
            ["level": "WARNING", "documentationUrl": "https://example.com/ist0103", "type": ["code": "IST0103"]],
            ["level": "ERROR", "type": ["code": "GH0203"]],
        ],
        "addresses": [["value": "192.0.2.1"]],
    ]

    @Test("what others wrote stays as it is and where it is; what is said twice or no longer goes")
    func others() {
        let merged = Self.status(Self.accepted).merged(into: Self.foreign, now: 5)
        let conditions = merged["conditions"]?.array ?? []
        #expect(conditions.count == 3)
        #expect(
            Array(conditions.prefix(2)) == [
                ["type": "Reconciled", "status": "True", "lastProbeTime": nil, "extra": [1, 2]], "not a condition",
            ])
        #expect(conditions.last?["type"] == "Accepted")
        #expect(merged["validationMessages"]?.array?.map { $0["level"] } == ["WARNING"])
        #expect(merged["addresses"] == Self.foreign["addresses"])
    }

    @Test("an object that nothing more is to be said about keeps what others wrote")
    func withdrawn() {
        let rest = ResourceStatus.withdrawn(from: Self.foreign)
        #expect(rest?["conditions"]?.array?.count == 2)
        #expect(rest?["validationMessages"]?.array?.count == 1)
        #expect(rest?["addresses"] == Self.foreign["addresses"])
        let own = Self.status(Self.accepted).merged(into: ["a": 1], now: 5)
        #expect(ResourceStatus.withdrawn(from: own) == ["a": 1])
        #expect(ResourceStatus.withdrawn(from: nil) == nil)
        let untouched: JSON = ["conditions": [], "observedGeneration": 4, "validationMessages": []]
        #expect(ResourceStatus.withdrawn(from: untouched)?["observedGeneration"] == nil)
    }

    @Test("what is no status at all is replaced", arguments: [.null, .string("x"), ["conditions": 5]] as [JSON])
    func damaged(status: JSON) {
        #expect(
            Self.status(Self.accepted).merged(into: status, now: 1)
                == Self.status(Self.accepted).merged(into: nil, now: 1))
        #expect(ResourceStatus.conditions(in: status).isEmpty)
    }

    @Test("a time that is none is replaced")
    func damagedTime() {
        let old: JSON = ["conditions": [["type": "Accepted", "status": "True", "lastTransitionTime": "yesterday"]]]
        let new = Self.status(Self.accepted).merged(into: old, now: 1)
        #expect(new["conditions"]?.array?.first?["lastTransitionTime"] == "1970-01-01T00:00:01Z")
    }

    @Test("conditions are read back as they were written")
    func readBack() {
        let status = Self.status(Self.accepted, Condition(.conflicted, .no, .noConflicts, "None."))
        #expect(ResourceStatus.conditions(in: status.merged(into: Self.foreign, now: 1)) == status.conditions)
    }
}
