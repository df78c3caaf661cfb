import Testing

@Suite("A listed difference between API servers")
struct DifferenceTests {
    private static let name = Difference.part(
        "labels", "kubectl get", kubectl: 20...29, #"gateway/\w+"#, is: "gateway/other", .noGateway)
    private static let whole = Difference.answer("labels", "kubectl get", is: "nothing $1", .older)

    @Test("It concerns a step of one transcript, typed with some kubectls")
    func concerns() {
        #expect(Self.name.concerns("labels", "kubectl get gateways", minor: 25))
        #expect(!Self.name.concerns("labels", "kubectl get gateways", minor: 30))
        #expect(!Self.name.concerns("labels", "kubectl label gateways", minor: 25))
        #expect(!Self.name.concerns("watches", "kubectl get gateways", minor: 25))
    }

    @Test("It changes what it names and nothing else, one after the other")
    func applying() {
        let (answer, stale) = Difference.applying([Self.name], to: "gateway/mine labeled")
        #expect(answer == "gateway/other labeled")
        #expect(stale.isEmpty)
        #expect(Difference.applying([Self.name, Self.whole], to: "gateway/mine").answer == "nothing $1")
    }

    @Test("One that changes nothing is told: there is no such difference any more")
    func stale() {
        let (answer, stale) = Difference.applying([Self.name, Self.whole], to: "nothing $1")
        #expect(answer == "nothing $1")
        #expect(stale.map(\.reason) == [.noGateway, .older])
    }
}
