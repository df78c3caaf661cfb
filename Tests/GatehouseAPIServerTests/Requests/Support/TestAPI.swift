import GatehouseAPIServer
import GatehouseObjects
import Synchronization

/// An API in memory, at half past six on the second of January 2026, with the namespaces `default` and `other`.
struct TestAPI {
    static let token = "correct horse"

    let registry: ObjectRegistry
    let time: TestTime
    let service: APIService

    /// An API.
    ///
    /// - Parameter isTimeRunning: Whether whoever waits finds that the time has come; else nobody's time ever comes.
    init(
        isTimeRunning: Bool = false, admission: any Admission = OpenAdmission(), token: String? = nil,
        random: TestRandom = TestRandom(), mostWatches: Int = 10, yaml: APIService.YAMLReader? = nil,
        rememberedEvents: Int = 1000
    ) async throws {
        let time = TestTime()
        self.registry = ObjectRegistry(limits: RegistryLimits(events: rememberedEvents))
        self.time = time
        self.service = APIService(
            registry: self.registry, admission: admission, token: token,
            surroundings: APISurroundings(
                now: { time.now },
                sleep: { seconds in
                    if isTimeRunning { return time.advance(seconds) }
                    try await Task.sleep(for: .seconds(86400))
                }, random: { random.next() }),
            version: ServerVersion(major: 1, minor: 33, platform: "linux/amd64"), address: "127.0.0.1:6443", yaml: yaml,
            mostWatches: mostWatches)
        for name in ["default", "other"] {
            _ = try await self.registry.change(
                ObjectKey(kind: ObjectKind(.namespaces), namespace: "", name: name)
            ) { _ throws(APIStatus) in
                .put(["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]])
            }
        }
    }

    /// Asks, and returns the whole answer; for a watch, its beginning.
    func call(
        _ method: String, _ target: String, _ body: String = "", type: String? = nil, accept: String? = nil,
        headers: [String: String] = [:]
    ) async -> Answer {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var fields = headers.mapValues { [$0] }
        if let type { fields["content-type"] = [type] }
        if let accept { fields["accept"] = [accept] }
        let call = APICall(
            method: method, path: String(parts[0]), query: parts.count == 2 ? String(parts[1]) : "", headers: fields,
            body: Array(body.utf8))
        return Answer(await self.service.reply(to: call))
    }

    /// Creates an object that must be good.
    func create(_ path: String, _ body: String) async throws -> JSON {
        let answer = await self.call("POST", path, body)
        guard answer.status == 201 else { throw Unexpected(answer.text) }
        return answer.json
    }

    /// A watch's events.
    func watch(_ target: String, accept: String? = nil) async throws -> Events {
        let answer = await self.call("GET", target, accept: accept)
        guard case .stream(let stream) = answer.reply.body else { throw Unexpected(answer.text) }
        return Events(stream)
    }

    struct Unexpected: Error {
        let what: String
        init(_ what: String) { self.what = what }
    }
}

/// What came back.
struct Answer {
    let reply: APIReply

    init(_ reply: APIReply) { self.reply = reply }

    var status: Int { self.reply.status }

    var bytes: [UInt8] { if case .bytes(let bytes) = self.reply.body { bytes } else { [] } }

    var text: String { String(decoding: self.bytes, as: UTF8.self) }

    var json: JSON { (try? JSON.parse(self.bytes)) ?? .null }

    var message: String { self.json["message"]?.string ?? "" }

    var reason: String { self.json["reason"]?.string ?? "" }

    var warnings: [String] { self.headers("Warning") }

    func headers(_ name: String) -> [String] {
        self.reply.headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    subscript(_ pointer: String) -> JSON? { JSONPointer(pointer).flatMap { self.json[$0] } }
}

/// The events of a watch, one by one.
final class Events {
    private let stream: AsyncStream<[UInt8]>
    private var lines: [Substring] = []

    init(_ stream: AsyncStream<[UInt8]>) { self.stream = stream }

    /// The next event; nil at the end.
    func next() async -> JSON? {
        if self.lines.isEmpty {
            var iterator = self.stream.makeAsyncIterator()
            guard let piece = await iterator.next(isolation: #isolation) else { return nil }
            self.lines = String(decoding: piece, as: UTF8.self).split(separator: "\n")
        }
        return try? JSON.parse(Array(self.lines.removeFirst().utf8))
    }

    /// The next events, each as `ADDED name@label`.
    func summaries(_ count: Int) async -> [String] {
        var texts: [String] = []
        while texts.count < count, let event = await self.next() {
            let object = event["object"]
            let name = object?["metadata"]?["name"]?.string ?? object?["kind"]?.string ?? ""
            texts.append("\(event["type"]?.string ?? "") \(name)")
        }
        return texts
    }
}

/// A time that a test sets.
final class TestTime: Sendable {
    static let start = 1_767_335_400
    private let seconds = Mutex(TestTime.start)

    var now: Int { self.seconds.withLock { $0 } }

    func advance(_ by: Int) { self.seconds.withLock { $0 += by } }
}

/// Numbers that are random enough, and the same in every run.
final class TestRandom: Sendable {
    private let state: Mutex<(next: UInt64, repeats: Int)>

    /// - Parameter repeats: How often the first number comes again.
    init(repeats: Int = 0) { self.state = Mutex((0, repeats)) }

    func next() -> UInt64 {
        self.state.withLock { state in
            if state.repeats > 0 { state.repeats -= 1 } else { state.next &+= 0x9E37_79B9_7F4A_7C15 }
            return state.next
        }
    }
}

/// Lets everything in.
struct OpenAdmission: Admission {
    func review(_ object: JSON, of resource: APIResource) -> AdmissionReview { AdmissionReview() }
}

/// Refuses what has a label `refused`, and warns of what has one `odd`.
struct LabelAdmission: Admission {
    func review(_ object: JSON, of resource: APIResource) -> AdmissionReview {
        let labels = object["metadata"]?["labels"]
        let denial = APIStatus(
            code: 400, reason: "BadRequest", message: "admission webhook \"x\" denied the request: refused")
        return AdmissionReview(
            denial: labels?["refused"] == nil ? nil : denial,
            warnings: labels?["odd"].flatMap(\.string).map { ["it is \"odd\": \($0)\nand more"] } ?? [])
    }
}

/// Paths and bodies of objects.
enum Sample {
    static let configMaps = "/api/v1/namespaces/default/configmaps"
    static let services = "/api/v1/namespaces/default/services"
    static let secrets = "/api/v1/namespaces/default/secrets"
    static let gateways = "/apis/networking.istio.io/v1/namespaces/default/gateways"

    static func configMap(_ name: String, labels: String = "{}", data: String = "{}", metadata: String = "") -> String {
        """
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "\(name)", "labels": \(labels)\(metadata)}, \
        "data": \(data)}
        """
    }

    static func gateway(_ name: String, host: String = "a.example", metadata: String = "") -> String {
        """
        {"apiVersion": "networking.istio.io/v1", "kind": "Gateway", "metadata": {"name": "\(name)"\(metadata)}, \
        "spec": {"servers": [{"hosts": ["\(host)"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}]}}
        """
    }

    static func service(_ name: String, spec: String = #"{"ports": [{"port": 80}]}"#) -> String {
        #"{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "\#(name)"}, "spec": \#(spec)}"#
    }
}
