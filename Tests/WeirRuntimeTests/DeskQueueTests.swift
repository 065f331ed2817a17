import Testing
import WeirDomain
import WeirEngine
import WeirRuntime

/// Who waits at the desk, who is turned away, and in which order.
@Suite struct DeskQueueTests {
    private func work(_ count: Int, _ run: BatchRun? = nil) throws -> DeskWork {
        var batch = RecordBatch()
        let currency = try #require(Currency("CNY"))
        for i in 0..<count {
            let payment = Payment(
                id: "p\(i)", at: Instant(milliseconds: 1_772_380_800_000), rail: "alipay", payer: "a", payee: "b",
                amount: Amount(minor: 100), currency: currency)
            batch.append(payment, line: i + 1)
        }
        return .payments(batch, run: run) { _ in }
    }

    /// So many pieces of a batch in a queue.
    private func filled(_ pieces: Int, of count: Int, _ run: BatchRun = BatchRun()) throws -> DeskQueue {
        var queue = DeskQueue()
        let piece = try work(count, run)
        for _ in 0..<pieces { _ = queue.add(piece) }
        return queue
    }

    @Test func singlesAreTurnedAwayAndBatchesWait() throws {
        var queue = DeskQueue()
        let piece = try work(1_024)
        let taken = (0..<(DeskQueue.limit / 1_024 + 3)).map { _ in queue.add(piece) }
        #expect(taken.count { $0 } == DeskQueue.limit / 1_024 && !taken[taken.count - 1], "too much is waiting")
        let part = try work(1_024, BatchRun())
        let waiting = (0..<100).map { _ in queue.add(part) }
        #expect(!waiting.contains(false), "the connection holds a batch back, not the desk")
        #expect(queue.inputs == DeskQueue.limit + 102_400)
    }

    @Test func singlesGoFirst() throws {
        var queue = try filled(20, of: 1_000)
        let single = try work(3)
        let isTaken = queue.add(single)
        let mixed = queue.next(holdsRunsBack: false)
        #expect(isTaken && mixed?.work.map(\.work.inputCount) == [3, 1_000, 1_000], "short, for somebody waits")
        let whole = queue.next(holdsRunsBack: false)
        #expect(whole?.work.map(\.work.inputCount) == Array(repeating: 1_000, count: 8))
    }

    @Test func runsAreHeldBackForAWhile() throws {
        var queue = try filled(1, of: 10)
        let single = try work(1)
        let patience = DeskQueue.patienceMicroseconds
        let nothing = queue.next(holdsRunsBack: true, now: 5)
        _ = queue.add(single)
        let passing = queue.next(holdsRunsBack: true, now: 6)
        #expect(nothing == nil && passing?.work.count == 1, "single payments pass")
        let still = queue.next(holdsRunsBack: true, now: 5 + patience)
        let late = queue.next(holdsRunsBack: true, now: 6 + patience)
        #expect(still == nil && late?.work.isEmpty == true && late?.expired.count == 1)
        #expect(queue.isEmpty && queue.inputs == 0)
        // The next one has all its time again.
        let part = try work(10, BatchRun())
        _ = queue.add(part)
        let fresh = queue.next(holdsRunsBack: true, now: 7 + patience)
        #expect(fresh == nil)
    }

    @Test func aBrokenRunIsTurnedAwayAndOthersGoOn() throws {
        var queue = DeskQueue()
        let (broken, sound) = (BatchRun(), BatchRun())
        let (bad, good) = (try work(10, broken), try work(20, sound))
        for work in [bad, good, bad, good, bad, good] { _ = queue.add(work) }
        bad.fail(.unavailable("full", retrySeconds: 5))
        let group = queue.next(holdsRunsBack: false)
        #expect(group?.turnedAway.count == 3 && group?.work.map(\.work.inputCount) == [20, 20, 20])
    }
}
