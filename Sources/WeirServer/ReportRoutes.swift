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
        let report = try await TransparencyReport.draw(acting, from: from, to: to)
        switch query.get("format") ?? "json" {
        case "html": return Response.text(report.html, type: "text/html; charset=utf-8")
        case "csv": return Response.text(report.csv, type: "text/csv; charset=utf-8")
        case "json": return Response.json(report.json)
        default: throw Acting.invalid("format", "is none of html, csv, json")
        }
    }
}

/// What people found of cases, in the form of labels.csv: evaluation and fitting read it.
enum CaseLabels {
    static func csv(_ acting: Acting) async throws -> String {
        let closed = try await acting.read { engine in engine.cases.filter { $0.state == .closed } }
        var lines = ["account,role,start_day"]
        var seen: Set<String> = []
        // The latest finding on an account counts, whether an alert or a person has opened its case: what alerts have
        // missed is what is to be learned.
        for found in closed.reversed() {
            let accounts = found.accounts.filter { seen.insert($0).inserted }
            switch found.disposition {
            case .confirmed:
                let names = try typologies(found.accounts, acting)
                // Accounts of one case are one affair.
                let common = found.accounts.lazy.compactMap { names[$0] }.first ?? unnamed
                for account in accounts { lines.append("\(quoted(account)),otc:\(names[account] ?? common),0") }
            case .falseAlarm: lines += accounts.map { "\(quoted($0)),honest," }
            // Nobody learns from what nobody knows.
            case .unclear, nil: continue
            }
        }
        return lines.joined(separator: "\n") + "\n"
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
