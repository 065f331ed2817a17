import Foundation
import WeirCodec
import WeirDomain
import WeirDrawing
import WeirEngine
import WeirRuntime
import WeirStore

/// A report of a suspicion from a data folder, for `weir report str`: the draft that the console shows, over all
/// payments of the account.
public struct SuspicionReport: Sendable {
    /// A case or an account that is not there.
    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    private let found: Case
    private let account: String
    /// Newest first.
    private let alerts: [AlertRow]
    /// Oldest first.
    private let payments: [PaymentMark]
    private let measures: [Measure]

    /// Reads journal and database; a server may be running.
    /// - Parameters:
    ///   - number: of the case.
    ///   - wanted: the account of the case that is meant; `nil` is its first.
    public init(data: String, case number: Int, account wanted: String?) throws {
        let read = try JournalReplay.state(directory: data) { engine -> (Case, [Measure])? in
            guard let found = engine.oneCase(number) else { return nil }
            return (found, found.accounts.flatMap { engine.measures(on: $0) })
        }
        guard let read else { throw Missing(description: "--case: there is no case \(number)") }
        let account = wanted ?? read.0.accounts[0]
        guard read.0.accounts.contains(account) else {
            let known = read.0.accounts.joined(separator: ", ")
            throw Missing(description: "--account: case \(number) is about \(known), not about '\(account)'")
        }
        let store = try Store(path: data + "/weir.db")
        defer { try? store.close() }
        alerts = try store.alerts(account: account, limit: 50, after: nil).items
        payments = try Self.payments(of: account, data, store)
        found = read.0
        measures = read.1
        self.account = account
    }

    /// All that was decided, plain allows included: these have no rows, but stand in the journal.
    private static func payments(of account: String, _ data: String, _ store: Store) throws -> [PaymentMark] {
        let outcomes = try outcomes(of: account, store)
        let name = Array(account.utf8)
        var marks: [PaymentMark] = []
        // What was handed in again, or under an id that was taken, was not decided again.
        var seen: Set<String> = []
        try JournalPayments.read(directory: data) { sequence, payment in
            let isIncoming = payment.payee.equals(name.span.bytes)
            guard isIncoming || payment.payer.equals(name.span.bytes) else { return }
            guard seen.insert(payment.id.text).inserted else { return }
            marks.append(
                PaymentMark(
                    id: payment.id.text, at: payment.at, isIncoming: isIncoming, amount: payment.amount,
                    currency: payment.currency, other: isIncoming ? payment.payer.text : payment.payee.text,
                    outcome: outcomes[sequence] ?? .allow, link: "", otherLink: ""))
        }
        return marks
    }

    private static func outcomes(of account: String, _ store: Store) throws -> [UInt64: Outcome] {
        var outcomes: [UInt64: Outcome] = [:]
        var after: Int?
        repeat {
            let page = try store.payments(of: account, limit: 500, after: after)
            for item in page.items { outcomes[item.sequence] = item.outcome }
            after = page.next
        } while after != nil
        return outcomes
    }

    /// The draft for a person to finish; times in UTC.
    public func text(inChinese: Bool) throws -> String {
        var viewer = Viewer()
        viewer.language = inChinese ? .zh : .en
        let report = CaseReportText(
            found: found, account: account, alerts: try alerts.map { try StoredAlert(reading: $0) },
            payments: payments, measures: measures, reader: viewer.reader)
        return Viewer.$current.withValue(viewer) { report.text }
    }

    /// The same facts for a program.
    public var json: [UInt8] {
        var object = JSONObject()
        object.put("case", found.number)
        object.put("state", found.state.name)
        object.put("opened", found.opened)
        if let disposition = found.disposition {
            object.put("disposition", disposition.name)
        } else {
            object.putNull("disposition")
        }
        object.put("account", account)
        object.put("joined", found.accounts.filter { $0 != account })
        object.put("payments", json: JSONObject.array(payments.map { Self.payment($0) }))
        object.put("alerts", json: JSONObject.array(alerts.map { AccountJSON.numbered($0) }))
        object.put("measures", json: JSONObject.array(measures.map { AccountJSON.measure($0) { _ in "" } }))
        return object.closed
    }

    private static func payment(_ mark: PaymentMark) -> [UInt8] {
        var object = JSONObject()
        object.put("payment_id", mark.id)
        object.put("at", mark.at)
        object.put("direction", mark.isIncoming ? "in" : "out")
        object.put("other", mark.other)
        object.put("amount", mark.amount.text(mark.currency))
        object.put("currency", mark.currency.code)
        object.put("decision", mark.outcome.name)
        return object.closed
    }
}
