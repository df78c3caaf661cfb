import GatehouseObjects
import Logging

/// Follows one kind: asks the server what its reflector wants to know, and passes on what has changed.
struct ReflectionTask: Sendable {
    let client: APIClient
    let kind: WatchedKind
    /// The kind's place on the board.
    let index: Int
    let board: SyncBoard
    let recovery: Recovery
    /// Happens when the server answers again that had been silent: whether a watch from before is still one can't be told.
    let revival: Recovery
    let random: @Sendable () -> Double
    let logger: Logger
    /// Is told what has changed, and that it was told all of a list.
    let passOn: @Sendable (_ changes: [ObjectChange]) -> Void

    /// Follows the kind at an endpoint until the server says that it does not have it, or the task is cancelled.
    func follow(_ endpoint: ResourceEndpoint, _ reflector: inout Reflector) async {
        self.board.change(self.index) { kind in
            kind.endpoint = endpoint.description
            kind.isAbsent = false
        }
        var next = reflector.started()
        while !Task.isCancelled {
            switch next {
            case .list(let continuation, let limit):
                next = await self.list(endpoint, continuation, limit, &reflector)
            case .watch(let version):
                next = await self.watch(endpoint, from: version, &reflector)
            case .wait(let duration):
                await self.recovery.wait(atMost: duration)
                next = reflector.resumed()
            case .read: next = reflector.resumed()
            case .rest: return
            }
        }
    }

    private func list(
        _ endpoint: ResourceEndpoint, _ continuation: String?, _ limit: Int?, _ reflector: inout Reflector
    ) async -> Reflector.Next {
        do throws(APIFailure) {
            let request = self.kind.listRequest(endpoint, continuation: continuation, limit: limit)
            let page = try ListPage(parsing: try await self.client.send(request))
            var objects: [ReflectedObject] = []
            for item in page.items {
                objects.append(try ReflectedObject(item, kind: self.kind, endpoint: endpoint))
            }
            let step = reflector.listed(
                objects, resourceVersion: page.resourceVersion, continuation: page.continuation)
            self.recovered()
            self.take(step, count: reflector.count)
            return step.next
        } catch {
            self.report(error, "list")
            return reflector.listFailed(error, random: self.random())
        }
    }

    /// Watches until the watch ends, breaks, or can no longer be relied upon.
    private func watch(
        _ endpoint: ResourceEndpoint, from version: String, _ reflector: inout Reflector
    ) async -> Reflector.Next {
        let before = reflector
        let (after, next) = await withTaskGroup(of: (Reflector, Reflector.Next)?.self) { group in
            group.addTask {
                var reflector = before
                let next = await self.read(endpoint, from: version, &reflector)
                return (reflector, next)
            }
            group.addTask {
                await self.revival.next()
                return nil
            }
            var isRevived = false
            while let ended = await group.next() {
                group.cancelAll()
                guard let (reflector, next) = ended else {
                    isRevived = true
                    continue
                }
                return (reflector, isRevived ? reflector.resumed() : next)
            }
            return (before, before.resumed())
        }
        reflector = after
        return next
    }

    private func read(
        _ endpoint: ResourceEndpoint, from version: String, _ reflector: inout Reflector
    ) async -> Reflector.Next {
        // Connecting and waiting for the answer is no part of a watch's life.
        var opened: ContinuousClock.Instant?
        do throws(APIFailure) {
            // Not all watches of all replicas should end at one moment.
            let seconds = 300 + Int(self.random() * 300)
            let request = self.kind.watchRequest(endpoint, from: version, seconds: seconds)
            var stream = try await self.client.watch(request)
            let began = ContinuousClock.now
            opened = began
            self.board.change(self.index) { $0.watches &+= 1 }
            async let _ = self.settle()
            while let event = try await stream.next() {
                let step: Reflector.Step
                switch event {
                case .present(let object):
                    step = reflector.changed(try ReflectedObject(object, kind: self.kind, endpoint: endpoint))
                case .gone(let object):
                    step = reflector.removed(try ReflectedObject(object, kind: self.kind, endpoint: endpoint))
                case .bookmark(let version): step = reflector.bookmarked(version)
                case .error(let status): throw .status(status)
                }
                self.recovered()
                self.take(step, count: reflector.count)
            }
            return reflector.watchEnded(after: .now - began, random: self.random())
        } catch {
            if let opened, .now - opened >= Reflector.shortestWatch { reflector.watchLasted() }
            // That a server no longer knows the way is in the order of things.
            if error.code != 410 { self.report(error, "watch") }
            return reflector.watchFailed(error, random: self.random())
        }
    }

    /// Tells that a watch has come to stay, unless it ends first: one that begins has not done anything yet.
    private func settle() async {
        if (try? await Task.sleep(for: Reflector.shortestWatch)) != nil { self.recovered() }
    }

    private func recovered() {
        if self.board.recovered(self.index) { self.recovery.happened() }
    }

    private func take(_ step: Reflector.Step, count: Int) {
        if !step.changes.isEmpty { self.passOn(step.changes) }
        let isFirst = step.completesList && !(self.board.current.kinds[self.index].isSynced)
        self.board.change(self.index) { kind in
            kind.objects = count
            if step.completesList {
                kind.lists &+= 1
                kind.isSynced = true
            }
        }
        if isFirst { self.passOn([]) }
    }

    private func report(_ failure: APIFailure, _ verb: String) {
        if failure == .cancelled { return }
        let isKnown = self.board.failed(self.index, failure)
        if isKnown { return }
        let place = self.kind.namespace.map { " in \($0)" } ?? ""
        self.logger.warning(
            "cannot \(verb) \(self.kind.name)\(place): \(failure); what was known last stays in force, trying again")
    }
}
