import Foundation
import Testing
import WeirDomain

@testable import WeirDrawing

@Suite struct DrawingTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    /// Each drawing as it was last looked at. `WEIR_RECORD=1` writes them anew: look at them before keeping them.
    @Test(arguments: Language.allCases) func snapshots(_ language: Language) throws {
        for (name, markup) in Samples.everyDrawing(Samples.dealer, Reader(language: language)) {
            let file = Self.folder.appending(path: "\(name).\(language.rawValue).html")
            if ProcessInfo.processInfo.environment["WEIR_RECORD"] != nil {
                try Data((markup.text + "\n").utf8).write(to: file)
            }
            let kept = try String(contentsOf: file, encoding: .utf8)
            #expect(kept == markup.text + "\n", "\(name) in \(language) is drawn differently")
        }
    }

    /// Whoever writes markup, scripts or hidden characters into an id, a remark or a name writes text.
    @Test(arguments: Samples.hostile) func hostile(_ text: String) throws {
        let payments = Samples.dealer.map { payment in
            var payment = payment
            payment.id = text
            payment.other = text
            payment.remark = text
            return payment
        }
        for (name, markup) in Samples.everyDrawing(payments, Reader(), text: text) {
            let elements = try Self.elements(markup.text)
            let expected = try Self.elements(
                Samples.everyDrawing(Samples.dealer.map { $0 }, Reader()).first { $0.0 == name }?.1.text ?? "")
            #expect(Set(elements).subtracting(expected + ["bdi"]).isEmpty, "\(name): \(Set(elements))")
            for scalar in markup.text.unicodeScalars where scalar != "\n" {
                #expect(scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format)
            }
            #expect(!markup.text.contains("href=\"javascript:"))
        }
    }

    /// Names of the elements, while checking that all is well formed: what opens closes.
    private static func elements(_ text: String) throws -> [String] {
        var names: [String] = []
        var open: [Substring] = []
        for match in text.matches(of: #/<(/?)([a-zA-Z0-9]+)((?:\s[a-zA-Z0-9:-]+="[^"<>]*")*)(/?)>|([<>])/#) {
            if match.5 != nil { throw Flaw(what: "a bare bracket") }
            guard let name = match.2 else { continue }
            if match.1 == "/" {
                guard open.popLast() == name else { throw Flaw(what: "\(name) closes what is not open") }
            } else {
                names.append(String(name))
                if match.4 != "/" { open.append(name) }
            }
        }
        guard open.isEmpty else { throw Flaw(what: "\(open) is left open") }
        return names
    }

    struct Flaw: Error { var what: String }

    /// The test above notices markup that is not well formed.
    @Test func unformedIsNoticed() {
        for broken in ["<p>a<b></p>", "<p>a < b</p>", "<p onclick=x>a</p>", "<p>"] {
            #expect(throws: Flaw.self) { try Self.elements(broken) }
        }
    }

    /// Nothing to draw says when there will be something.
    @Test(arguments: Language.allCases) func empty(_ language: Language) {
        let reader = Reader(language: language)
        let drawings = [
            Timeline(payments: [], moments: []).markup(reader, id: "t"),
            PriceDrawing(asset: "", currency: Samples.currency, payments: [], board: [], moments: []).markup(
                reader, id: "p"),
            Residuals(payments: []).markup(reader, id: "r"),
            FlowDrawing(account: "a", currency: Samples.currency, incoming: [], outgoing: []).markup(reader, id: "f"),
            HeatMap(times: []).markup(reader, id: "h"), ScoreDrawing(points: [], moments: []).markup(reader, id: "s"),
            IndicatorBars(indicators: []).markup(reader, id: "i"),
        ]
        for drawing in drawings { #expect(drawing.text.contains("dw-empty")) }
    }

    /// What there is one of is not counted as several.
    @Test func oneIsOne() {
        let reader = Reader(language: .english)
        let party = FlowDrawing.Party(name: "b", link: "/b", sum: Amount(minor: 100), count: 1)
        for isSecondHop in [false, true] {
            let flow = FlowDrawing(
                account: "a", currency: Samples.currency, incoming: [party], outgoing: [], isSecondHop: isSecondHop)
            #expect(flow.markup(reader, id: "f").text.contains("From 1 account in"))
            var followed = flow
            followed.from = "b"
            #expect(followed.markup(reader, id: "f").text.contains("One step further, from b: a") == isSecondHop)
        }
    }

    /// A payment whose amount is known is told by it; its id is the link's title.
    @Test func evidenceIsToldByAmounts() {
        let indicator = IndicatorBars.Indicator(
            code: "price_lattice", kind: .price, weight: 9_400, text: "", evidence: [("p1", "/1"), ("p2", "/2")])
        let text = IndicatorBars(indicators: [indicator], amounts: ["p1": "7,230.00"]).markup(Reader(), id: "i").text
        #expect(text.contains(#"<a href="/1" title="p1">"#) && text.contains("7,230.00") && !text.contains(">p1<"))
        #expect(text.contains(#"<a href="/2">"#) && text.contains(">p2<"))
    }

    /// Everything stays within the drawing, and one payment alone can be drawn.
    @Test(arguments: [1, 2, 40]) func within(_ count: Int) throws {
        for (name, markup) in Samples.everyDrawing(Array(Samples.dealer.prefix(count)), Reader()) {
            for match in markup.text.matches(of: #/\b(?:x|cx|x1|x2)="(-?[0-9.]+)%"/#) {
                let place = try #require(Double(match.1))
                #expect((0...100).contains(place), "\(name) at \(place) %")
            }
            #expect(!markup.text.contains("nan"))
        }
    }

    @Test func numbers() {
        #expect(Figures.grouped("1234567.80") == "1,234,567.80")
        #expect(Figures.grouped("-12.5") == "\u{2212}12.5")
        #expect(Figures.grouped("999") == "999")
        #expect(Figures.decimal(-0.04, 1) == "0.0")
        #expect(Figures.decimal(2.25, 1) == "2.3")
        #expect(Figures.place(12.30) == "12.3")
        #expect(Figures.rough(12_345_678) == "12.35 M")
        let ticks = Scale.ticks(6.81, 6.92, about: 4)
        #expect(
            ticks.values.map { Figures.decimal($0, ticks.digits) } == ["6.82", "6.84", "6.86", "6.88", "6.90", "6.92"]
                || ticks.values.count >= 2)
        #expect(abs(Timeline.log10(7_230) - 3.85914) < 0.001)
    }

    @Test func times() {
        let reader = Reader(offset: 8 * 3600)
        let at = Instant(milliseconds: 1_783_036_800_000)
        #expect(reader.minute(at) == "2026-07-03 08:00")
        // A Friday.
        #expect(reader.hourOfWeek(at) == 4 * 24 + 8)
        #expect(Reader(offset: -5 * 3600).zone == "UTC\u{2212}5")
        #expect(Reader(offset: 20_700).zone == "UTC+5:45")
        #expect(Reader(offset: -13 * 3600).hourOfWeek(at) == 3 * 24 + 11)
    }
}
