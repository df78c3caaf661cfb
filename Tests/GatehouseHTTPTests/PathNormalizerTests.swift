import Testing

@testable import GatehouseHTTP

@Suite("Normalising paths (M10)")
struct PathNormalizerTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var mode: PathNormalization
        var path: String
        var result: String?
        init(_ mode: PathNormalization, _ path: String, _ result: String?) {
            self.mode = mode
            self.path = path
            self.result = result
        }
        var testDescription: String { "\(self.mode) \(self.path)" }
    }

    @Test(
        "each mode resolves what it says and leaves the rest",
        arguments: [
            Case(.base, "/a/b", "/a/b"), Case(.base, "/a/./b", "/a/b"), Case(.base, "/a/../b", "/b"),
            Case(.base, "/a/..", "/"), Case(.base, "/a/b/..", "/a/"), Case(.base, "/a/.", "/a/"),
            Case(.base, "/..", "/"),
            Case(.base, "/../../a", "/a"), Case(.base, "/.", "/"), Case(.base, "/a/%2e%2E/b", "/b"),
            Case(.base, "/a/.%2e/b", "/b"), Case(.base, "/a\\b\\..\\c", "/a/c"), Case(.base, "/a//b", "/a//b"),
            Case(.base, "/a%2Fb", "/a%2Fb"), Case(.base, "/a%5cb", "/a%5cb"), Case(.base, "/A/b", "/A/b"),
            Case(.base, "/%61dmin", "/admin"), Case(.base, "/a%00", nil), Case(.base, "/%%00", nil),
            Case(.base, "/%zz", "/%zz"),
            Case(.base, "/a%", "/a%"), Case(.base, "/.hidden", "/.hidden"), Case(.base, "/a/...", "/a/..."),
            Case(.base, "/a%20b", "/a%20b"),
            Case(.none, "/a/../b", "/a/../b"), Case(.none, "/a%00", "/a%00"),
            Case(.mergeSlashes, "//a///b//", "/a/b/"), Case(.mergeSlashes, "/a//../b", "/b"),
            Case(.mergeSlashes, "/a%2F%2Fb", "/a%2F%2Fb"), Case(.mergeSlashes, "//", "/"),
            Case(.decodeAndMergeSlashes, "/a%2F%2fb", "/a/b"), Case(.decodeAndMergeSlashes, "/a%5C..%2fb", "/b"),
        ])
    func normalize(_ sample: Case) {
        var head = RequestHead(method: "GET", authority: "a", target: sample.path)
        let isNormal = PathNormalizer.normalize(&head, mode: sample.mode)
        #expect(isNormal == (sample.result != nil))
        if let result = sample.result { #expect(head.string(head.path) == result) }
    }
}
