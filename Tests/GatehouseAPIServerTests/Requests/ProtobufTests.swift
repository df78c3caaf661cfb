import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Objects as Protocol Buffers")
struct ProtobufTests {
    private static let type = "application/vnd.kubernetes.protobuf"

    /// A field of bytes.
    private static func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(bytes.count)] + bytes
    }

    private static func field(_ number: UInt8, _ text: String) -> [UInt8] { Self.field(number, Array(text.utf8)) }

    private static func body(_ kind: String, _ object: [UInt8]) -> [UInt8] {
        Array("k8s\0".utf8) + Self.field(1, Self.field(1, "v1") + Self.field(2, kind)) + Self.field(2, object)
            + Self.field(3, "") + Self.field(4, "")
    }

    private static func post(_ api: TestAPI, _ path: String, _ body: [UInt8]) async -> Answer {
        let call = APICall(method: "POST", path: path, headers: ["content-type": [Self.type]], body: body)
        return Answer(await api.service.reply(to: call))
    }

    @Test("A namespace, byte by byte as kubectl 1.33 sends it")
    func namespace() async throws {
        let api = try await TestAPI()
        let body =
            Array("k8s\0\n\u{0F}\n\u{02}v1\u{12}\u{09}Namespace\u{12}\u{1C}\n\u{14}\n\u{04}shop".utf8)
            + [
                0x12, 0, 0x1a, 0, 0x22, 0, 0x2a, 0, 0x32, 0, 0x38, 0, 0x42, 0, 0x12, 0, 0x1a, 2, 0x0a, 0, 0x1a, 0, 0x22,
                0,
            ]
        let answer = await Self.post(api, "/api/v1/namespaces", body)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["/metadata/name"] == "shop")
        #expect(answer["/status/phase"] == "Active")
        #expect(answer.warnings == [])
    }

    @Test("A service with its ports by number and by name")
    func service() async throws {
        let api = try await TestAPI()
        let byNumber =
            Self.field(1, "a") + Self.field(2, "TCP") + [3 << 3, 80] + Self.field(4, [1 << 3, 0, 2 << 3, 0x90, 0x3f])
        let byName = Self.field(1, "b") + [3 << 3, 81, 5 << 3, 0] + Self.field(4, [1 << 3, 1] + Self.field(3, "web"))
        let spec =
            Self.field(1, byNumber) + Self.field(1, byName)
            + Self.field(2, Self.field(1, "app") + Self.field(2, "web")) + Self.field(4, "ClusterIP")
        let answer = await Self.post(
            api, Sample.services, Self.body("Service", Self.field(1, Self.field(1, "s")) + Self.field(2, spec)))
        #expect(answer.status == 201, "\(answer.text)")
        #expect(
            answer["/spec/ports"] == [
                ["name": "a", "protocol": "TCP", "port": 80, "targetPort": 8080],
                ["name": "b", "protocol": "TCP", "port": 81, "targetPort": "web"],
            ])
        #expect(answer["/spec/selector"] == ["app": "web"])
    }

    @Test("Bytes of a Secret are Base64 in JSON, and an empty text in a map is there")
    func maps() async throws {
        let api = try await TestAPI()
        let secret =
            Self.field(1, Self.field(1, "s")) + Self.field(2, Self.field(1, "k") + Self.field(2, [0xff, 0]))
            + Self.field(4, Self.field(1, "e"))
        let answer = await Self.post(api, Sample.secrets, Self.body("Secret", secret))
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer["/data"] == ["k": "/wA=", "e": ""])
    }

    @Test("A deletion's options")
    func deletion() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("c"))
        let options = [1 << 3, 0] + Self.field(2, Self.field(1, "another")) + Self.field(4, "Background")
        let call = APICall(
            method: "DELETE", path: Sample.configMaps + "/c", headers: ["content-type": [Self.type]],
            body: Self.body("DeleteOptions", options))
        #expect(await api.service.reply(to: call).status == 409)
    }

    @Test("Every beginning of a body, and every byte of it that is another, gets an answer")
    func broken() async throws {
        let api = try await TestAPI()
        let object =
            Self.field(1, Self.field(1, "c") + [7 << 3, 1] + Self.field(8, [1 << 3, 5]))
            + Self.field(2, Self.field(1, "k"))
        let whole = Self.body("ConfigMap", object)
        for count in 0..<whole.count {
            let answer = await Self.post(api, Sample.configMaps, Array(whole.prefix(count)))
            #expect([201, 400, 409, 415, 422].contains(answer.status), "\(count) \(answer.text)")
            for byte: UInt8 in [0, 1, 0x7f, 0x80, 0xff] {
                var other = whole
                other[count] = byte
                let answer = await Self.post(api, Sample.configMaps, other)
                #expect([201, 400, 409, 415, 422].contains(answer.status), "\(count) \(answer.text)")
            }
        }
        #expect(await Self.post(api, Sample.configMaps, Self.body("Deployment", object)).status == 415)
        #expect(await Self.post(api, Sample.configMaps, Self.body("Secret", object)).status == 400)
    }
}
