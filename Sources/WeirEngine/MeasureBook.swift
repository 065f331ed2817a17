import WeirDomain

/// All measures, in order of creation, each a state machine of its own.
struct MeasureBook {
    private(set) var measures: [Measure] = []
    /// Numbers of the measures on an account, oldest first. Looked up by key only: its order never shows.
    private var byAccount: [String: [Int]] = [:]

    subscript(number: Int) -> Measure? {
        number >= 1 && number <= measures.count ? measures[number - 1] : nil
    }

    func on(_ account: String) -> [Measure] {
        (byAccount[account] ?? []).compactMap { self[$0] }
    }

    /// An automatic measure: proposed, approved by the two-kinds rule and ordered in one step.
    /// - Precondition: the kind can be undone; whatever cannot needs people.
    mutating func order(
        _ kind: MeasureKind, on account: String, typology: Typology?, at: Instant, sequence: UInt64,
        by: String = "weir",
        ground: String
    ) -> Measure {
        precondition(kind.mayBeAutomatic, "what cannot be undone is never ordered without people")
        let measure = Measure(
            number: measures.count + 1, kind: kind, account: account, state: .ordered, typology: typology, at: at,
            sequence: sequence, by: by, ground: ground)
        measures.append(measure)
        byAccount[account, default: []].append(measure.number)
        return measure
    }

    /// A measure that a rule puts before a person. `nil` where one of this kind is open or in force on the account.
    mutating func propose(
        _ kind: MeasureKind, on account: String, at: Instant, sequence: UInt64, ground: String
    ) -> Measure? {
        let isThere = on(account).contains {
            $0.kind == kind && ($0.state == .proposed || $0.state == .approved || $0.state.isInForce)
        }
        guard !isThere else { return nil }
        let measure = Measure(
            number: measures.count + 1, kind: kind, account: account, state: .proposed, typology: nil, at: at,
            sequence: sequence, by: "weir", ground: ground)
        measures.append(measure)
        byAccount[account, default: []].append(measure.number)
        return measure
    }

    func save(to writer: borrowing StateWriter) {
        writer.write(measures.count)
        for measure in measures {
            writer.write(measure.kind.rawValue)
            writer.write(measure.account)
            writer.write(measure.state.rawValue)
            writer.write(measure.typology?.rawValue ?? .max)
            writer.write(measure.at.milliseconds)
            writer.write(measure.sequence)
            writer.write(measure.by)
            writer.write(measure.ground)
        }
    }

    mutating func load(from reader: borrowing StateReader) throws {
        for number in 0..<(try reader.count()) {
            guard let kind = MeasureKind(rawValue: try reader.read()) else {
                throw StateReader.Flaw("a strange measure")
            }
            let account = try reader.readText()
            guard let state = MeasureState(rawValue: try reader.read()) else {
                throw StateReader.Flaw("a measure in a strange state")
            }
            let typology = Typology(rawValue: try reader.read())
            let measure = Measure(
                number: number + 1, kind: kind, account: account, state: state, typology: typology,
                at: Instant(milliseconds: try reader.read()), sequence: try reader.read(), by: try reader.readText(),
                ground: try reader.readText())
            measures.append(measure)
            byAccount[account, default: []].append(measure.number)
        }
    }

    /// The measure after an event, or why it cannot be.
    mutating func apply(_ request: MeasureRequest) -> Result<Measure, RefusedRequest> {
        guard let measure = self[request.measure] else {
            return .failure(RefusedRequest(reason: "there is no measure \(request.measure)"))
        }
        guard let next = measure.state.after(request.event) else {
            return .failure(
                RefusedRequest(
                    reason:
                        "measure \(request.measure) is \(measure.state.name): "
                        + "it cannot be changed by '\(request.event)'"
                ))
        }
        measures[request.measure - 1].state = next
        return .success(measures[request.measure - 1])
    }
}

struct RefusedRequest: Error {
    let reason: String
}
