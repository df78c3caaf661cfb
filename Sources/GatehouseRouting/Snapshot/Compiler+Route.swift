import GatehousePlan

extension Compiler {
    /// Compiles everything of a route but its condition.
    mutating func route(_ plan: RoutePlan) -> CompiledRoute {
        let requestHeaders = self.program(plan.policy.requestHeaders, plan)
        return CompiledRoute(
            plan: plan, action: self.action(plan, editsRequest: !requestHeaders.isEmpty), cors: self.cors(plan),
            fault: plan.policy.fault.map { CompiledFault($0) },
            mirrors: plan.policy.mirrors.filter { $0.share > 0 }.map { self.mirror($0) },
            rateLimits: plan.policy.rateLimits.map { self.rateLimit($0) },
            requestHeaders: requestHeaders, responseHeaders: self.program(plan.policy.responseHeaders, plan))
    }

    /// A copy goes as its original does: whatever is changed on the way was changed before it is made.
    private func mirror(_ plan: MirrorPolicy) -> CompiledMirror {
        let destination = CompiledDestination(
            plan: plan.destination, cluster: self.cluster(plan.destination.cluster), requestHeaders: HeaderProgram(),
            responseHeaders: HeaderProgram(), authority: nil, pathRewrite: nil, ruleEditsRequest: false)
        return CompiledMirror(destination: destination, share: plan.share)
    }

    private mutating func action(_ plan: RoutePlan, editsRequest: Bool) -> CompiledRoute.Action {
        switch plan.action {
        case .redirect(let redirect): .redirect(CompiledRedirect(redirect))
        case .directResponse(let response): .directResponse(response)
        case .forward(let forward): .forward(self.forward(forward, plan, editsRequest: editsRequest))
        }
    }

    private mutating func forward(
        _ forward: ForwardAction, _ plan: RoutePlan, editsRequest: Bool
    ) -> CompiledForward {
        let rewrite = self.pathRewrite(forward, plan)
        let isLone = forward.destinations.count == 1
        var destinations: [CompiledDestination] = []
        for destination in forward.destinations where isLone || destination.weight > 0 {
            let authority = forward.authorityRewrite ?? destination.authorityRewrite
            destinations.append(
                CompiledDestination(
                    plan: destination, cluster: self.cluster(destination.cluster),
                    requestHeaders: self.program(destination.requestHeaders, plan),
                    responseHeaders: self.program(destination.responseHeaders, plan),
                    authority: authority.map { Array($0.utf8) }, pathRewrite: rewrite, ruleEditsRequest: editsRequest))
        }
        return CompiledForward(destinations: destinations)
    }

    private mutating func pathRewrite(_ forward: ForwardAction, _ plan: RoutePlan) -> CompiledPathRewrite? {
        guard let rewrite = forward.pathRewrite else { return nil }
        do {
            return try CompiledPathRewrite(rewrite, condition: plan.condition.path, &self.regexes)
        } catch {
            self.report("\(error.reason). The path is not rewritten.", plan)
            return nil
        }
    }

    private mutating func cors(_ plan: RoutePlan) -> CompiledCORS? {
        guard let cors = plan.policy.cors else { return nil }
        do {
            return try CompiledCORS(cors, &self.regexes)
        } catch {
            self.report("\(error.reason). The route's cross-origin rules are not applied.", plan)
            return nil
        }
    }

    private mutating func program(_ operations: [HeaderOperation], _ plan: RoutePlan) -> HeaderProgram {
        if operations.isEmpty { return HeaderProgram() }
        var program = HeaderProgram()
        for operation in operations {
            do {
                try program.append(operation)
            } catch {
                self.report("\(error.reason). The operation is left out.", plan)
            }
        }
        return program.ordered()
    }
}
