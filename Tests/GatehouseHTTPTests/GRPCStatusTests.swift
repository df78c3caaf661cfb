import GatehouseHTTP
import Testing

@Suite("gRPC's status codes")
struct GRPCStatusTests {
    @Test(
        "each has the HTTP status that Google's API design guide gives for it",
        arguments: [
            (0, 200), (1, 499), (2, 500), (3, 400), (4, 504), (5, 404), (6, 409), (7, 403), (8, 429), (9, 400),
            (10, 409), (11, 400), (12, 501), (13, 500), (14, 503), (15, 500), (16, 401), (17, 500), (-1, 500),
        ])
    func httpStatus(code: Int, status: Int) {
        #expect(GRPCStatus.httpStatus(for: code) == status)
    }

    @Test(
        "a local reply has the code that Envoy gives for its HTTP status",
        arguments: [
            (400, 13), (401, 16), (403, 7), (404, 12), (429, 14), (502, 14), (503, 14), (504, 14), (500, 2), (413, 2),
        ])
    func code(status: Int, code: Int) {
        #expect(GRPCStatus.code(forHTTP: status) == code)
    }

    @Test(
        "a message is percent-encoded where it is not printable ASCII",
        arguments: [("no route", "no route"), ("100 %", "100 %25"), ("a\r\nb", "a%0D%0Ab"), ("ü", "%C3%BC"), ("", "")])
    func message(text: String, encoded: String) {
        #expect(GRPCStatus.encode(message: Array(text.utf8)) == Array(encoded.utf8))
    }
}
