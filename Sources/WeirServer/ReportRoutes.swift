import HTTPTypes
import Hummingbird
import WeirDomain
import WeirEngine

/// `GET /v1/reports/transparency?from=&to=&format=html|csv|json`.
struct ReportRoutes<Context: RequestContext>: Sendable {
    let acting: Acting

    func add(to router: Router<Context>) {
        router.get("/v1/reports/transparency") { request, _ in try await self.transparency(request) }
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
        let (measures, appeals, cases) = try await acting.read { ($0.measures, $0.appeals, $0.cases) }
        let report = TransparencyReport(measures: measures, appeals: appeals, cases: cases, from: from, to: to)
        switch query.get("format") ?? "json" {
        case "html": return Response.text(report.html, type: "text/html; charset=utf-8")
        case "csv": return Response.text(report.csv, type: "text/csv; charset=utf-8")
        case "json": return Response.json(report.json)
        default: throw Acting.invalid("format", "is none of html, csv, json")
        }
    }
}
