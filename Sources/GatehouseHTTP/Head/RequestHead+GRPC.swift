extension RequestHead {
    /// Whether the client speaks gRPC, so that failures are told to it in `grpc-status` (semantics 5).
    ///
    /// `application/grpc` and `application/grpc+proto` say so, and gRPC-Web's types, which Istio's gateways take for
    /// gRPC. As in Envoy the type is compared as sent, and one with parameters is none of them.
    @inlinable
    public var isGRPC: Bool {
        guard let type = self.headers.first(.contentType) else { return false }
        return self.withBytes(type) { type in
            guard type.count >= 16, UnsafeRawBufferPointer(rebasing: type[..<16]).equals("application/grpc") else {
                return false
            }
            return type.count == 16 || type[16] == UInt8(ascii: "+") || type[16] == UInt8(ascii: "-")
        }
    }
}
