/// The cards behind a payment, where the platform sends them among its own fields.
extension PaymentView {
    /// What stands for the card of one side: the platform's field `payer_card` or `payee_card`, a token or a hash and
    /// never a card's number; empty where there is none.
    @_lifetime(copy self)
    public func card(ofPayer isPayer: Bool) -> RawSpan {
        let length = PaymentField.extra.length(in: bytes)
        // Nearly always there is none.
        guard length > 0 else { return bytes.extracting(0..<0) }
        let start = PaymentField.extra.start(in: bytes)
        let range = start..<(start + length)
        return bytes.extracting(Self.value(of: isPayer ? Self.payerCard : Self.payeeCard, in: bytes, range))
    }

    private static let payerCard = Array("\"payer_card\":\"".utf8)
    private static let payeeCard = Array("\"payee_card\":\"".utf8)

    /// The text of a member of a canonical object: quotes within texts have a backslash before them.
    private static func value(of name: [UInt8], in bytes: RawSpan, _ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        while start + name.count < range.upperBound {
            if bytes.byte(start) == 34, begins(name, at: start, in: bytes) {
                let first = start + name.count
                var end = first
                while end < range.upperBound, bytes.byte(end) != 34 { end += bytes.byte(end) == 92 ? 2 : 1 }
                return first..<min(end, range.upperBound)
            }
            start += 1
        }
        return range.lowerBound..<range.lowerBound
    }

    private static func begins(_ name: [UInt8], at start: Int, in bytes: RawSpan) -> Bool {
        for i in 0..<name.count where bytes.byte(start + i) != name[i] { return false }
        return true
    }
}
