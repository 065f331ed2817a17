import Foundation
import Testing
import WeirDomain
import WeirText

/// What holds for all texts, tried on many.
@Suite struct PropertyTests {
    /// A small generator, so that every run tries the same.
    struct Dice {
        var state: UInt64
        mutating func roll(_ sides: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % sides
        }
    }

    private static let words = [
        "USDT", "比特币", "出U", "收1000u", "6.85*1000", "幣安", "bi te bi", "炮分", "巾丿", "🅱️",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "游戏币", "U盘", "不要备注", "ВТС", "一千个 7.02", "TR7N...jLj6t", "$",
        "U$DT",
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv", "ﷺ", "㍿",
        "🇺🇸", "é", "e\u{301}",
    ]

    private func isBorder(_ place: Int, _ bytes: [UInt8]) -> Bool {
        place == 0 || place == bytes.count || place > 0 && place < bytes.count && bytes[place] & 0xC0 != 0x80
    }

    private func spans(_ reading: RemarkReading) -> [Range<Int>] {
        reading.terms.map(\.span) + reading.addresses.map(\.span) + reading.deals.map(\.span) + reading.secrets
    }

    private func check(_ reading: RemarkReading, _ bytes: [UInt8], isText: Bool) {
        for span in spans(reading) {
            let isInside = span.lowerBound >= 0 && span.upperBound <= bytes.count && !span.isEmpty
            #expect(isInside, "\(bytes)")
            guard isInside, isText else { continue }
            #expect(isBorder(span.lowerBound, bytes) && isBorder(span.upperBound, bytes), "\(bytes) \(span)")
        }
    }

    /// Words, whole and changed: characters repeated, dropped, swapped, with others between them.
    private func text(_ dice: inout Dice) -> String {
        var characters: [Character] = []
        for _ in 0...dice.roll(4) { characters += Array(Self.words[dice.roll(Self.words.count)]) }
        for _ in 0..<dice.roll(5) where !characters.isEmpty {
            let place = dice.roll(characters.count)
            switch dice.roll(5) {
            case 0: characters.remove(at: place)
            case 1: characters.insert(characters[place], at: place)
            case 2: characters.insert(["·", " ", "\u{200B}", "😀", "\n", "1", "a", "币", "."][dice.roll(9)], at: place)
            case 3: characters.swapAt(place, dice.roll(characters.count))
            default: characters.insert(contentsOf: Self.words[dice.roll(Self.words.count)], at: place)
            }
        }
        return String(characters)
    }

    @Test func spansLieOnCharactersOfTheOriginal() {
        var dice = Dice(state: 11)
        for _ in 0..<20_000 {
            let bytes = Array(text(&dice).utf8)
            let reading = Texts.read(bytes)
            check(reading, bytes, isText: true)
            let page = Texts.page(bytes)
            check(page, bytes, isText: true)
            // The same twice, and no order by chance.
            #expect(Texts.read(bytes) == reading)
        }
    }

    @Test func anyBytesAreSafe() {
        var dice = Dice(state: 12)
        for round in 0..<40_000 {
            var bytes = (0..<dice.roll(64)).map { _ in UInt8(dice.roll(256)) }
            if round % 2 == 0 {
                // Text with wrong bytes in it.
                var text = Array(text(&dice).utf8)
                for _ in 0..<3 where !text.isEmpty { text[dice.roll(text.count)] = UInt8(dice.roll(256)) }
                bytes = text
            }
            check(Texts.read(bytes), bytes, isText: false)
            check(Texts.page(bytes), bytes, isText: false)
        }
    }

    /// A byte that is not UTF-8 hides nothing.
    @Test func strayBytesHideNothing() {
        for stray in [[UInt8(0xFF)], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE5, 0x87], [0xF8]] {
            for (word, rest) in [("出", "U"), ("比特", "币"), ("us", "dt")] {
                let bytes = Array(word.utf8) + stray + Array(rest.utf8)
                #expect(Texts.read(bytes).remarkClass == .a, "\(bytes)")
            }
        }
    }

    /// Processor time of this thread: other work on the machine does not count.
    private func seconds(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
        }
        let start = now()
        work()
        return now() - start
    }

    /// Texts made to cost much: a megabyte must take a time in proportion.
    @Test(arguments: [
        "币", "u", "出", "出1", "1000", "6.85*", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6", "T", "...", "T.", "0x", "bc1q", "比特",
        "bi te ", "游戏币", "1u",
        "$u", "🅱", "· ", "k", "一千", "usd", "aaaaaaaab", "不要", "\u{200B}", "ﷺ",
    ])
    func timeIsLinear(piece: String) {
        let unit = Array(piece.utf8)
        let small = Array(repeating: unit, count: 65_536 / unit.count).flatMap { $0 }
        let large = Array(repeating: unit, count: (1 << 20) / unit.count).flatMap { $0 }
        _ = Texts.page(small)
        let first = seconds { _ = Texts.page(small) }
        let second = seconds { _ = Texts.page(large) }
        // Sixteen times as much; four times that is left for caches, and a floor for small times.
        #expect(second < max(first, 0.01) * 64, "\(piece): \(first) s, \(second) s")
        #expect(second < 10, "\(piece)")
        // A whole remark of it, read as one.
        let remark = Array(large.prefix(Limits.remarkBytes))
        #expect(seconds { for _ in 0..<10 { _ = Texts.read(remark) } } < 1, "\(piece)")
    }
}
