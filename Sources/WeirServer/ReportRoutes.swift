import HTTPTypes
import Hummingbird
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// `GET /v1/reports/transparency?from=&to=&format=html|csv|json`, and `/v1/reports/labels`.
struct ReportRoutes<Context: RequestContext>: Sendable {
    let acting: Acting

    func add(to router: Router<Context>) {
        router.get("/v1/reports/transparency") { request, _ in try await self.transparency(request) }
        router.get("/v1/reports/labels") { _, _ in
            Response.text(try await CaseLabels.csv(self.acting), type: "text/csv; charset=utf-8")
        }
    }

    private func transparency(_ request: Request) async throws -> Response {
        let query = request.uri.queryParameters
        func day(_ name: String) throws -> Instant {
            let text = try Acting.need(query.get(name), name)
            guard let time = Instant(rfc3339: text.count == 10 ? text + "T00:00:00Z" : text) else {
                throw Acting.invalid(name, "is no day (2026-11-01) and no time")
            }
            return time
        }
        let (from, to) = (try day("from"), try day("to"))
        guard from < to else { throw Acting.invalid("to", "does not come after from") }
        let report = try await TransparencyReport.draw(acting, from: from, to: to)
        switch query.get("format") ?? "json" {
        case "html": return Response.text(report.html, type: "text/html; charset=utf-8")
        case "csv": return Response.text(report.csv, type: "text/csv; charset=utf-8")
        case "json": return Response.json(report.json)
        default: throw Acting.invalid("format", "is none of html, csv, json")
        }
    }
}

/// What people found of cases and decided on appeals: evaluation, fitting and back-tests read it.
enum CaseLabels {
    /// An account with the case in which it was confirmed as trade; `nil` for one that was found to be honest.
    typealias Finding = (account: String, trade: Case?)

    static func findings(_ acting: Acting) async throws -> [Finding] {
        let (closed, reversals) = try await acting.read { engine in
            (engine.cases.filter { $0.state == .closed }, Self.reversals(engine.appeals, engine.measures))
        }
        var findings: [Finding] = []
        var seen: Set<ExactText> = []
        func isHonest(_ account: String, since time: Instant) -> Bool {
            reversals[ExactText(account)].map { $0 >= time } ?? false
        }
        // The latest finding on an account counts, whether an alert or a person has opened its case: what alerts have
        // missed is what is to be learned.
        for found in closed.reversed() {
            let new = found.accounts.filter { seen.insert(ExactText($0)).inserted }
            // Whoever decided an appeal knew what there was and heard the holder: that outweighs a case from before.
            let honest = new.filter { isHonest($0, since: found.opened) }
            findings += honest.map { ($0, nil) }
            let accounts = new.filter { !honest.contains($0) }
            switch found.disposition {
            case .confirmed: findings += accounts.map { ($0, found) }
            case .falseAlarm: findings += accounts.map { ($0, nil) }
            // Nobody learns from what nobody knows.
            case .unclear, nil: continue
            }
        }
        let others = reversals.keys.filter { !seen.contains($0) }.map(\.text).sorted()
        return findings + others.map { ($0, nil) }
    }

    /// In the form of labels.csv.
    static func csv(_ acting: Acting) async throws -> String {
        var lines = ["account,role,start_day"]
        var (number, names): (Int?, [String: String]) = (nil, [:])
        for finding in try await findings(acting) {
            guard let found = finding.trade else {
                lines.append("\(quoted(finding.account)),honest,")
                continue
            }
            if found.number != number { (number, names) = (found.number, try typologies(found.accounts, acting)) }
            // Accounts of one case are one affair.
            let common = found.accounts.lazy.compactMap { names[$0] }.first ?? unnamed
            lines.append("\(quoted(finding.account)),otc:\(names[finding.account] ?? common),0")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// For back-tests.
    static func labels(_ acting: Acting) async throws -> [String: BacktestLabel] {
        let labels = try await findings(acting).map { finding in
            (finding.account, BacktestLabel(isTrade: finding.trade != nil, startDay: 0))
        }
        return Dictionary(labels) { first, _ in first }
    }

    /// When a measure on an account was found to be wrong last. A payment that should not have been held says nothing
    /// of its payee.
    private static func reversals(_ appeals: [Appeal], _ measures: [Measure]) -> [ExactText: Instant] {
        var times: [ExactText: Instant] = [:]
        for appeal in appeals where appeal.state == .reversed && measures.indices.contains(appeal.measure - 1) {
            guard measures[appeal.measure - 1].kind != .holdPayment, let time = appeal.decidedAt else { continue }
            let account = ExactText(appeal.account)
            times[account] = max(times[account] ?? time, time)
        }
        return times
    }

    /// The typology of confirmed trade that no alert has named.
    private static let unnamed = "unnamed"

    /// By account, what its latest alert says; accounts without one are left out.
    private static func typologies(_ accounts: [String], _ acting: Acting) throws -> [String: String] {
        var names: [String: String] = [:]
        for account in accounts {
            names[account] = try acting.desk.store.alerts(account: account, limit: 1, after: nil).items.first?.typology
        }
        return names
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
