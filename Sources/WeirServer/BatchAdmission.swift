import NIOCore
import Synchronization

/// How many batches are decided at once, and what is kept of their answers. Each may hold some megabytes; one alone
/// keeps the desk busy, so that more would only make all of them slow.
///
/// A batch gives its place back once it is decided and all that its client has not taken yet is kept. Where others need
/// places, or room for answers, a client that has taken nothing for a while, and sends nothing either, is cut off. As
/// long as nobody needs anything, or a little of the answer goes out now and then, it may take as long as it likes.
package final class BatchAdmission: Sendable {
    package typealias Time = ContinuousClock.Instant

    package static let limit = 24
    /// Bytes of answers that clients have not read yet, of all batches together. Many a client sends all before it
    /// reads: only beyond this is no more read of a batch whose client does not read.
    package static let keptLimit = 128 << 20
    /// For how long a part of an answer may lie without being taken where others need its room. A system takes
    /// megabytes for a client before it reads: one that reads 200 kB a second is seen to go on in this time.
    package static let patience = Duration.seconds(10)

    /// Held by a batch that was let in, until it is answered or its client has gone.
    package final class Place: Sendable {
        private let admission: BatchAdmission
        private let number: UInt64

        fileprivate init(_ admission: BatchAdmission, _ number: UInt64) {
            (self.admission, self.number) = (admission, number)
        }

        deinit { admission.leave(number) }

        /// A part of the batch has come.
        package func came(at now: Time = .now) { admission.change(number) { $0.came = now } }

        /// A part of the answer is there for the client to take.
        package func offer(at now: Time = .now) { admission.change(number) { $0.offered = now } }

        /// The client has taken it.
        package func taken() { admission.change(number) { $0.offered = nil } }

        /// All is decided, and all of the answer is sent or kept: others may be let in.
        package func settle() { admission.settle(number) }

        /// Room for a part of the answer until it is sent; `nil` where there is no more.
        package func hold(_ bytes: Int) -> Share? { admission.hold(bytes, number) }
    }

    /// Of one part of an answer, until it is sent or its client has gone.
    package final class Share: Sendable {
        private let admission: BatchAdmission
        private let number: UInt64
        private let bytes: Int

        fileprivate init(_ admission: BatchAdmission, _ number: UInt64, _ bytes: Int) {
            (self.admission, self.number, self.bytes) = (admission, number, bytes)
        }

        deinit { admission.release(bytes, number) }
    }

    private struct Batch: Sendable {
        var takesPlace = true
        var kept = 0
        var came: Time
        var offered: Time?
        let cutOff: @Sendable () -> Void

        /// Since when nothing has moved; `nil` while its client has all that there is.
        var stuckSince: Time? { offered.map { max($0, came) } }
    }

    private struct State: Sendable {
        var batches: [UInt64: Batch] = [:]
        var next: UInt64 = 0
        var taken = 0
        var kept = 0

        /// Those of whom nothing has moved for too long.
        func stuck(at now: Time) -> [(number: UInt64, since: Time, batch: Batch)] {
            batches.compactMap { number, batch in
                guard let since = batch.stuckSince, since + BatchAdmission.patience <= now else { return nil }
                return (number: number, since: since, batch: batch)
            }
        }

        mutating func remove(_ number: UInt64) -> Batch? {
            guard let batch = batches.removeValue(forKey: number) else { return nil }
            if batch.takesPlace { taken -= 1 }
            return batch
        }
    }

    private let state = Mutex(State())

    package init() {}

    /// - Parameter cutOff: ends the connection of this batch.
    /// - Returns: `nil` where all places are taken by those who send or read.
    package func enter(at now: Time = .now, cutOff: @escaping @Sendable () -> Void) -> Place? {
        let (number, left) = state.withLock { state -> (UInt64?, Batch?) in
            var left: Batch?
            if state.taken >= Self.limit {
                let longest = state.stuck(at: now).filter { $0.batch.takesPlace }.min { $0.since < $1.since }
                guard let longest else { return (nil, nil) }
                left = state.remove(longest.number)
            }
            state.next += 1
            state.taken += 1
            state.batches[state.next] = Batch(came: now, cutOff: cutOff)
            return (state.next, left)
        }
        left?.cutOff()
        return number.map { Place(self, $0) }
    }

    /// Somebody waits for room: of those of whom nothing moves, the one is cut off for whom most is kept.
    package func relieve(at now: Time = .now) {
        let left = state.withLock { state -> Batch? in
            let most = state.stuck(at: now).filter { $0.batch.kept > 0 }.max { $0.batch.kept < $1.batch.kept }
            return most.flatMap { state.remove($0.number) }
        }
        left?.cutOff()
    }

    private func change(_ number: UInt64, _ body: (inout Batch) -> Void) {
        state.withLock { state in
            guard var batch = state.batches[number] else { return }
            body(&batch)
            state.batches[number] = batch
        }
    }

    private func settle(_ number: UInt64) {
        state.withLock { state in
            guard state.batches[number]?.takesPlace == true else { return }
            state.batches[number]?.takesPlace = false
            state.taken -= 1
        }
    }

    private func hold(_ bytes: Int, _ number: UInt64) -> Share? {
        let fits = state.withLock { state in
            guard state.batches[number] != nil, state.kept + bytes <= Self.keptLimit else { return false }
            state.kept += bytes
            state.batches[number]?.kept += bytes
            return true
        }
        return fits ? Share(self, number, bytes) : nil
    }

    private func release(_ bytes: Int, _ number: UInt64) {
        state.withLock { state in
            state.kept -= bytes
            state.batches[number]?.kept -= bytes
        }
    }

    private func leave(_ number: UInt64) {
        state.withLock { state in _ = state.remove(number) }
    }
}

/// A piece's answer on its way to the client.
struct AnsweredPiece: Sendable {
    let bytes: ByteBuffer
    /// Of what is kept for clients who have not read yet, where there was room for it.
    let share: BatchAdmission.Share?
    /// Until it is sent it takes the room of a piece at work.
    let takesRoom: Bool
}
