import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Reading and listing objects")
struct ListTests {
    private static func api(_ names: [String]) async throws -> TestAPI {
        let api = try await TestAPI()
        for name in names {
            _ = try await api.create(Sample.configMaps, Sample.configMap(name, labels: #"{"l": "\#(name)"}"#))
        }
        return api
    }

    private static func names(_ answer: Answer) -> [String] {
        (answer["/items"]?.array ?? []).compactMap { $0["metadata"]?["name"]?.string }
    }

    @Test("A list has all objects of a namespace, or of all of them, and the version that it is of")
    func lists() async throws {
        let api = try await Self.api(["b", "a"])
        _ = try await api.create("/api/v1/namespaces/other/configmaps", Sample.configMap("c"))
        let answer = await api.call("GET", Sample.configMaps)
        #expect(answer["/kind"] == "ConfigMapList")
        #expect(answer["/apiVersion"] == "v1")
        #expect(answer["/metadata/resourceVersion"] == .string(String(await api.registry.revision)))
        #expect(Self.names(answer) == ["a", "b"])
        #expect(Self.names(await api.call("GET", "/api/v1/configmaps")) == ["a", "b", "c"])
        #expect(Self.names(await api.call("GET", "/api/v1/namespaces/nowhere/configmaps")) == [])
    }

    static let selectors: [(query: String, names: [String])] = [
        ("labelSelector=l%3Da", ["a"]), ("labelSelector=l+in+(a,b)", ["a", "b"]), ("labelSelector=!l", []),
        ("fieldSelector=metadata.name%3Db", ["b"]), ("fieldSelector=metadata.namespace!%3Ddefault", []),
        ("labelSelector=&fieldSelector=", ["a", "b", "c"]), ("fieldSelector=metadata.name%3Db&labelSelector=l%3Da", []),
    ]

    @Test("Lists have what is selected", arguments: Self.selectors)
    func selected(_ query: String, _ names: [String]) async throws {
        let api = try await Self.api(["a", "b", "c"])
        #expect(Self.names(await api.call("GET", Sample.configMaps + "?" + query)) == names)
    }

    @Test("A list in parts is the list as it was, whatever happens between them")
    func parts() async throws {
        let api = try await Self.api(["a", "b", "c", "d", "e"])
        let first = await api.call("GET", Sample.configMaps + "?limit=2")
        #expect(Self.names(first) == ["a", "b"])
        #expect(first["/metadata/remainingItemCount"] == 3)
        _ = await api.call("DELETE", Sample.configMaps + "/d")
        _ = try await api.create(Sample.configMaps, Sample.configMap("bb"))
        let token = try #require(first["/metadata/continue"]?.string)
        let second = await api.call("GET", Sample.configMaps + "?limit=2&continue=\(token)")
        #expect(Self.names(second) == ["c", "d"])
        #expect(second["/metadata/resourceVersion"] == first["/metadata/resourceVersion"])
        let last = try #require(second["/metadata/continue"]?.string)
        let third = await api.call("GET", Sample.configMaps + "?limit=2&resourceVersion=0&continue=\(last)")
        #expect(Self.names(third) == ["e"])
        #expect(third["/metadata/continue"] == nil)
        #expect(third["/metadata/remainingItemCount"] == nil)
    }

    @Test("Parts go on behind the last object, in the order of namespaces and names")
    func order() async throws {
        let api = try await TestAPI()
        for (namespace, name) in [("default", "z"), ("default-b", "a"), ("other", "a"), ("other", "b")] {
            if namespace == "default-b" {
                _ = try await api.create("/api/v1/namespaces", #"{"metadata": {"name": "default-b"}}"#)
            }
            _ = try await api.create("/api/v1/namespaces/\(namespace)/configmaps", Sample.configMap(name))
        }
        var seen: [String] = []
        var query = "?limit=1"
        for _ in 0..<10 {
            let answer = await api.call("GET", "/api/v1/configmaps" + query)
            seen += (answer["/items"]?.array ?? []).map {
                "\($0["metadata"]?["namespace"]?.string ?? "")/\($0["metadata"]?["name"]?.string ?? "")"
            }
            guard let token = answer["/metadata/continue"]?.string else { break }
            query = "?limit=1&continue=\(token)"
        }
        #expect(seen == ["default/z", "default-b/a", "other/a", "other/b"])
    }

    @Test("A version that is there is listed as it was; one that is not yet is waited for by the client")
    func versions() async throws {
        let api = try await Self.api(["a"])
        let revision = await api.registry.revision
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        let exact = "?resourceVersionMatch=Exact&resourceVersion=\(revision)"
        #expect(Self.names(await api.call("GET", Sample.configMaps + exact)) == ["a"])
        let limited = "?limit=5&resourceVersion=\(revision)"
        #expect(Self.names(await api.call("GET", Sample.configMaps + limited)) == ["a"])
        let newer = "?resourceVersionMatch=NotOlderThan&resourceVersion=\(revision)"
        #expect(Self.names(await api.call("GET", Sample.configMaps + newer)) == ["a", "b"])
        #expect(Self.names(await api.call("GET", Sample.configMaps + "?resourceVersion=0")) == ["a", "b"])

        let future = await api.call("GET", Sample.configMaps + "?resourceVersion=\(revision + 1000)")
        #expect(future.status == 504)
        #expect(future.reason == "Timeout")
        #expect(future["/details/causes/0/reason"] == "ResourceVersionTooLarge")
        #expect(future.headers("Retry-After") == ["1"])
        #expect(await api.call("GET", Sample.configMaps + "/a?resourceVersion=\(revision + 1000)").status == 504)
    }

    static let refusals: [(query: String, status: Int)] = [
        ("limit=x", 400), ("limit=-1", 400), ("resourceVersion=x", 400), ("resourceVersion=-1", 400),
        ("timeoutSeconds=x&watch=1", 400), ("labelSelector=a%3D%3D%3Db", 400), ("labelSelector=a+in+b", 400),
        ("fieldSelector=spec.x%3Dy", 400), ("fieldSelector=x", 400), ("continue=x", 400), ("continue=e30", 400),
        ("continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MX0", 400), ("limit=99999999999999999999", 400),
        ("resourceVersionMatch=Exact", 422), ("resourceVersionMatch=x&resourceVersion=1", 422),
        ("resourceVersionMatch=Exact&resourceVersion=0", 422), ("sendInitialEvents=true", 422),
        ("watch=1&sendInitialEvents=true", 422), ("watch=1&resourceVersionMatch=Exact&resourceVersion=1", 422),
        ("%", 400), ("a=%ff", 400),
    ]

    @Test("Options that make no sense are refused", arguments: Self.refusals)
    func refused(_ query: String, _ status: Int) async throws {
        let api = try await Self.api(["a"])
        let answer = await api.call("GET", Sample.configMaps + "?" + query)
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer["/kind"] == "Status")
        #expect(answer["/status"] == "Failure")
    }

    @Test("A continue token goes with one version only")
    func tokenWithVersion() async throws {
        let api = try await Self.api(["a", "b"])
        let token = await api.call("GET", Sample.configMaps + "?limit=1")["/metadata/continue"]?.string ?? ""
        #expect(await api.call("GET", Sample.configMaps + "?continue=\(token)&resourceVersion=1").status == 400)
    }

    @Test("Objects are read in every version of their group")
    func conversion() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.gateways, Sample.gateway("g"))
        for version in ["v1", "v1beta1", "v1alpha3"] {
            let path = "/apis/networking.istio.io/\(version)/namespaces/default/gateways"
            #expect(await api.call("GET", path + "/g")["/apiVersion"] == .string("networking.istio.io/\(version)"))
            let list = await api.call("GET", path)
            #expect(list["/apiVersion"] == .string("networking.istio.io/\(version)"))
            #expect(list["/items/0/apiVersion"] == .string("networking.istio.io/\(version)"))
        }
    }

    @Test("A list that can't be read on as it was is read on as it is, by who wants to")
    func expired() async throws {
        let api = try await TestAPI(rememberedEvents: 2)
        for name in ["a", "b", "c"] { _ = try await api.create(Sample.configMaps, Sample.configMap(name)) }
        let first = await api.call("GET", Sample.configMaps + "?limit=1")
        let token = try #require(first["/metadata/continue"]?.string)
        let revision = try #require(first["/metadata/resourceVersion"]?.string)
        for name in ["d", "e", "f"] { _ = try await api.create(Sample.configMaps, Sample.configMap(name)) }
        let expired = await api.call("GET", Sample.configMaps + "?limit=2&continue=\(token)")
        #expect(expired.status == 410)
        #expect(expired.reason == "Expired")
        let fresh = try #require(expired["/metadata/continue"]?.string)
        let rest = await api.call("GET", Sample.configMaps + "?limit=2&continue=\(fresh)")
        #expect(Self.names(rest) == ["b", "c"])
        #expect(rest["/metadata/continue"] != nil)
        let exact = await api.call(
            "GET", Sample.configMaps + "?resourceVersionMatch=Exact&resourceVersion=\(revision)")
        #expect(exact.status == 410)
        #expect(exact.reason == "Expired")
    }
}
