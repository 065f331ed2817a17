public import WeirCodec

/// A finding as `weir site scan --json` writes it, one line a page.
extension SiteFinding {
    public var json: JSONObject {
        var object = JSONObject()
        object.put("page", address)
        object.put("title", title)
        object.put("finding", isFinding)
        object.put("score", score)
        object.put("gateway", thousandths: Int((gateway * 1000).rounded()))
        object.put("crypto", thousandths: Int((crypto * 1000).rounded()))
        object.put("innocent_reading", innocent)
        object.put("evidence", json: JSONObject.array(evidence.map(\.json)))
        object.put("payees", json: JSONObject.array(payees.filter { $0.kind != .domain }.map(\.json)))
        object.put("template", String(likeness.template, radix: 16))
        object.put("words", String(likeness.text, radix: 16))
        object.put("text", String(likeness.exact, radix: 16))
        if !icon.isEmpty { object.put("icon", icon) }
        if !certificate.isEmpty { object.put("certificate", certificate) }
        object.put("seen_as", seenAs)
        if let cut { object.put("cut", cut) }
        if !unread.isEmpty { object.put("unread", unread) }
        return object
    }
}

extension SiteEvidence {
    var json: [UInt8] {
        var object = JSONObject()
        object.put("side", side.rawValue)
        object.put("code", code)
        object.put("weight", thousandths: Int((weight * 1000).rounded()))
        object.put("place", place)
        object.put("line", line)
        if let span {
            object.put(
                "span", json: JSONObject.array([span.lowerBound, span.upperBound].map { Array(String($0).utf8) }))
        }
        object.put("quote", quote)
        return object.closed
    }
}

extension Payee {
    var json: [UInt8] {
        var object = JSONObject()
        object.put("kind", kind.rawValue)
        object.put("value", value)
        return object.closed
    }
}
