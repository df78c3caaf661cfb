import GatehouseObjects

/// Lets one service after the other get an address, so that no two get the same.
actor ServiceAddresses {
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Waits until nobody else is getting an address.
    func enter() async {
        guard self.isBusy else {
            self.isBusy = true
            return
        }
        await withCheckedContinuation { self.waiting.append($0) }
    }

    /// Lets the next one in.
    func leave() {
        if self.waiting.isEmpty { self.isBusy = false } else { self.waiting.removeFirst().resume() }
    }
}

extension ObjectRequest {
    /// Writes an object, with addresses for it where it is a service that has none yet.
    func withAddresses<Value: Sendable>(
        _ name: String, _ write: (ServiceAddressRange?) async throws(APIStatus) -> Value
    ) async throws(APIStatus) -> Value {
        guard self.resource.group.isEmpty, self.resource.plural == "services" else { return try await write(nil) }
        let stored = await self.registry.object(self.target.key(name))
        if stored?.json["spec"]?["clusterIP"]?.string?.isEmpty == false { return try await write(nil) }
        await self.service.addresses.enter()
        let services = await self.registry.objects(of: ObjectKind(self.resource), in: nil).objects
        let result: Result<Value, APIStatus>
        do throws(APIStatus) {
            let taken = Set(services.compactMap { $0.json["spec"]?["clusterIP"]?.string })
            result = .success(try await write(ServiceAddressRange(taken: taken)))
        } catch { result = .failure(error) }
        await self.service.addresses.leave()
        return try result.get()
    }
}
