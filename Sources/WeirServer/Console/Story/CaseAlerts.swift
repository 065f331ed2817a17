import WeirDomain
import WeirRuntime

/// The alerts of a case, the latest first: when, of whom, of what, how strong. Each is a click away from the payment
/// that raised it.
struct CaseAlerts: Sendable {
    /// The latest first.
    let alerts: [StoredAlert]
    private let count: Int

    private static let shown = 20

    init(_ visit: Visit, _ found: Case) throws {
        count = found.alerts.count
        alerts = try found.alerts.suffix(Self.shown).reversed().compactMap {
            try StoredAlert.number($0, in: visit.desk.store)
        }
    }

    var html: HTML {
        guard !alerts.isEmpty else { return HTML() }
        return h3 { Phrase("Alerts", "预警") } + table
            + (count > alerts.count
                ? p(.class("hint")) {
                    Phrase(
                        "The latest \(alerts.count) of \(Written.count(count)).",
                        "最近 \(alerts.count) 条，共 \(Written.count(count)) 条。")
                } : HTML())
    }

    private var table: HTML {
        WeirServer.table(
            Phrase("Alerts", "预警"),
            [
                .plain(Phrase("Alert", "预警")), .plain(Phrase("Raised", "时间")), .plain(Phrase("On", "对象")),
                .plain(Phrase("Suspicion", "嫌疑类型")), .number(Phrase("Score", "评分")),
                .text(Phrase("Measures taken at once", "随即采取的措施")),
            ]
        ) {
            for alert in alerts {
                tr(.a("data-alert", alert.number)) {
                    td { number(alert) }
                    td { moment(alert.at) }
                    td { a(Link("/console/accounts", alert.account)) { code(alert.account) } }
                    td { Typology(name: alert.typology)?.phrase ?? Phrase(same: alert.typology) }
                    td(.class("number")) { "\(alert.score)" }
                    td {
                        if alert.measures.isEmpty {
                            span(.class("none")) { "–" }
                        } else {
                            alert.measures.map { MeasureKind(name: $0)?.phrase.text ?? $0 }
                                .joined(separator: Phrase(", ", "、").text)
                        }
                    }
                }
            }
        }
    }

    private func number(_ alert: StoredAlert) -> HTML {
        alert.paymentID.isEmpty
            ? .text("\(alert.number)") : a(Link("/console/payments", alert.paymentID)) { "\(alert.number)" }
    }
}
