import Synchronization
import WeirDomain
import WeirEngine
import WeirJournal

/// The inputs of a journal, read and checked on a thread of its own, a few thousand at a time.
final class JournalFeed: Sendable {
    enum Piece: Sendable {
        case payments(RecordBatch, first: UInt64)
        case other(type: UInt8, payload: [UInt8], sequence: UInt64)
    }

    private static let batchPayments = 4_096
    private let channel = Channel<Piece>(capacity: 8)
    private let outcome = Mutex<Result<JournalReader.Summary, any Error>?>(nil)

    init(directory: String, from: UInt64, through: UInt64) {
        LongThread.start("weir-replay") { [self] in
            let result = Result { try read(directory, from, through) }
            outcome.withLock { $0 = result }
            channel.close()
        }
    }

    private func read(_ directory: String, _ from: UInt64, _ through: UInt64) throws -> JournalReader.Summary {
        var batch = RecordBatch(capacity: Self.batchPayments)
        var first: UInt64 = 0
        func hand() {
            if !batch.isEmpty { _ = channel.put(.payments(batch, first: first)) }
            batch = RecordBatch(capacity: Self.batchPayments)
        }
        let summary = try JournalReader(directory: directory).replay(from: from, through: through) {
            sequence, type, payload in
            guard type == InputType.payment.rawValue, PaymentView.isWhole(payload) else {
                hand()
                _ = channel.put(.other(type: type, payload: payload.array, sequence: sequence))
                return
            }
            if batch.isEmpty { first = sequence }
            batch.bytes.append(bytes: payload)
            batch.close()
            if batch.count == Self.batchPayments { hand() }
        }
        hand()
        return summary
    }

    /// The next piece; `nil` at the end. Throws what broke the reading off, once all before it has been handed out.
    func next() throws -> Piece? {
        if let piece = channel.take() { return piece }
        if case .failure(let error) = outcome.withLock({ $0 }) { throw error }
        return nil
    }

    /// What the reading has found, once `next` has come to the end.
    var summary: JournalReader.Summary? { try? outcome.withLock { $0 }?.get() }
}
