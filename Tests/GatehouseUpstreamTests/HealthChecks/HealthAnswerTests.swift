import Testing

@testable import GatehouseUpstream

@Suite("Health checks: what answers say")
struct HealthAnswerTests {
    @Test(
        "HTTP: 200 to 399 is good",
        arguments: [
            (199, false), (200, true), (204, true), (302, true), (399, true), (400, false), (503, false), (0, false),
        ])
    func http(status: Int, isGood: Bool) {
        #expect(HealthAnswer.http(status: status).isGood == isGood)
        #expect(HealthAnswer.http(status: status) == (isGood ? .good : .badStatus(status)))
    }

    @Test(
        "gRPC: good is 200, OK and SERVING",
        arguments: [
            (200, 0, [0, 0, 0, 0, 2, 8, 1], HealthAnswer.good),
            (200, 0, [0, 0, 0, 0, 2, 8, 2], .notServing(.notServing)),
            (200, 0, [0, 0, 0, 0, 2, 8, 3], .notServing(.serviceUnknown)),
            (200, 0, [0, 0, 0, 0, 2, 8, 0], .notServing(.unknown)), (200, 0, [0, 0, 0, 0, 0], .notServing(.unknown)),
            (200, 0, [0, 0, 0, 0, 2, 8, 9], .notServing(.other(9))), (200, 0, [], .malformed),
            (200, 5, [], .badGRPCStatus(5)), (200, 12, [0, 0, 0, 0, 2, 8, 1], .badGRPCStatus(12)),
            (200, nil, [0, 0, 0, 0, 2, 8, 1], .badGRPCStatus(nil)), (503, 0, [0, 0, 0, 0, 2, 8, 1], .badStatus(503)),
            (204, 0, [0, 0, 0, 0, 2, 8, 1], .badStatus(204)),
        ] as [(Int, Int?, [UInt8], HealthAnswer)])
    func grpc(httpStatus: Int, grpcStatus: Int?, body: [UInt8], expected: HealthAnswer) {
        #expect(HealthAnswer.grpc(httpStatus: httpStatus, grpcStatus: grpcStatus, body: body) == expected)
    }
}
