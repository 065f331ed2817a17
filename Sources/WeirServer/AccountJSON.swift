import Foundation
import WeirCodec
import WeirDomain
import WeirEngine
import WeirStore

/// Accounts, alerts and measures as JSON.
enum AccountJSON {
    static func object(_ view: AccountView, paymentID: (UInt64) -> String) -> JSONObject {
        var object = JSONObject()
        object.put("account", view.id)
        object.put("kind", view.kind.name)
        object.put("payments", view.payments)
        object.put("transfers_suspended", view.isSuspended)
        object.put(
            "typologies",
            json: JSONObject.array(
                view.scores.map { score in
                    var item = JSONObject()
                    item.put("name", score.typology.name)
                    item.put("score", score.score)
                    return item.closed
                }))
        object.put("indicators", json: JSONObject.array(view.indicators.map { AlertJSON.indicator($0, paymentID) }))
        object.put("measures", json: JSONObject.array(view.measures.map { measure($0, paymentID: paymentID) }))
        object.put("windows", json: JSONObject.array(view.windows.map { window($0, view.currency) }))
        object.put("recent", json: JSONObject.array(view.recent.map { recent($0, paymentID) }))
        return object
    }

    private static func window(_ view: AccountView.WindowView, _ currency: Currency?) -> [UInt8] {
        var object = JSONObject()
        object.put("direction", view.direction)
        object.put("window", view.window)
        object.put("count", view.count)
        if let currency { object.put("sum", view.sum.text(currency)) } else { object.putNull("sum") }
        object.put("counterparties", view.counterparties)
        object.put("first_time", view.firstTime)
        object.put("strangers", view.strangers)
        return object.closed
    }

    private static func recent(_ payment: AccountView.RecentPayment, _ paymentID: (UInt64) -> String) -> [UInt8] {
        var object = JSONObject()
        object.put("payment_id", paymentID(payment.sequence))
        object.put("at", payment.at)
        object.put("direction", payment.isIncoming ? "in" : "out")
        object.put("other", payment.other)
        object.put("amount", payment.amount.text(payment.currency))
        object.put("currency", payment.currency.code)
        if let implied = payment.implied { object.put("implied_price", implied.text) }
        object.put("stranger", payment.isStranger)
        return object.closed
    }

    static func measure(_ measure: Measure, paymentID: (UInt64) -> String) -> [UInt8] {
        var object = JSONObject()
        object.put("id", measure.number)
        object.put("kind", measure.kind.name)
        object.put("account", measure.account)
        object.put("state", measure.state.name)
        if let typology = measure.typology { object.put("typology", typology.name) }
        object.put("at", measure.at)
        let payment = paymentID(measure.sequence)
        if !payment.isEmpty { object.put("payment_id", payment) }
        object.put("by", measure.by)
        object.put("ground", measure.ground)
        if !measure.groundChinese.isEmpty { object.put("ground_zh", measure.groundChinese) }
        if !measure.statement.isEmpty { object.put("statement", measure.statement) }
        details(measure, &object)
        return object.closed
    }

    private static func details(_ measure: Measure, _ object: inout JSONObject) {
        if !measure.basis.isEmpty { object.put("basis", measure.basis) }
        if !measure.rules.isEmpty { object.put("rules_version", measure.rules) }
        if !measure.lists.isEmpty { object.put("list_versions", measure.lists) }
        if !measure.listedBy.isEmpty { object.put("listed_by", measure.listedBy) }
        if !measure.list.isEmpty {
            object.put("list", measure.list)
        } else if !measure.scope.isEmpty {
            object.put("scope", measure.scope)
        }
        object.put("until", measure.until)
        object.put(
            "signatures",
            json: JSONObject.array(
                measure.signatures.map { signature in
                    var item = JSONObject()
                    item.put("by", signature.by)
                    item.put("at", signature.at)
                    return item.closed
                }))
        if !measure.authority.isEmpty { object.put("authority", measure.authority) }
        if measure.quota.minor > 0 {
            object.put(measure.scope.isEmpty ? "quota" : "amount", measure.quota.text(measure.currency))
            object.put("currency", measure.currency.code)
        }
        if !measure.payment.isEmpty { object.put("held_payment", measure.payment) }
        if measure.kind == .holdPayment { object.put("outcome", measure.outcome.name) }
        if let confirmed = measure.confirmedAt { object.put("confirmed_at", confirmed) }
        if let order = measure.order { object.put("order", json: Self.order(order)) }
        if let ended = measure.endedAt {
            object.put("ended_at", ended)
            object.put("ended_by", measure.endedBy)
            object.put("end_reason", measure.endReason)
        }
    }

    private static func order(_ order: RailOrder) -> [UInt8] {
        var item = JSONObject()
        item.put("version", Int(order.version))
        item.put("action", order.action.name)
        item.put("state", order.state.name)
        item.put("at", order.at)
        return item.closed
    }

    /// A measure as the rail knows it. Whoever hands its answers in may be the platform, which tells the holder:
    /// grounds that people wrote for one another, who they are and why it has ended are not for it.
    static func forRail(_ measure: Measure) -> [UInt8] {
        var object = JSONObject()
        object.put("id", measure.number)
        object.put("kind", measure.kind.name)
        object.put("account", measure.account)
        object.put("state", measure.state.name)
        if let order = measure.order { object.put("order", json: Self.order(order)) }
        return object.closed
    }

    /// An alert's line with its number in front.
    static func numbered(_ row: AlertRow) -> [UInt8] {
        Array("{\"number\":\(row.number),".utf8) + row.body.dropFirst()
    }

    /// The same with its sentences in Chinese; as it was written where it cannot be read.
    static func numberedInChinese(_ row: AlertRow) -> [UInt8] {
        guard let read = try? JSONSerialization.jsonObject(with: Data(row.body)),
            var alert = read as? [String: Any]
        else { return numbered(row) }
        alert["number"] = row.number
        alert["explanation"] = (alert["explanation"] as? String).map { EngineWords.chinese($0) }
        alert["indicators"] = (alert["indicators"] as? [[String: Any]])?.map { indicator in
            var indicator = indicator
            let text = (indicator["text_zh"] ?? indicator["text"]) as? String
            indicator["text"] = text.map { EngineWords.chinese($0) }
            return indicator
        }
        return (try? JSONSerialization.data(withJSONObject: alert, options: [.sortedKeys])).map { Array($0) }
            ?? numbered(row)
    }
}
