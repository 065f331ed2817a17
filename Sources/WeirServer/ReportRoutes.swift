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
        // The latest finding on an account counts. Who came into a case by a link alone is not found to be anything.
        for found in closed.reversed() {
            for account in found.accounts {
                let alert = try acting.desk.store.alerts(account: account, limit: 1, after: nil).items.first
                guard let alert, seen.insert(account).inserted else { continue }
                switch found.disposition {
                case .confirmed: lines.append("\(quoted(account)),otc:\(alert.typology),0")
                case .falseAlarm: lines.append("\(quoted(account)),honest,")
                // Nobody learns from what nobody knows.
                case .unclear, nil: continue
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
