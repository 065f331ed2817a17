public import WeirDomain

/// The decision line of INTERFACES §2.
public enum DecisionJSON {
    public static func append(
        id: RawSpan, at: Instant, decision: Decision, rulesVersion: String, to out: inout [UInt8]
    ) {
        out += Part.id
        JSONText.append(quoted: id, to: &out)
        out += Part.at
        at.appendRFC3339(to: &out)
        if decision.isPlainAllow {
            out += Part.plain
            JSONText.append(quoted: rulesVersion, to: &out)
            out += Part.end
            return
        }
        out.append(text: "\",\"decision\":\"")
        out.append(text: word(decision.outcome))
        out.append(text: "\",\"score\":")
        out.append(text: String(decision.score))
        out.append(text: ",\"reasons\":[")
        for (i, reason) in decision.reasons.enumerated() {
            if i > 0 { out.append(44) }
            append(reason, to: &out)
        }
        out.append(text: "],\"typologies\":[")
        for (i, score) in decision.typologies.enumerated() {
            if i > 0 { out.append(44) }
            out.append(text: "{\"name\":\"\(score.typology.name)\",\"score\":\(score.score)}")
        }
        out.append(text: "],\"rules_version\":")
        JSONText.append(quoted: rulesVersion, to: &out)
        out.append(text: decision.defaulted ? ",\"defaulted\":true" : ",\"defaulted\":false")
        if decision.late { out.append(text: ",\"late\":true") }
        if decision.outcome == .warn { append(warningOf: decision, to: &out) }
        out.append(125)
    }

    /// What the payer is to read before paying, in both languages. The reasons are for people at the platform: they say
    /// what was counted on somebody else's account.
    private static func append(warningOf decision: Decision, to out: inout [UInt8]) {
        let known = decision.reasons.first { $0.code == Decision.warningCode }
        out += Part.warning
        JSONText.append(quoted: known?.text ?? Decision.warning, to: &out)
        out += Part.warningChinese
        JSONText.append(quoted: known?.textChinese ?? Decision.warningChinese, to: &out)
        out.append(125)
    }

    /// The pieces of a plain allow, as bytes once: nearly every decision is one.
    private enum Part {
        static let id = Array("{\"payment_id\":".utf8)
        static let at = Array(",\"at\":\"".utf8)
        static let plain = Array(
            "\",\"decision\":\"allow\",\"score\":0,\"reasons\":[],\"typologies\":[],\"rules_version\":".utf8)
        static let end = Array(",\"defaulted\":false}".utf8)
        static let code = Array("{\"code\":".utf8)
        static let kind = Array(",\"kind\":".utf8)
        static let weight = Array(",\"weight\":".utf8)
        static let text = Array(",\"text\":".utf8)
        static let textChinese = Array(",\"text_zh\":".utf8)
        static let warning = Array(",\"warning\":{\"en\":".utf8)
        static let warningChinese = Array(",\"zh\":".utf8)
    }

    /// Spelt out: this is written for every payment, and a lookup by reflection costs more than the decision.
    private static func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .allow: "allow"
        case .warn: "warn"
        case .hold: "hold"
        case .decline: "decline"
        }
    }

    /// Written piece by piece: decisions with reasons are made on the desk's own thread.
    private static func append(_ reason: Reason, to out: inout [UInt8]) {
        out += Part.code
        JSONText.append(quoted: reason.code, to: &out)
        out += Part.kind
        JSONText.append(quoted: reason.kind.name, to: &out)
        out += Part.weight
        JSONText.append(thousandths: reason.weight, to: &out)
        out += Part.text
        JSONText.append(quoted: reason.text, to: &out)
        if !reason.textChinese.isEmpty {
            out += Part.textChinese
            JSONText.append(quoted: reason.textChinese, to: &out)
        }
        out.append(125)
    }
}

/// The alert line of INTERFACES §2.
public enum AlertJSON {
    /// - Parameter paymentID: the payment of a sequence number; the empty text where it is not known any more.
    public static func object(_ alert: Alert, paymentID: (UInt64) -> String) -> JSONObject {
        var object = JSONObject()
        object.put("account", alert.account)
        object.put("typology", alert.typology.name)
        object.put("score", alert.score)
        object.put("at", alert.at)
        object.put("payment_id", paymentID(alert.sequence))
        object.put("payments_before", alert.paymentsBefore)
        object.put("measures", alert.measures.map(\.name))
        object.put("indicators", json: JSONObject.array(alert.indicators.map { indicator($0, paymentID) }))
        object.put("explanation", alert.explanation)
        return object
    }

    /// The line of a site that somebody should look at, or that is put before people to be blocked.
    /// - Parameters:
    ///   - score: of what was found on its pages; 0 where nothing was.
    ///   - paymentID: the payment that brought it about; the empty text where none did.
    ///   - paymentsBefore: payments that had named it before that one.
    public static func site(
        _ host: String, _ typology: Typology, score: Int, at: Instant, paymentID: String, paymentsBefore: Int,
        measures: [MeasureKind], explanation: String
    ) -> JSONObject {
        var object = JSONObject()
        object.put("site", host)
        object.put("typology", typology.name)
        object.put("score", score)
        object.put("at", at)
        object.put("payment_id", paymentID)
        object.put("payments_before", paymentsBefore)
        object.put("measures", measures.map(\.name))
        object.put("indicators", json: JSONObject.array([]))
        object.put("explanation", explanation)
        return object
    }

    /// One indicator with its evidence.
    public static func indicator(_ reading: IndicatorReading, _ paymentID: (UInt64) -> String) -> [UInt8] {
        var object = JSONObject()
        object.put("code", reading.code)
        object.put("kind", reading.kind.name)
        object.put("value", thousandths: reading.value)
        object.put("weight", thousandths: reading.weight)
        object.put("evidence", reading.evidence.map(paymentID).filter { !$0.isEmpty })
        object.put("text", reading.text)
        if !reading.textChinese.isEmpty { object.put("text_zh", reading.textChinese) }
        return object.closed
    }
}
