import Testing

@testable import GatehouseWire

private func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

@Suite("gRPC-Web's media types and trailers")
struct GRPCWebTests {
    @Test(
        "a media type tells the format, and what upstream is told",
        arguments: [
            ("application/grpc-web", GRPCWebFormat.binary, "application/grpc"),
            ("application/grpc-web+proto", .binary, "application/grpc+proto"),
            ("Application/gRPC-Web+proto", .binary, "application/grpc+proto"),
            ("application/grpc-web; charset=utf-8", .binary, "application/grpc; charset=utf-8"),
            ("application/grpc-web-text", .text, "application/grpc"),
            ("application/grpc-web-text+proto", .text, "application/grpc+proto"),
            ("application/grpc-web-text+json;a=b", .text, "application/grpc+json;a=b"),
        ])
    func requests(value: String, format: GRPCWebFormat, upstream: String) {
        Array(value.utf8).withUnsafeBytes {
            #expect(GRPCWebFormat(mediaType: $0) == format)
            #expect(text(GRPCWebFormat.grpcContentType(for: $0)) == upstream)
        }
    }

    @Test(
        "other media types are not gRPC-Web's",
        arguments: [
            "", "application/grpc", "application/grpc+proto", "application/grpc-webs", "application/grpc-web-texts",
            "application/grpc-web-", "application/json", "text/plain, application/grpc-web", "*/*",
        ])
    func others(value: String) {
        Array(value.utf8).withUnsafeBytes {
            #expect(GRPCWebFormat(mediaType: $0) == nil)
            #expect(GRPCWebFormat.grpcContentType(for: $0) == nil)
        }
    }

    @Test("the first media type of an Accept counts")
    func accept() {
        Array("application/grpc-web-text, */*".utf8).withUnsafeBytes {
            #expect(GRPCWebFormat(mediaType: $0) == .text)
        }
    }

    @Test(
        "a response's media type keeps the format of its messages",
        arguments: [
            ("application/grpc", .binary, "application/grpc-web"),
            ("application/grpc+proto", .binary, "application/grpc-web+proto"),
            ("application/grpc+proto", .text, "application/grpc-web-text+proto"),
            ("application/grpc;a=b", .text, "application/grpc-web-text;a=b"),
            ("application/grpc-web", .binary, nil), ("text/html", .text, nil), ("", .binary, nil),
        ] as [(String, GRPCWebFormat, String?)])
    func responses(value: String, format: GRPCWebFormat, downstream: String?) {
        Array(value.utf8).withUnsafeBytes {
            #expect(text(format.contentType(for: $0)) == downstream)
        }
    }

    @Test("trailers are a frame of their own, a field a line, names in lower case")
    func trailers() {
        var trailers = GRPCWebTrailers()
        for (name, value) in [("Grpc-Status", "0"), ("grpc-message", ""), ("x-a", "b: c")] {
            let isAdded = Array(name.utf8).withUnsafeBytes { name in
                Array(value.utf8).withUnsafeBytes { trailers.append(name: name, value: $0) }
            }
            #expect(isAdded)
        }
        var output: [UInt8] = [9]
        trailers.write(into: &output)
        let lines = "grpc-status: 0\r\ngrpc-message: \r\nx-a: b: c\r\n"
        #expect(output == [9, 0x80, 0, 0, 0, UInt8(lines.utf8.count)] + Array(lines.utf8))
    }

    @Test("no trailers are an empty frame")
    func noTrailers() {
        var output: [UInt8] = []
        GRPCWebTrailers().write(into: &output)
        #expect(output == [0x80, 0, 0, 0, 0])
    }

    @Test(
        "a field that would not stay in its line is left out",
        arguments: [("", "a"), ("a:b", "c"), ("a\n", "b"), ("a", "b\r\ngrpc-status: 0"), ("a", "b\nc"), ("a", "b\0")])
    func injected(name: String, value: String) {
        var trailers = GRPCWebTrailers()
        let isAdded = Array(name.utf8).withUnsafeBytes { name in
            Array(value.utf8).withUnsafeBytes { trailers.append(name: name, value: $0) }
        }
        #expect(!isAdded)
        var output: [UInt8] = []
        trailers.write(into: &output)
        #expect(output.count == 5)
    }
}
