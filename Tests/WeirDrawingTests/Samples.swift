import WeirDomain

@testable import WeirDrawing

/// Made-up accounts to draw: a dealer's, and one whose owner writes whatever he likes.
enum Samples {
    static let currency = Currency("CNY") ?? Currency(packed: 0)
    static let start = Instant(milliseconds: 1_783_036_800_000)

    /// Forty payments of a dealer: 6.87 when selling, 6.83 when buying.
    static var dealer: [PaymentMark] {
        (0..<40).map { place in
            let isIncoming = place % 2 == 0
            let drift = Int64(place / 10) * 10_000
            let price = Price(micros: (isIncoming ? 6_870_000 : 6_830_000) + drift)
            let amount = Amount(minor: Int64(100 + place * 37 % 900) * (price.micros / 10_000))
            var mark = PaymentMark(
                id: "p-\(place)", at: start.advanced(bySeconds: Int64(place) * 5_400 + Int64(place * place) * 60),
                isIncoming: isIncoming, amount: amount, currency: currency, other: "stranger-\(place)",
                outcome: place < 34 ? .allow : place < 37 ? .hold : .decline, link: "/payments/p-\(place)",
                otherLink: "/accounts/stranger-\(place)")
            mark.implied = price
            mark.board = Price(micros: 6_850_000 + drift)
            mark.residual = 0
            mark.likeness = Int64(place * 7 % 23)
            return mark
        }
    }

    static var board: [(at: Instant, price: Price)] {
        (0..<4).map { (start.advanced(bySeconds: Int64($0) * 60_000), Price(micros: 6_850_000 + Int64($0) * 10_000)) }
    }

    static let moments = [
        Moment(at: start.advanced(bySeconds: 190_000), label: "suspend transfers", link: "/measures/1"),
        Moment(at: start.advanced(bySeconds: 260_000), label: "lifted", isGrave: false),
    ]

    /// What somebody might write to break out of the markup, to run a script, or to turn the page around.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</svg><script>alert(1)</script>",
        "' onmouseover='alert(1)", "javascript:alert(1)", "&lt;b&gt;", "\u{202E}gnp.exe", "a\u{200B}b\u{FEFF}c",
        "]]><!--", "</title></text></a></svg>", "\u{0}\u{1}\u{7F}", "\u{2066}iso\u{2069}", "U\u{0301}\u{0301}SDT",
        "${7*7}", "{{x}}", "<svg onload=alert(1)>", "<a href=javascript:alert(1)>", "<!--", "-->", "<?xml?>",
    ]

    static var parties: [FlowDrawing.Party] {
        (0..<9).map {
            FlowDrawing.Party(
                name: "payer-\($0)", link: "/accounts/payer-\($0)", openLink: "?open=payer-\($0)",
                sum: Amount(minor: Int64(900_000 / ($0 + 1))), count: $0 + 1, isSuspect: $0 == 2,
                tie: $0 == 2 ? "same device" : "")
        }
    }

    static func everyDrawing(_ payments: [PaymentMark], _ reader: Reader, text: String = "seen") -> [(String, Markup)] {
        var parties = parties
        if text != "seen" { for place in parties.indices { parties[place].name = text } }
        let moments = text == "seen" ? moments : moments.map { Moment(at: $0.at, label: text, link: $0.link) }
        let flow = FlowDrawing(
            account: text == "seen" ? "dealer" : text, currency: currency, incoming: parties,
            outgoing: Array(parties.prefix(2)), incomingRest: .init(accounts: 12, sum: Amount(minor: 40_000)))
        return [
            ("timeline", Timeline(payments: payments, moments: moments, beyond: 7).markup(reader, id: "t")),
            (
                "price",
                PriceDrawing(asset: "USDT", currency: currency, payments: payments, board: board, moments: moments)
                    .markup(reader, id: "p")
            ),
            ("residuals", Residuals(payments: payments).markup(reader, id: "r")),
            ("flow", flow.markup(reader, id: "f")),
            ("heat", HeatMap(times: payments.map(\.at)).markup(reader, id: "h")),
            (
                "score",
                ScoreDrawing(
                    points: payments.enumerated().map {
                        .init(
                            at: $0.element.at, score: min(990, $0.offset * 27), link: $0.element.link,
                            isAlert: $0.offset == 30)
                    }, moments: moments
                ).markup(reader, id: "s")
            ),
            (
                "indicators",
                IndicatorBars(indicators: [
                    .init(
                        code: "price_lattice", kind: .price, weight: 9_400, text: text,
                        evidence: payments.prefix(3).map { ($0.id, $0.link) }),
                    .init(code: "rhythm", kind: .rhythm, weight: -1_200, text: text, evidence: []),
                ]).markup(reader, id: "i")
            ),
            (
                "columns",
                Columns(
                    title: text, about: text,
                    columns: [.init(name: "2026-07", count: 12), .init(name: "2026-08", count: nil)], keptBack: "<5"
                ).markup(reader, id: "c")
            ),
        ]
    }
}
