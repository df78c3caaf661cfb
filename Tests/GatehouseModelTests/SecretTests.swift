import GatehouseModel
import Testing

@Suite struct SecretTests {
    @Test("nothing that prints or dumps a secret shows its values")
    func redaction() {
        let secret = Secret(type: "kubernetes.io/tls", data: ["tls.key": Array("PRIVATE".utf8)])
        let resource = Resource(metadata: Metadata(name: "a", namespace: "b"), spec: secret)
        var dumped = ""
        dump(resource, to: &dumped)
        dump(AnyResource.secret(resource), to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(resource)", "\(AnyResource.secret(resource))", dumped]
        {
            #expect(!text.contains("PRIVATE"))
            #expect(!text.contains("80, 82, 73"))
            #expect(text.contains("tls.key: 7 bytes"))
        }
    }
}
