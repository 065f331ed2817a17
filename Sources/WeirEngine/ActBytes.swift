import WeirDetection
import WeirDomain

/// Measures, cases, notices and appeals as bytes, for snapshots.
extension StateWriter {
    func write(texts: [String]) {
        write(texts.count)
        for text in texts { write(text) }
    }
}

extension StateReader {
    func readTexts() throws -> [String] {
        var texts: [String] = []
        for _ in 0..<(try count()) { texts.append(try readText()) }
        return texts
    }

    /// A value of an enumeration.
    func readCase<E: RawRepresentable>(_ type: E.Type = E.self) throws -> E where E.RawValue == UInt8 {
        guard let value = E(rawValue: try read()) else { throw Flaw("holds a strange \(E.self)") }
        return value
    }

    func readTime() throws -> Instant? {
        let value: Int64 = try read()
        return value == .min ? nil : Instant(milliseconds: value)
    }
}

extension Measure {
    func save(to writer: borrowing StateWriter) {
        writer.write(kind.rawValue)
        writer.write(state.rawValue)
        writer.write(typology?.rawValue ?? .max)
        writer.write(outcome.rawValue)
        writer.write(at.milliseconds)
        writer.write(sequence)
        writer.write(until?.milliseconds ?? .min)
        writer.write(endedAt?.milliseconds ?? .min)
        writer.write(quota.minor)
        writer.write(currency.packed)
        writer.write(
            texts: [
                account, by, ground, basis, rules, authority, payment, endedBy, endReason, orderHash, lists, scope,
                groundChinese, statement,
            ] + signatures.map(\.by) + listedBy)
        writer.write(signatures.map(\.at.milliseconds))
        writer.write(order?.version ?? 0)
        writer.write(order?.action.rawValue ?? 0)
        writer.write(order?.state.rawValue ?? 0)
        writer.write(order?.at.milliseconds ?? 0)
        writer.write(confirmedAt?.milliseconds ?? .min)
        writer.write(kinds.rawValue)
    }

    init(number: Int, from reader: borrowing StateReader) throws {
        let kind: MeasureKind = try reader.readCase()
        let state: MeasureState = try reader.readCase()
        let typology = Typology(rawValue: try reader.read())
        let outcome: HoldOutcome = try reader.readCase()
        let at = Instant(milliseconds: try reader.read())
        self.init(
            number: number, kind: kind, account: "", state: state, typology: typology, at: at,
            sequence: try reader.read(), by: "", ground: "")
        self.outcome = outcome
        until = try reader.readTime()
        endedAt = try reader.readTime()
        quota = Amount(minor: try reader.read())
        currency = Currency(packed: try reader.read())
        let texts = try reader.readTexts()
        guard texts.count >= 14 else { throw StateReader.Flaw("holds a short measure") }
        (account, by, ground, basis, rules) = (texts[0], texts[1], texts[2], texts[3], texts[4])
        (authority, payment, endedBy, endReason) = (texts[5], texts[6], texts[7], texts[8])
        (orderHash, lists, scope, groundChinese) = (texts[9], texts[10], texts[11], texts[12])
        statement = texts[13]
        let times: [Int64] = try reader.readArray()
        guard texts.count >= 14 + times.count else { throw StateReader.Flaw("holds a short measure") }
        signatures = zip(texts[14...], times).map { Signature(by: $0, at: Instant(milliseconds: $1)) }
        listedBy = Array(texts[(14 + times.count)...])
        let version: Int32 = try reader.read()
        let action: RailOrder.Action = try reader.readCase()
        let orderState: RailOrder.State = try reader.readCase()
        let ordered = Instant(milliseconds: try reader.read())
        if version > 0 { order = RailOrder(version: version, action: action, state: orderState, at: ordered) }
        confirmedAt = try reader.readTime()
        kinds = EvidenceKinds(rawValue: try reader.read())
    }
}

extension Case.File {
    func save(to writer: borrowing StateWriter) {
        writer.write(texts: [name, hash, by])
        writer.write(at.milliseconds)
    }

    init(from reader: borrowing StateReader) throws {
        let texts = try reader.readTexts()
        guard texts.count == 3 else { throw StateReader.Flaw("holds a strange file") }
        self.init(name: texts[0], hash: texts[1], by: texts[2], at: Instant(milliseconds: try reader.read()))
    }
}

extension Case {
    func save(to writer: borrowing StateWriter) {
        writer.write(state.rawValue)
        writer.write(disposition?.rawValue ?? .max)
        writer.write(isEscalated ? 1 as UInt8 : 0)
        writer.write(opened.milliseconds)
        writer.write(due.milliseconds)
        writer.write(mergedInto)
        writer.write(alerts)
        for list in [accounts, links, tags, [assignee, wall]] { writer.write(texts: list) }
        writer.write(comments.count)
        for comment in comments {
            writer.write(texts: [comment.by, comment.text])
            writer.write(comment.at.milliseconds)
        }
        writer.write(files.count)
        for file in files { file.save(to: writer) }
        writer.write(texts: [wallTerm.by, wallTerm.signedBy, wallTerm.wantedBy, wallTerm.wantedFor])
        writer.write(wallTerm.until?.milliseconds ?? .min)
        writer.write(wallTerm.wanted?.milliseconds ?? .min)
        writer.write(postponed?.until.milliseconds ?? .min)
        writer.write(texts: postponed.map { [$0.by, $0.reason] } ?? [])
        writer.write(trail.count)
        for step in trail {
            writer.write(texts: [step.type, step.by, step.detail])
            writer.write(step.at.milliseconds)
            writer.write(step.until?.milliseconds ?? .min)
        }
    }

    init(number: Int, from reader: borrowing StateReader) throws {
        let state: State = try reader.readCase()
        let disposition = Disposition(rawValue: try reader.read())
        let isEscalated: Bool = try reader.read(UInt8.self) != 0
        let opened = Instant(milliseconds: try reader.read())
        self.init(number: number, opened: opened, account: "", due: Instant(milliseconds: try reader.read()))
        self.state = state
        self.disposition = disposition
        self.isEscalated = isEscalated
        mergedInto = try reader.read()
        alerts = try reader.readArray()
        accounts = try reader.readTexts()
        links = try reader.readTexts()
        tags = try reader.readTexts()
        let texts = try reader.readTexts()
        guard texts.count == 2 else { throw StateReader.Flaw("holds a strange case") }
        (assignee, wall) = (texts[0], texts[1])
        for _ in 0..<(try reader.count()) {
            let texts = try reader.readTexts()
            guard texts.count == 2 else { throw StateReader.Flaw("holds a strange comment") }
            comments.append(Comment(by: texts[0], at: Instant(milliseconds: try reader.read()), text: texts[1]))
        }
        for _ in 0..<(try reader.count()) { files.append(try File(from: reader)) }
        let term = try reader.readTexts()
        guard term.count == 4 else { throw StateReader.Flaw("holds a strange wall") }
        (wallTerm.by, wallTerm.signedBy, wallTerm.wantedBy, wallTerm.wantedFor) = (term[0], term[1], term[2], term[3])
        wallTerm.until = try reader.readTime()
        wallTerm.wanted = try reader.readTime()
        let putOff = (until: try reader.readTime(), words: try reader.readTexts())
        if let until = putOff.until {
            guard putOff.words.count == 2 else { throw StateReader.Flaw("holds a strange postponement") }
            postponed = Postponement(until: until, by: putOff.words[0], reason: putOff.words[1])
        }
        for _ in 0..<(try reader.count()) { trail.append(try Step(from: reader)) }
    }
}

extension Case.Step {
    init(from reader: borrowing StateReader) throws {
        let texts = try reader.readTexts()
        guard texts.count == 3 else { throw StateReader.Flaw("holds a strange step") }
        let at = Instant(milliseconds: try reader.read())
        self.init(texts[0], by: texts[1], at: at, detail: texts[2], until: try reader.readTime())
    }
}

extension Notice {
    func save(to writer: borrowing StateWriter) {
        writer.write(kind.rawValue)
        writer.write(isWithheld ? 1 as UInt8 : 0)
        writer.write(measure)
        writer.write(appeal)
        writer.write(at.milliseconds)
        writer.write(account)
        for time in [toldAt, due, fetchedAt, deliveredAt] { writer.write(time?.milliseconds ?? .min) }
        writer.write(texts: [channel, failure])
        writer.write(isAlarmed)
    }

    init(number: Int, from reader: borrowing StateReader) throws {
        let kind: Kind = try reader.readCase()
        let isWithheld = try reader.read(UInt8.self) != 0
        let (measure, appeal): (Int, Int) = (try reader.read(), try reader.read())
        let at = Instant(milliseconds: try reader.read())
        self.init(
            number: number, kind: kind, measure: measure, appeal: appeal, account: try reader.readText(), at: at,
            isWithheld: isWithheld)
        (toldAt, due) = (try reader.readTime(), try reader.readTime())
        (fetchedAt, deliveredAt) = (try reader.readTime(), try reader.readTime())
        let texts = try reader.readTexts()
        guard texts.count == 2 else { throw StateReader.Flaw("holds a strange notice") }
        (channel, failure, isAlarmed) = (texts[0], texts[1], try reader.read())
    }
}

extension Appeal {
    func save(to writer: borrowing StateWriter) {
        writer.write(state.rawValue)
        writer.write(isOverdue ? 1 as UInt8 : 0)
        writer.write(measure)
        writer.write(at.milliseconds)
        writer.write(due.milliseconds)
        writer.write(decidedAt?.milliseconds ?? .min)
        writer.write(texts: [account, text, decidedBy, reason, filedBy])
        writer.write(documents.count)
        for document in documents { document.save(to: writer) }
    }

    init(number: Int, from reader: borrowing StateReader) throws {
        let state: State = try reader.readCase()
        let isOverdue = try reader.read(UInt8.self) != 0
        let measure: Int = try reader.read()
        let (at, due): (Int64, Int64) = (try reader.read(), try reader.read())
        let decidedAt = try reader.readTime()
        let texts = try reader.readTexts()
        guard texts.count == 5 else { throw StateReader.Flaw("holds a strange appeal") }
        self.init(
            number: number, measure: measure, account: texts[0], at: Instant(milliseconds: at),
            due: Instant(milliseconds: due), text: texts[1])
        self.state = state
        self.isOverdue = isOverdue
        self.decidedAt = decidedAt
        (decidedBy, reason, filedBy) = (texts[2], texts[3], texts[4])
        for _ in 0..<(try reader.count()) { documents.append(try Case.File(from: reader)) }
    }
}
