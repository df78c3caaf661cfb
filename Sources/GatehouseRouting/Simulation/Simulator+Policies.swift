import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// Speaks of faults; true when every request is aborted by one.
    mutating func injects(_ fault: CompiledFault) -> Bool {
        if let delay = fault.delay, fault.delayShare > 0 {
            self.say("\(Prose.percent(fault.delayShare)) of requests are first delayed by \(delay) (response flag DI).")
        }
        guard let abort = fault.abort, fault.abortShare > 0 else { return false }
        let answer =
            switch abort {
            case .status(let status): String(status)
            case .grpcStatus(let status): "gRPC status \(status)"
            }
        guard fault.abortShare >= 1_000_000 else {
            self.say("\(Prose.percent(fault.abortShare)) of requests are aborted with \(answer) (response flag FI).")
            return false
        }
        self.say("An injected fault aborts every request with \(answer).")
        self.answer(.fault, abort.httpStatus, flag: "FI")
        return true
    }

    /// Speaks of cross-origin rules; true when the request is a preflight that the gateway answers.
    mutating func answersPreflight(_ cors: CompiledCORS) -> Bool {
        switch cors.examine(self.head) {
        case .untouched:
            if self.head.headers.contains(.origin) {
                self.say(
                    "The route has cross-origin rules, which do not allow this origin: the request goes on, and the response is left as the upstream gives it."
                )
            }
            return false
        case .allowed:
            self.say("The origin is allowed: the response gets `access-control-allow-origin`.")
            return false
        case .preflight(let origin):
            self.end(.directResponse, 200)
            self.say(
                origin == nil
                    ? "The request is a cross-origin preflight of an origin that is not allowed; the gateway answers 200 without saying that it is."
                    : "The request is a cross-origin preflight; the gateway answers it itself.")
            return true
        }
    }

    /// Speaks of what is done to the request on its way and to the response on its way back.
    mutating func sayEdits(_ route: CompiledRoute, _ destination: CompiledDestination) {
        self.sayEdits("request", destination.plan.requestHeaders + route.plan.policy.requestHeaders)
        if destination.authority != nil { self.say("Host becomes `\(self.head.string(self.head.authority))`.") }
        if destination.pathRewrite != nil { self.say("The path becomes `\(self.head.string(self.head.path))`.") }
        self.sayEdits("response", destination.plan.responseHeaders + route.plan.policy.responseHeaders)
    }

    /// Speaks of header operations.
    mutating func sayEdits(_ message: String, _ operations: [HeaderOperation]) {
        guard !operations.isEmpty else { return }
        let edits = operations.map { operation in
            switch operation {
            case .remove(let name): "`\(name)` is removed"
            case .set(let name, let value): "`\(name)` is set to `\(value)`"
            case .add(let name, let value): "`\(name): \(value)` is added"
            }
        }
        self.say("In the \(message), \(Prose.list(edits, limit: 12)).")
    }

    /// Adds what the data plane tells the upstream about the try.
    mutating func noteTry(_ route: CompiledRoute) {
        if let timeout = route.timeout {
            let (seconds, attoseconds) = timeout.components
            let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
            self.head.headers.append(
                name: Array("x-envoy-expected-rq-timeout-ms".utf8), value: String(milliseconds).utf8)
        }
        self.head.headers.append(name: Array("x-envoy-attempt-count".utf8), value: "1".utf8)
    }
}
