import WeirDomain
import WeirDrawing
import WeirStore

/// The slider over an account's money: which span of the payments on the page the flow is drawn of.
///
/// It counts in minutes since 1970, so that an address that somebody keeps means the same span later on.
struct FlowSpan {
    /// The slider's ends, its step, and where it stands.
    let first: Int64
    let last: Int64
    let step: Int64
    let since: Int64
    let until: Int64
    private let story: AccountStory
    private let wish: StoryWish

    /// Minutes of a step, the smallest of which at most `most` cover the payments.
    private static let steps: [Int64] = [10, 30, 60, 180, 360, 720, 1_440, 4_320, 10_080, 43_200]
    private static let most: Int64 = 60

    /// `nil` where all payments lie in one step: there is nothing to slide over.
    init?(_ story: AccountStory, _ wish: StoryWish) {
        guard let begin = story.payments.first?.at, let end = story.payments.last?.at else { return nil }
        let (first, last) = (Self.minutes(begin), Self.minutes(end))
        let step = Self.steps.first { (last - first) / $0 < Self.most - 1 } ?? (last - first) / (Self.most - 1) + 1
        guard last / step > first / step else { return nil }
        self.step = step
        self.first = first / step * step
        self.last = (last / step + 1) * step
        let whole = self.first...self.last
        since = wish.from.map { min(max(Self.minutes($0), whole.lowerBound), whole.upperBound) } ?? self.first
        until = wish.to.map { min(max(Self.minutes($0), whole.lowerBound), whole.upperBound) } ?? self.last
        (self.story, self.wish) = (story, wish)
    }

    static func minutes(_ at: Instant) -> Int64 { at.seconds / 60 }
    static func instant(_ minutes: Int64) -> Instant { Instant(milliseconds: minutes * 60_000) }

    // MARK: Drawing

    /// - Parameters:
    ///   - page: where it leads without a script.
    ///   - part: where a script finds the flow alone.
    func html(_ page: Link, part: Link) -> HTML {
        form(get: page, .id("flow-slider"), .class("slider"), .a("data-part", part.text)) {
            for (name, value) in wish.carried { hidden(name, value) }
            HTML.drawing(strip.markup(chosen: since..<max(since, until)))
            end(Phrase("From", "从"), "since", since)
            end(Phrase("Up to", "至"), "until", until)
            button(Phrase("Show this span", "显示此时段"), "plain")
        }
    }

    private func end(_ words: Phrase, _ name: String, _ value: Int64) -> HTML {
        div(.class("end")) {
            el("label", .a("for", "f-" + name)) { words }
            el("output", .a("for", "f-" + name)) { moment(Self.instant(value)) }
            HTML.element(
                "input",
                [
                    .a("type", "range"), .a("name", name), .id("f-" + name), .a("min", String(first)),
                    .a("max", String(last)), .a("step", String(step)), .a("value", String(value)),
                ], HTML())
        }
    }

    private var strip: FlowStrip {
        var bars = stride(from: first, to: last, by: Int(step)).map { FlowStrip.Step(begin: $0) }
        for item in story.records where item.outcome != .decline {
            let payment = PaymentView(item.payment.span.bytes)
            let place = Int((Self.minutes(payment.at) - first) / step)
            guard payment.currency == story.currency, bars.indices.contains(place) else { continue }
            let sum = Double(payment.amount.minor)
            if payment.payee.text == story.account { bars[place].incoming += sum } else { bars[place].outgoing += sum }
        }
        return FlowStrip(steps: bars)
    }
}
