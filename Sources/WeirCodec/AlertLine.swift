public import WeirDomain

/// What is read back of an alert line (INTERFACES §2).
public struct AlertLine: Hashable, Sendable {
    /// Empty where a site is meant.
    public var account = ""
    public var site = ""
    public var typology = ""
    public var score = 0
    public var at = Instant(milliseconds: 0)
    public var paymentID = ""
    /// How many payments the account had made or received before; `nil` where the line does not say.
    public var paymentsBefore: Int?
    public var measures: [String] = []
    public var explanation = ""

    public init() {}
}

extension AlertLine {
    /// Reads a file of alert lines, plain or compressed. A line that does not fit ends the reading.
    ///
    /// - Throws: `SourceError` with the line in its path, such as `alerts.ndjson:3`.
    public static func read(path: String) throws(SourceError) -> [AlertLine] {
        let source = try ByteSource(path: path)
        var framer = LineFramer(limit: Limits.alertLineBytes)
        var alerts: [AlertLine] = []
        var flaw: SourceError?
        func take(_ line: RawSpan, _ kind: LineFramer.Line, _ number: Int) {
            guard flaw == nil, !isBlank(line) else { return }
            let place = "\(path):\(number)"
            if kind == .tooLong {
                flaw = SourceError(path: place, reason: "is longer than \(Limits.alertLineBytes) bytes")
                return
            }
            do throws(JSONFlaw) {
                alerts.append(try decode(line))
            } catch {
                flaw = SourceError(path: place, reason: error.reason)
            }
        }
        var chunk: [UInt8] = []
        var isFirst = true
        while flaw == nil, try source.next(&chunk) {
            // The mark of the bytes' order belongs to no line.
            let start = isFirst && chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            isFirst = false
            framer.feed(chunk.span.bytes.extracting(start..<chunk.count), take)
        }
        framer.end(take)
        if let flaw { throw flaw }
        return alerts
    }

    private static func isBlank(_ line: RawSpan) -> Bool {
        for i in 0..<line.byteCount where line.byte(i) != 32 && line.byte(i) != 9 { return false }
        return true
    }

    private static func decode(_ line: RawSpan) throws(JSONFlaw) -> AlertLine {
        var scanner = JSONScanner(line)
        var alert = AlertLine()
        var hasTime = false
        try scanner.openObject()
        var isFirst = true
        while let name = try scanner.member(isFirst: isFirst) {
            isFirst = false
            switch name {
            case "account": alert.account = try scanner.text(name)
            case "site": alert.site = try scanner.text(name)
            case "typology": alert.typology = try scanner.text(name)
            case "payment_id": alert.paymentID = try scanner.text(name)
            case "explanation": alert.explanation = try scanner.text(name)
            case "score": alert.score = try scanner.whole(name)
            case "payments_before": alert.paymentsBefore = try scanner.whole(name)
            case "measures": alert.measures = try scanner.texts(name)
            case "at":
                let text = try scanner.text(name)
                guard let at = Instant(rfc3339: text) else {
                    throw JSONFlaw(offset: 0, reason: "at must be an RFC 3339 time with zone, not '\(text)'")
                }
                alert.at = at
                hasTime = true
            default: try scanner.skipValue()
            }
        }
        if alert.account.isEmpty, alert.site.isEmpty {
            throw JSONFlaw(offset: 0, reason: "account is missing (or site)")
        }
        if alert.typology.isEmpty { throw JSONFlaw(offset: 0, reason: "typology is missing") }
        if !hasTime { throw JSONFlaw(offset: 0, reason: "at is missing") }
        return alert
    }
}

extension JSONScanner {
    @_lifetime(self: copy self)
    mutating func openObject() throws(JSONFlaw) {
        skipSpace()
        guard skip(123) else { throw flaw("must be a JSON object") }
    }

    /// The name of the next member, its value next; `nil` after the last, where nothing may follow.
    @_lifetime(self: copy self)
    mutating func member(isFirst: Bool) throws(JSONFlaw) -> String? {
        skipSpace()
        if skip(125) {
            skipSpace()
            guard isAtEnd else { throw flaw("has something after the object") }
            return nil
        }
        if !isFirst {
            guard skip(44) else { throw flaw("is not JSON: ',' or '}' is missing") }
            skipSpace()
        }
        let name = try text("a member's name")
        try colon()
        return name
    }

    @_lifetime(self: copy self)
    mutating func text(_ name: String) throws(JSONFlaw) -> String {
        guard current == 34 else { throw flaw("\(name) must be a string") }
        var scratch: [UInt8] = []
        let field = try string(&scratch)
        if field.kind == .escapedString { return String(decoding: scratch[field.range], as: UTF8.self) }
        return bytes.extracting(field.range).text
    }

    @_lifetime(self: copy self)
    fileprivate mutating func whole(_ name: String) throws(JSONFlaw) -> Int {
        var scratch: [UInt8] = []
        let field = try scalar(&scratch)
        guard field.kind == .number, let value = Int(bytes.extracting(field.range).text) else {
            throw flaw("\(name) must be a whole number")
        }
        return value
    }

    @_lifetime(self: copy self)
    fileprivate mutating func texts(_ name: String) throws(JSONFlaw) -> [String] {
        guard skip(91) else { throw flaw("\(name) must be an array of strings") }
        skipSpace()
        var texts: [String] = []
        while !skip(93) {
            if !texts.isEmpty {
                guard skip(44) else { throw flaw("\(name) must be an array of strings") }
                skipSpace()
            }
            texts.append(try text(name))
            skipSpace()
        }
        return texts
    }

    /// Passes over a value of any kind, brackets counted rather than recursed into.
    @_lifetime(self: copy self)
    mutating func skipValue() throws(JSONFlaw) {
        var depth = 0
        var scratch: [UInt8] = []
        repeat {
            skipSpace()
            switch current {
            case 123, 91:
                depth += 1
                offset += 1
            case 125, 93:
                depth -= 1
                offset += 1
            case 44 where depth > 0, 58 where depth > 0: offset += 1
            default: _ = try scalar(&scratch)
            }
            scratch.removeAll(keepingCapacity: true)
            if depth > 0 { skipSpace() }
        } while depth > 0
        guard depth == 0 else { throw flaw("has a bracket that was not opened") }
    }
}
