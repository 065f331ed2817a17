import Testing
import WeirDomain
import WeirEngine
import WeirSimulator

/// Looking ahead on another thread changes nothing that is decided.
@Suite struct ScoutTests {
    /// Some days of a town, with payments that come again and others under ids that are taken.
    private func town() -> RecordBatch {
        var simulation = Simulation(accounts: 600, days: 12, seed: 77, prevalence: .dense)
        var batch = RecordBatch()
        while let day = simulation.nextDay() {
            for payment in day {
                batch.append(payment)
                let number = batch.count
                if number % 41 == 0 { batch.append(payment) }
                if number % 97 == 0 {
                    var other = payment
                    other.remark = "another"
                    batch.append(other)
                }
                if number % 53 == 0 {
                    var stranger = payment
                    stranger.id = "new-\(number)"
                    stranger.payee = "an id longer than a record has room for \(number % 7)"
                    batch.append(stranger)
                }
            }
        }
        return batch
    }

    private func pieces(of whole: borrowing RecordBatch) -> [RecordBatch] {
        var pieces: [RecordBatch] = []
        var first = 0
        while first < whole.count {
            var piece = RecordBatch()
            // Of all sizes, one payment among them.
            let size = 1 + (first * 7) % 300
            for place in first..<min(first + size, whole.count) { piece.append(whole, place) }
            first += size
            pieces.append(piece)
        }
        return pieces
    }

    /// What comes of each payment, and of them all.
    private func play(
        _ pieces: [RecordBatch], _ engine: inout Engine, looksAhead: Bool,
        between: (inout Engine, Int) -> Void = { _, _ in }
    ) -> [Verdict] {
        var scout = looksAhead ? engine.sendScout() : nil as Scout?
        var effects = Effects()
        var verdicts: [Verdict] = []
        var sequence: UInt64 = 0
        for (number, piece) in pieces.enumerated() {
            var piece = piece
            scout?.look(at: &piece, before: sequence)
            between(&engine, number)
            for place in 0..<piece.count {
                let scouted = engine.prefetch(piece, before: place)
                sequence += 1
                engine.apply(piece[place], scouted: scouted, sequence: sequence, effects: &effects)
                verdicts.append(effects.verdict)
            }
        }
        if let scout = scout.take() { engine.callBack(scout) }
        return verdicts
    }

    @Test func whatIsDecidedIsTheSame() {
        let pieces = pieces(of: town())
        var plain = Engine(seed: 3)
        var scouted = Engine(seed: 3)
        let expected = play(pieces, &plain, looksAhead: false)
        let found = play(pieces, &scouted, looksAhead: true)
        #expect(found == expected)
        #expect(plain.stateHash == scouted.stateHash && plain.counters == scouted.counters)
        #expect(plain.counters.duplicates > 50 && plain.counters.conflicts > 20 && plain.counters.decided > 3_000)
        // What the scout knew, the engine knows again.
        let again = play(pieces, &scouted, looksAhead: false)
        #expect(!again.contains { if case .decided = $0 { true } else { false } })
    }

    /// Accounts that the scout has not heard of put its numbers out of step: it guesses wrong, and nothing else.
    @Test func wrongGuessesDoNoHarm() throws {
        let pieces = pieces(of: town())
        func tell(_ engine: inout Engine, _ number: Int) {
            guard number % 3 == 0 else { return }
            var effects = Effects()
            let fact = AccountFact(
                account: "unheard-of-\(number)", kind: .merchant, opened: nil, merchantCategory: 0)
            let bytes = InputBytes.encode(fact, at: Instant(milliseconds: 1_772_380_800_000))
            engine.apply(
                type: InputType.account.rawValue, payload: bytes.span.bytes, sequence: 0, effects: &effects)
        }
        var plain = Engine(seed: 3)
        var scouted = Engine(seed: 3)
        let expected = play(pieces, &plain, looksAhead: false, between: tell)
        let found = play(pieces, &scouted, looksAhead: true, between: tell)
        #expect(found == expected && plain.stateHash == scouted.stateHash)
    }

    /// An engine that knows accounts and payments already.
    @Test func theScoutKnowsWhatTheEngineKnew() {
        let pieces = pieces(of: town())
        let half = pieces.count / 2
        var plain = Engine(seed: 3)
        var scouted = Engine(seed: 3)
        _ = play(Array(pieces[..<half]), &plain, looksAhead: false)
        _ = play(Array(pieces[..<half]), &scouted, looksAhead: false)
        let expected = play(pieces, &plain, looksAhead: false)
        let found = play(pieces, &scouted, looksAhead: true)
        #expect(found == expected && plain.stateHash == scouted.stateHash)
        #expect(!found.prefix(half).contains { if case .decided = $0 { true } else { false } })
    }
}
