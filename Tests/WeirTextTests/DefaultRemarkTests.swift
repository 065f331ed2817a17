import Testing
import WeirDomain
import WeirText

@Suite struct DefaultRemarkTests {
    private func isOne(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return DefaultRemark.isOne(bytes.span.bytes)
    }

    @Test(arguments: [
        "转账", "微信转账", "轉賬", "转账。", " 转账 ", "　收款　", "恭喜发财，大吉大利", "恭喜发财,大吉大利!", "Transfer", "BANK TRANSFER",
        "Fund-Transfer", "ATM转账",
    ])
    func whatWalletsWrite(text: String) { #expect(isOne(text)) }

    @Test(arguments: [
        "", "转", "转账给妈", "我转账了", "饭钱", "AA", "transferred", "pay", "0x12", "123456", "，。", "\u{3000}",
        String(repeating: "转账", count: 20), "转账\u{0}x",
    ])
    func whatPeopleWrite(text: String) { #expect(!isOne(text)) }

    /// Bytes that are no text are none, cut off anywhere.
    @Test func anyBytes() {
        func isOne(_ bytes: [UInt8]) -> Bool { DefaultRemark.isOne(bytes.span.bytes) }
        let text = Array("恭喜发财，大吉大利".utf8)
        for end in 0..<text.count { #expect(!isOne(Array(text[..<end]))) }
        for first in UInt8.min...UInt8.max { #expect(!isOne([first, 0x80])) }
    }
}
