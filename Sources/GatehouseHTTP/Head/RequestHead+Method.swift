extension RequestHead {
    /// Whether the method is one whose requests are expected to have a body, or to say that there is none: any but GET,
    /// HEAD, DELETE, TRACE and CONNECT, as in Envoy.
    public var mayHaveBody: Bool {
        self.withBytes(self.method) { method in
            !(method.equals("GET") || method.equals("HEAD") || method.equals("DELETE") || method.equals("TRACE")
                || method.equals("CONNECT"))
        }
    }
}
