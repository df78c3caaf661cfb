import GatehouseObjects
import Testing

@testable import GatehouseKubernetes

@Suite("Leader election")
struct LeaderElectionTests {
    private let start = ContinuousClock.now

    private func lease(_ holder: String, renewed: String = "r0", transitions: Int64 = 0, version: String = "1")
        -> LeaseRecord
    {
        LeaseRecord(
            holder: holder, seconds: 15, acquired: "a0", renewed: renewed, transitions: transitions,
            resourceVersion: version)
    }

    @Test("Where there is no Lease it is made, and who made it leads for ten seconds")
    func creation() {
        var election = LeaderElection(identity: "me")
        let action = election.read(nil, now: self.start, time: "t1")
        guard case .create(let lease) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(lease.holder == "me" && lease.seconds == 15 && lease.acquired == "t1" && lease.transitions == 0)
        #expect(!election.isLeader(at: self.start))
        #expect(election.wrote(lease, began: self.start) == .wait(.seconds(2)))
        #expect(election.isLeader(at: self.start + .milliseconds(9_999)))
        #expect(!election.isLeader(at: self.start + .seconds(10)))
    }

    @Test("A holder that renews keeps the Lease; one that is silent for 15 seconds loses it")
    func takingOver() {
        var election = LeaderElection(identity: "me")
        #expect(election.read(self.lease("other"), now: self.start, time: "t") == .wait(.seconds(2)))
        let renewed = self.lease("other", renewed: "r1", version: "2")
        #expect(election.read(renewed, now: self.start + .seconds(10), time: "t") == .wait(.seconds(2)))
        #expect(election.read(renewed, now: self.start + .seconds(24), time: "t") == .wait(.seconds(2)))
        let action = election.read(renewed, now: self.start + .seconds(25), time: "t9")
        let wanted = LeaseRecord(
            holder: "me", seconds: 15, acquired: "t9", renewed: "t9", transitions: 1, resourceVersion: "2")
        #expect(action == .update(wanted))
        #expect(election.leader == "other")
        _ = election.wrote(wanted, began: self.start + .seconds(25))
        #expect(election.isLeader(at: self.start + .seconds(26)))
    }

    @Test("A Lease that nobody holds is taken at once")
    func released() {
        var election = LeaderElection(identity: "me")
        let action = election.read(self.lease("", transitions: 4), now: self.start, time: "t")
        guard case .update(let lease) = action else {
            Issue.record("\(action)")
            return
        }
        #expect(lease.holder == "me" && lease.transitions == 5)
    }

    @Test(
        "A leader renews, keeping since when it leads; when it can't it ceases to lead, and when it lost the Lease at once"
    )
    func renewing() {
        var election = LeaderElection(identity: "me")
        let mine = self.lease("me")
        #expect(
            election.read(mine, now: self.start, time: "t2")
                == .update(
                    LeaseRecord(
                        holder: "me", seconds: 15, acquired: "a0", renewed: "t2", transitions: 0, resourceVersion: "1"))
        )
        _ = election.wrote(mine, began: self.start)
        #expect(election.failed() == .wait(.seconds(2)))
        #expect(election.isLeader(at: self.start + .seconds(9)))
        #expect(!election.isLeader(at: self.start + .seconds(11)))
        _ = election.wrote(mine, began: self.start)
        _ = election.read(self.lease("other", version: "3"), now: self.start + .seconds(1), time: "t")
        #expect(!election.isLeader(at: self.start + .seconds(1)))
    }

    @Test("Who ends gives the Lease back, who does not lead gives nothing back")
    func releasing() {
        var election = LeaderElection(identity: "me")
        #expect(election.released(time: "t") == nil)
        _ = election.wrote(self.lease("me", version: "7"), began: self.start)
        let released = election.released(time: "t3")
        #expect(released?.holder == "" && released?.seconds == 1 && released?.resourceVersion == "7")
        #expect(!election.isLeader(at: self.start))
        #expect(election.released(time: "t") == nil)
    }

    @Test("What others put on a Lease stays there")
    func kept() {
        let lease: JSON = [
            "metadata": [
                "name": "l", "namespace": "n", "resourceVersion": "7", "uid": "u", "labels": ["app": "x"],
                "annotations": ["note": "y"],
            ],
            "spec": ["holderIdentity": "other"],
        ]
        var election = LeaderElection(identity: "a")
        let start = ContinuousClock.now
        _ = election.read(LeaseRecord(lease), now: start, time: "t")
        guard case .update(let taken) = election.read(LeaseRecord(lease), now: start + .seconds(15), time: "t") else {
            return #expect(Bool(false), "it is silent for long enough")
        }
        #expect(
            taken.object(namespace: "n", name: "l")["metadata"] == [
                "name": "l", "namespace": "n", "resourceVersion": "7", "labels": ["app": "x"],
                "annotations": ["note": "y"],
            ])
    }

    @Test("A Lease is read as it is written")
    func objects() {
        let lease = self.lease("me", transitions: 3)
        let object = lease.object(namespace: "istio-system", name: "gatehouse")
        #expect(LeaseRecord(object) == lease)
        #expect(object["spec"]?["renewTime"]?.string == "r0")
    }
}
