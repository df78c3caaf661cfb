import GatehouseModel
import Testing

@Suite struct SourceMapTests {
    /// spec (2): hosts (3): [3, 4], http (5): [ { retry_on (6), match (7): [ 7 ] } ]
    private var map: SourceMap {
        var builder = SourceMap.Builder(file: "a.yaml", line: 1)
        func name(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
        builder.begin(field: name("spec"), line: 2)
        builder.begin(field: name("hosts"), line: 3)
        for line in 3...4 {
            builder.beginEntry(line: line)
            builder.end()
        }
        builder.end()
        builder.begin(field: name("http"), line: 5)
        builder.beginEntry(line: 6)
        builder.begin(field: name("retry_on"), line: 6)
        builder.end()
        builder.begin(field: name("match"), line: 7)
        builder.beginEntry(line: 7)
        builder.end()
        builder.end()
        builder.end()
        builder.end()
        builder.end()
        return builder.finish()
    }

    @Test(
        "a field has its own line, or that of the nearest recorded thing around it",
        arguments: [
            (FieldPath.root, 1), (.spec, 2), (.spec["hosts"], 3), (.spec["hosts"][1], 4), (.spec["hosts"][2], 3),
            (.spec["http"][0]["match"][0], 7), (.spec["http"][0]["match"][0]["uri"]["exact"], 7),
            (.spec["http"][0]["retryOn"], 6), (.spec["http"][1]["match"], 5), (.spec["tls"], 2),
            (FieldPath.root["x"], 1),
            (FieldPath.root[0], 1), (.spec["http"]["0"], 5),
        ])
    func lookup(path: FieldPath, line: Int) {
        #expect(self.map.location(of: path) == SourceLocation(file: "a.yaml", line: line))
    }
}
