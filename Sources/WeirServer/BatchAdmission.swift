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
