import GatehouseModel
import Testing

@Suite struct FieldPathTests {
    @Test(
        "a path is written as in messages",
        arguments: [
            (FieldPath.root, ""), (.spec, "spec"), (.spec["http"][0]["match"][1]["uri"], "spec.http[0].match[1].uri"),
            (.spec["headers"]["x.y/z"]["exact"], "spec.headers[\"x.y/z\"].exact"), (FieldPath.root[3], "[3]"),
        ])
    func description(path: FieldPath, text: String) {
        #expect(path.description == text)
    }
}
