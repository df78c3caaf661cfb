import Testing

@testable import GatehouseObjects

@Suite("OpenAPI 2 as Protocol Buffers")
struct SwaggerProtobufTests {
    private static let openAPI = OpenAPI(.served, version: "v1.33.0")
    private static let document = ProtobufReader(openAPI.swaggerProtobuf)

    @Test("the document has as many paths and definitions as its JSON")
    func counts() throws {
        let document = try #require(Self.document)
        let json = Self.openAPI.swagger
        #expect(document.text(1) == "2.0")
        #expect(document.message(2)?.text(2) == "v1.33.0")
        #expect(document.message(8)?.messages(2).count == json["paths"]?.object?.count)
        #expect(document.message(9)?.messages(1).count == json["definitions"]?.object?.count)
    }

    @Test("schemas have type, fields, what is required, and extensions as YAML")
    func schema() throws {
        let service = try #require(Self.document?.message(9)?.entry(1, named: "io.k8s.api.core.v1.Service"))
        #expect(service.message(22)?.text(1) == "object")
        #expect(
            service.entry(31, named: "x-kubernetes-group-version-kind")?.text(2)
                == "[{\"group\":\"\",\"kind\":\"Service\",\"version\":\"v1\"}]")
        let metadata = service.message(25)?.entry(1, named: "metadata")
        #expect(metadata?.text(1) == "#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")
        let spec = try #require(service.message(25)?.entry(1, named: "spec"))
        let ports = try #require(spec.message(25)?.entry(1, named: "ports"))
        #expect(ports.message(22)?.text(1) == "array")
        #expect(ports.entry(31, named: "x-kubernetes-patch-merge-key")?.text(2) == "\"port\"")
        #expect(ports.message(23, 1)?.texts(19) == ["port"])
        let type = try #require(spec.message(25)?.entry(1, named: "type"))
        #expect(type.messages(20).map { $0.text(2) }.contains("\"NodePort\""))
        let selector = spec.message(25)?.entry(1, named: "selector")
        #expect(selector?.message(21, 1, 22)?.text(1) == "string")
    }

    @Test("patches have their parameters and extensions")
    func operation() throws {
        let path = "/apis/networking.istio.io/v1/namespaces/{namespace}/gateways/{name}"
        let item = try #require(Self.document?.message(8)?.entry(2, named: path))
        let patch = try #require(item.message(8))
        #expect(patch.text(5) == "patchNetworkingIstioIoV1NamespacedGateway")
        #expect(patch.texts(7).contains("application/merge-patch+json"))
        let query = patch.messages(8).compactMap { $0.message(1, 2, 3) }
        #expect(query.compactMap { $0.text(4) }.contains("fieldValidation"))
        #expect(query.allSatisfy { $0.text(2) == "query" && $0.text(6) != nil && $0.numbers[20] == 1 })
        let body = patch.messages(8).compactMap { $0.message(1, 1) }
        #expect(body.map { $0.message(5)?.text(1) } == ["#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.Patch"])
        let inPath = item.messages(9).compactMap { $0.message(1, 2, 4) }
        #expect(inPath.compactMap { $0.text(4) } == ["name", "namespace"])
        #expect(inPath.allSatisfy { $0.numbers[1] == 1 && $0.text(5) == "string" })
        let answer = patch.message(9)?.entry(1, named: "200")?.message(1, 2, 1)
        #expect(answer?.text(1) == "#/definitions/io.istio.networking.v1.Gateway")
    }

    @Test("lengths beyond 127 take two bytes")
    func lengths() {
        var writer = ProtobufWriter()
        writer.text(1, String(repeating: "x", count: 300))
        writer.flag(2, true)
        writer.flag(3, false)
        writer.text(4, nil)
        #expect(writer.bytes.prefix(3) == [0x0a, 0xac, 0x02])
        #expect(writer.bytes.suffix(2) == [0x10, 0x01])
    }
}
