/// What is known of an account from outside of its payments, in nats by kind. Comes with the payment at hand, from
/// lists and from what the site patrol saw; the account's own payments must carry the rest.
package struct OutsideEvidence: Sendable, BitwiseCopyable {
    package var list = 0.0
    package var site = 0.0

    package init() {}

    package var isEmpty: Bool { list == 0 && site == 0 }

    /// A list is one source's word [S].
    package static let listNats = 2.5

    /// A page's score, 0 … 1000: a finding at its line gives some 1.6 nats, a sure one 3 [S].
    package static func nats(score: Int) -> Double { 1 + 2 * Double(score) / 1000 }
}
