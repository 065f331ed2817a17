import Glibc
import Testing
import WeirDomain
import WeirJournal

/// Plays one life of a journal on a disk that may fail, remembering what it was promised.
struct Witness {
    /// What `commit` has confirmed, in order.
    var acknowledged: [Entry] = []
    /// What the last commit that failed would have added; may be there afterwards, wholly, or not at all.
    var inDoubt: [Entry] = []
    var stopped: JournalError?
    var spaceErrors = 0
    /// A planted bug, for negative controls: takes a record for safe before it is committed.
    var acknowledgesEarly = false

    mutating func live(on disk: SimulatedDisk, groups: Int, seed: UInt64) {
        var dice = Seeded(seed)
        do {
            let (journal, recovery) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
            if recovery.lastSequence > UInt64(acknowledged.count) { acknowledged += inDoubt }
            inDoubt = []
            for _ in 0..<groups { try commitOne(journal, &dice) }
            try? journal.prepare()
            try journal.close()
        } catch {
            stopped = error as? JournalError
        }
    }

    private mutating func commitOne(_ journal: Journal, _ dice: inout Seeded) throws {
        let count = Int.random(in: 1...8, using: &dice)
        let entries = try journal.appendRandom(count, &dice, sizes: 0...4000)
        if acknowledgesEarly { acknowledged += entries }
        inDoubt = entries
        if let error = failure({ try journal.commit() }) {
            try note(error, journal)
        } else if !acknowledgesEarly {
            acknowledged += entries
        }
        inDoubt = []
        guard Int.random(in: 0...1, using: &dice) == 0, let error = failure({ try journal.prepare() }) else { return }
        guard error.code == .noSpace else { throw error }
        spaceErrors += 1
    }

    private mutating func note(_ error: JournalError, _ journal: Journal) throws {
        guard error.code == .noSpace else {
            // Once stopped, always stopped, with the same words.
            let again = [failure { try journal.commit() }, failure { try journal.appendNothing() }]
            #expect(again == [error, error])
            throw error
        }
        // Taken back for certain, and the same journal goes on.
        spaceErrors += 1
        let pending = journal.pendingCount
        let next = journal.nextSequence
        #expect(pending == 0)
        #expect(next == UInt64(acknowledged.count) + 1 || acknowledgesEarly)
    }

    static func play(on disk: SimulatedDisk) {
        var witness = Witness()
        witness.live(on: disk, groups: 30, seed: 41)
    }

    /// What is wrong with what a disk holds; nothing if every promise was kept.
    func complaint(about disk: SimulatedDisk) -> String? {
        do {
            var options = smallSegments()
            options.check = .everything
            let (journal, _) = try Journal.open(directory: simulated, options: options, files: disk)
            let found = try readAll(simulated, files: disk)
            if found != acknowledged, found != acknowledged + inDoubt {
                return "\(acknowledged.count) confirmed, \(inDoubt.count) in doubt, \(found.count) found"
            }
            var dice = Seeded(5)
            let more = try journal.commitRandom(5, &dice)
            if try readAll(simulated, files: disk) != found + more { return "it cannot be written on" }
            return nil
        } catch {
            return "\(error)"
        }
    }
}

@Suite struct FaultTests {
    private let groups = 30

    /// Every way in which the power may go at the end of this life.
    private func complaints(_ witness: Witness, _ disk: SimulatedDisk, tries: UInt64 = 3) -> [String] {
        var result: [String] = []
        for survival in SimulatedDisk.Survival.allCases {
            for seed in 0..<(survival == .some ? tries : 1) {
                if let text = witness.complaint(about: disk.afterPowerLoss(survival, seed: seed)) {
                    result.append("\(survival), seed \(seed): \(text)")
                }
            }
        }
        return result
    }

    @Test(arguments: ["no space", "half, no space", "input/output", "half, input/output", "short"])
    func everyOperationFailsOnce(kind: String) throws {
        let trouble: SimulatedDisk.Trouble =
            switch kind {
            case "no space": .error(ENOSPC)
            case "half, no space": .half(ENOSPC)
            case "input/output": .error(EIO)
            case "half, input/output": .half(EIO)
            default: .short(700)
            }
        let peaceful = SimulatedDisk(seed: 40)
        var witness = Witness()
        witness.live(on: peaceful, groups: groups, seed: 41)
        #expect(witness.stopped == nil)
        #expect(peaceful.names.keys.filter { $0.hasSuffix(".wj") }.count >= 3)
        var stops = 0
        var spaceErrors = 0
        for n in 1...peaceful.operations {
            let disk = SimulatedDisk(seed: 40)
            disk.troubles[n] = trouble
            var witness = Witness()
            witness.live(on: disk, groups: groups, seed: 41)
            stops += witness.stopped == nil ? 0 : 1
            spaceErrors += witness.spaceErrors
            #expect(complaints(witness, disk) == [], "operation \(n), \(peaceful.log[n - 1]), seed 40/41")
        }
        // The trouble was really met, and answered in the right way.
        if kind.hasSuffix("no space") { #expect(spaceErrors > 3) } else { #expect(spaceErrors == 0) }
        if kind == "short" { #expect(stops == 0) }
        if kind.hasSuffix("input/output") { #expect(stops > 10) }
    }

    @Test func aFailedSyncStopsTheJournal() throws {
        let disk = SimulatedDisk(seed: 42)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(43)
        let safe = try journal.commitRandom(3, &dice)
        _ = try journal.appendRandom(3, &dice, sizes: 1...9)
        disk.troubles[disk.operations + 2] = .error(EIO)
        let error = failure { try journal.commit() }
        #expect(error?.code == .syncFailed)
        #expect(error?.errno == EIO)
        let after = disk.operations
        #expect(failure { try journal.commit() } == error)
        #expect(failure { try journal.prepare() } == error)
        #expect(failure { try journal.close() } == error)
        // Not one more operation: no second try to sync, no seal.
        #expect(disk.operations == after)
        #expect(try readAll(simulated, files: disk.afterPowerLoss(.nothing, seed: 1)) == safe)
    }

    @Test func whatRecoveryHasShownStays() throws {
        // The sync fails, and the system forgets that the pages are not on the disk: they can be read, and the next
        // sync has nothing to do. Started anew, the journal shows the group; from then on it must survive.
        let disk = SimulatedDisk(seed: 44)
        var dice = Seeded(45)
        var written: [Entry] = []
        do {
            let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
            written += try journal.commitRandom(3, &dice)
            written += try journal.appendRandom(30, &dice, sizes: 100...200)
            disk.troubles[disk.operations + 2] = .error(EIO)
            let error = failure { try journal.commit() }
            #expect(error?.code == .syncFailed)
        }
        let (journal, recovery) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        #expect(recovery.lastSequence == 33)
        #expect(journal.lastCommitted == 33)
        #expect(try readAll(simulated, files: disk.afterPowerLoss(.nothing, seed: 1)) == written)
    }

    @Test func aGroupThatDidNotFitLeavesNoTrace() throws {
        let disk = SimulatedDisk(seed: 46)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(47)
        var written = try journal.commitRandom(3, &dice)
        let file = simulated + "/00000000000000000001.wj"
        let before = disk.names[file]?.bytes
        _ = try journal.appendRandom(30, &dice, sizes: 100...200)
        disk.troubles[disk.operations + 1] = .short(1500)
        disk.troubles[disk.operations + 2] = .error(ENOSPC)
        #expect(failure { try journal.commit() }?.code == .noSpace)
        // Neither for a reader nor after power loss: or its bytes could show between those of the next group.
        #expect(disk.names[file]?.bytes == before)
        #expect(disk.names[file]?.unsynced.isEmpty == true)
        #expect(disk.names[file]?.synced == before)
        written += try journal.commitRandom(2, &dice)
        #expect(try readAll(simulated, files: disk) == written)
    }

    @Test func aTakingBackThatFailsStopsTheJournal() throws {
        let disk = SimulatedDisk(seed: 48)
        let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
        var dice = Seeded(49)
        let written = try journal.commitRandom(3, &dice)
        _ = try journal.appendRandom(30, &dice, sizes: 100...200)
        disk.troubles[disk.operations + 1] = .short(1500)
        disk.troubles[disk.operations + 2] = .error(ENOSPC)
        disk.troubles[disk.operations + 3] = .error(EIO)
        let error = failure { try journal.commit() }
        #expect(error?.code == .writeFailed)
        #expect(failure { try journal.commit() } == error)
        for survival in SimulatedDisk.Survival.allCases {
            #expect(try readAll(simulated, files: disk.afterPowerLoss(survival, seed: 2)) == written)
        }
    }

    @Test func aSegmentWhoseNameWasNotConfirmedIsConfirmedByTheNextOpening() throws {
        let peaceful = SimulatedDisk(seed: 52)
        Witness.play(on: peaceful)
        let confirmations = peaceful.log.indices.filter { peaceful.log[$0] == "sync directory" }.map { $0 + 1 }
        #expect(confirmations.count > 2)
        for n in confirmations {
            let disk = SimulatedDisk(seed: 52)
            disk.troubles[n] = .error(EIO)
            Witness.play(on: disk)
            // Started anew without losing power: what is confirmed from here on must be found after it is lost.
            var dice = Seeded(53)
            let (journal, _) = try Journal.open(directory: simulated, options: smallSegments(), files: disk)
            let known = try readAll(simulated, files: disk)
            let written = try known + journal.commitRandom(3, &dice)
            #expect(try readAll(simulated, files: disk.afterPowerLoss(.nothing, seed: 1)) == written)
        }
    }

    @Test(arguments: [UInt64](0..<60))
    func manyLivesWithPowerLossesBetween(seed: UInt64) throws {
        var disk = SimulatedDisk(seed: seed)
        var dice = Seeded(seed &+ 1000)
        var witness = Witness()
        for life in 0..<8 {
            // Somewhere in the next life, in any operation, be it of recovery itself.
            disk.troubles[Int.random(in: 1...60, using: &dice)] =
                [.error(EIO), .half(EIO), .half(ENOSPC), .short(100)].randomElement(using: &dice)
            witness.stopped = nil
            witness.live(on: disk, groups: 6, seed: dice.next())
            #expect(complaints(witness, disk) == [], "seed \(seed), life \(life)")
            disk = disk.afterPowerLoss(.some, seed: dice.next())
        }
        #expect(witness.acknowledged.count > 5)
    }

    @Test func theCheckerCatchesADiskThatLies() {
        var caught = 0
        for seed in 0..<20 as Range<UInt64> {
            let disk = SimulatedDisk(seed: seed)
            disk.syncLies = true
            var witness = Witness()
            witness.live(on: disk, groups: groups, seed: seed)
            caught += complaints(witness, disk).isEmpty ? 0 : 1
        }
        #expect(caught == 20)
    }

    @Test func theCheckerCatchesAnswersBeforeTheCommit() {
        var caught = 0
        let operations = 120
        for n in 1...operations {
            let disk = SimulatedDisk(seed: 40)
            disk.troubles[n] = .error(EIO)
            var witness = Witness()
            witness.acknowledgesEarly = true
            witness.live(on: disk, groups: groups, seed: 41)
            witness.inDoubt = []
            caught += complaints(witness, disk).isEmpty ? 0 : 1
        }
        #expect(caught > 5)
    }
}
