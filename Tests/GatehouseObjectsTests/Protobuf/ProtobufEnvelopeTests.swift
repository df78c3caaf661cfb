import GatehouseObjects
import Testing

@Suite("Kubernetes' envelope around Protocol Buffers")
struct ProtobufEnvelopeTests {
    private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0]

    private static func envelope(_ write: (inout MessageWriter) -> Void) -> [UInt8] {
        Self.magic + MessageWriter.message(write)
    }

    @Test(
        "what is no envelope is refused",
        arguments: [
            ([], .noEnvelope), (Array("{}".utf8), .noEnvelope), ([0x6B, 0x38, 0x73], .noEnvelope),
            ([0x6B, 0x38, 0x73, 1, 0x0A, 0], .noEnvelope), (Self.magic, .empty), (Self.magic + [0x0A], .truncated),
            (Self.magic + [0x12, 0], .missingKind), (Self.magic + [0x12, 5, 0], .truncated),
            (Self.magic + [0], .invalidTag), (Self.magic + [0x07], .invalidTag), (Self.magic + [0x0C], .invalidTag),
            (Self.magic + [0x80], .truncated), (Self.magic + [UInt8](repeating: 0xFF, count: 11), .numberTooLong),
            // A length that no address space has.
            (Self.magic + [0x12] + [UInt8](repeating: 0xFF, count: 9) + [0x01], .truncated),
            (Self.magic + [0x10, 0], .wrongWireType(0, field: 2)),
        ] as [([UInt8], ProtobufError.Reason)])
    func refused(bytes: [UInt8], reason: ProtobufError.Reason) {
        #expect(throws: ProtobufError(reason)) { try ProtobufBody.decode(bytes) }
    }

    @Test("what the body does not say of its kind is taken from the request")
    func defaults() throws {
        let body = Self.envelope { $0.bytes(2, []) }
        let object = try ProtobufBody.decode(body, apiVersion: "v1", kind: "DeleteOptions")
        #expect(object == ["apiVersion": "v1", "kind": "DeleteOptions"])
        let other = try ProtobufBody.decode(
            MessageWriter.body("v1", "DeleteOptions", []), apiVersion: "v2", kind: "Secret")
        #expect(other == object)
    }

    @Test("options of deletions and statuses are read in every group", arguments: ["v1", "coordination.k8s.io/v1"])
    func everyGroup(apiVersion: String) throws {
        let options = MessageWriter.message { $0.number(1, 0) }
        #expect(
            try ProtobufBody.decode(MessageWriter.body(apiVersion, "DeleteOptions", options))
                == ["apiVersion": .string(apiVersion), "kind": "DeleteOptions", "gracePeriodSeconds": 0])
        #expect(
            try ProtobufBody.decode(MessageWriter.body(apiVersion, "Status", []))
                == ["apiVersion": .string(apiVersion), "kind": "Status", "metadata": [:]])
    }

    @Test(
        "a kind without a message is refused, and it can be known before",
        arguments: [
            ("networking.istio.io/v1", "VirtualService"), ("v1", "Pod"), ("v1", "Lease"), ("v2", "Secret"),
            ("coordination.k8s.io/v1", "EndpointSlice"), ("discovery.k8s.io/v1", "Lease"),
        ])
    func unknownKind(apiVersion: String, kind: String) {
        #expect(!ProtobufBody.reads(apiVersion: apiVersion, kind: kind))
        #expect(throws: ProtobufError(.unknownKind(apiVersion: apiVersion, kind: kind))) {
            try ProtobufBody.decode(MessageWriter.body(apiVersion, kind, []))
        }
    }

    @Test("every kind that clients may write and that is Kubernetes' own is read")
    func servedKinds() {
        for resource in APICatalogue.served.resources where resource.isKubernetesOwn && !resource.isReadOnly {
            for version in resource.versions {
                let isRead = ProtobufBody.reads(apiVersion: resource.apiVersion(version), kind: resource.kind)
                #expect(isRead, "\(version) \(resource.kind)")
            }
        }
    }

    @Test("contents that are said to be of another form are not guessed at")
    func foreignContent() throws {
        for (field, text) in [(3, "gzip"), (4, "application/json")] {
            let body = Self.envelope { envelope in
                envelope.bytes(2, [])
                envelope.text(field, text)
            }
            #expect(throws: ProtobufError(.foreignContent(text))) {
                try ProtobufBody.decode(body, apiVersion: "v1", kind: "DeleteOptions")
            }
        }
        let body = Self.envelope { envelope in
            envelope.bytes(2, [])
            envelope.text(4, ProtobufBody.mediaType)
        }
        #expect(try ProtobufBody.decode(body, apiVersion: "v1", kind: "DeleteOptions")["kind"] == "DeleteOptions")
    }

    @Test("a failure is a status with a sentence that says where it is")
    func status() throws {
        let service = MessageWriter.message { service in
            service.bytes(2, MessageWriter.message { $0.bytes(1, MessageWriter.message { $0.bytes(1, [0xFF]) }) })
        }
        let error = try #require(throws: ProtobufError.self) {
            try ProtobufBody.decode(MessageWriter.body("v1", "Service", service))
        }
        #expect(error.status.code == 400)
        #expect(error.status.reason == "BadRequest")
        #expect(
            error.status.message
                == "the body of the request can't be read: spec.ports[0].name: the text is not UTF-8")
        #expect(ProtobufError(.tooLarge(limit: 5)).status.code == 413)
        #expect(ProtobufError(.tooManyValues(limit: 5)).status.code == 413)
    }
}
