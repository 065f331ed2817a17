import Testing
import WeirDomain
import WeirText

/// Long texts, and several remarks in a row.
@Suite struct PageTests {
    private let address = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"

    /// Findings are where they were put, wherever the windows' borders fall.
    @Test func nothingIsLostAtBorders() {
        for place in [0, 1, 32_700, 32_760, 32_766, 32_767, 32_768, 32_769, 65_530, 65_536, 70_000] {
            var bytes = Array(repeating: UInt8(ascii: "."), count: place)
            let word = Array(" 比·特·幣 ".utf8)
            bytes += word + Array(repeating: UInt8(ascii: "-"), count: 30_000) + Array(" \(address) 1000u6.9\n".utf8)
            let reading = Texts.page(bytes)
            #expect(reading.terms.first?.span == (place + 1)..<(place + word.count - 1), "\(place)")
            #expect(reading.addresses.count == 1 && reading.deals.count == 1, "\(place)")
            #expect(reading.remarkClass == .a)
        }
    }

    @Test func linesAndSentencesPartWords() {
        #expect(Texts.page(Array("今天外出。\nU盘坏了".utf8)).terms.isEmpty)
        #expect(Texts.page(Array("请写出\nU".utf8)).terms.isEmpty)
        #expect(Texts.page(Array("出 U".utf8)).terms.count == 1)
    }

    @Test func aPageHasLimits() {
        let many = Array(String(repeating: "出U，", count: 5_000).utf8)
        let reading = Texts.page(many)
        #expect(reading.terms.count == Limits.findings && reading.isCut)
        var long = Array(repeating: UInt8(ascii: "a"), count: Limits.pageBytes)
        long += Array(" 出U".utf8)
        #expect(Texts.page(long).terms.isEmpty && Texts.page(long).isCut)
    }

    @Test func longRunsAreNoAddresses() {
        let run = Array(String(repeating: "1", count: 100_000).utf8) + Array(address.utf8)
        #expect(Texts.page(run).addresses.isEmpty)
    }
}
