import NIOCore
import Synchronization

/// How many batches are answered at once. Each may hold some megabytes; one alone keeps the desk busy, so that more
/// would only make all of them slow.
final class BatchAdmission: Sendable {
    static let limit = 24

    /// Held by a batch that was let in, until it is answered or its client has gone.
    final class Place: Sendable {
        private let admission: BatchAdmission

        fileprivate init(_ admission: BatchAdmission) { self.admission = admission }

        deinit { admission.leave() }
    }

    private let inside = Mutex(0)

    /// `nil` where all places are taken.
    func enter() -> Place? {
        let isFree = inside.withLock { inside in
            guard inside < Self.limit else { return false }
            inside += 1
            return true
        }
        return isFree ? Place(self) : nil
    }

    private func leave() { inside.withLock { $0 -= 1 } }
}

/// What batches have been answered and their clients have not read yet. Many a client sends all before it reads: up to
/// so much is kept for all of them together, and only then is no more read of a batch whose client does not read.
final class UnsentAnswers: Sendable {
    static let limit = 128 << 20

    /// Of one answer, until it is sent or its client has gone.
    final class Share: Sendable {
        private let answers: UnsentAnswers
        private let bytes: Int

        fileprivate init(_ answers: UnsentAnswers, _ bytes: Int) {
            self.answers = answers
            self.bytes = bytes
        }

        deinit { answers.kept.withLock { $0 -= bytes } }
    }

    private let kept = Mutex(0)

    /// `nil` where there is no more room.
    func hold(_ bytes: Int) -> Share? {
        let fits = kept.withLock { kept in
            guard kept + bytes <= Self.limit else { return false }
            kept += bytes
            return true
        }
        return fits ? Share(self, bytes) : nil
    }
}

/// A piece's answer on its way to the client.
struct AnsweredPiece: Sendable {
    let bytes: ByteBuffer
    /// Of what is kept for clients who have not read yet, where there was room for it.
    let share: UnsentAnswers.Share?
    /// Until it is sent it takes the room of a piece at work.
    let takesRoom: Bool
}
