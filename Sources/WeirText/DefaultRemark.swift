import WeirDomain

/// What wallets and banks write into the remark where the payer leaves it empty. It says no more than an empty one.
public enum DefaultRemark {
    /// Whether the remark is such a text, whatever its spaces, punctuation and capitals.
    public static func isOne(_ remark: RawSpan) -> Bool {
        guard remark.byteCount <= longest else { return false }
        var letters = InlineArray<64, UInt8>(repeating: 0)
        var count = 0
        var place = 0
        while place < remark.byteCount {
            let byte = remark.byte(place)
            let skipped = byte >= 0x80 ? punctuation(remark, place) : isLetter(byte) ? 0 : 1
            place += max(1, skipped)
            guard skipped == 0 else { continue }
            letters[count] = byte >= 65 && byte <= 90 ? byte | 32 : byte
            count += 1
        }
        return hashes.contains(hash(letters.span.bytes.extracting(0..<count)))
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 32 >= 97 && byte | 32 <= 122 }

    /// How many bytes a Chinese blank or stop has that stands there: U+3000 to U+3002, U+FF01 to U+FF1F; 0 for none.
    private static func punctuation(_ remark: RawSpan, _ place: Int) -> Int {
        guard place + 2 < remark.byteCount else { return 0 }
        let (lead, middle, last) = (remark.byte(place), remark.byte(place + 1), remark.byte(place + 2))
        let isStop = lead == 0xE3 && middle == 0x80 && last <= 0x82 || lead == 0xEF && middle == 0xBC && last <= 0x9F
        return isStop ? 3 : 0
    }

    /// In bytes.
    private static let longest = 64
    private static let hash = Hash64(seed: 0x4445_4641)
    private static let hashes: Set<UInt64> = Set(texts.map { hash(Array($0.utf8).span.bytes) })

    /// Letters only.
    private static let texts = [
        // Wallets: transfers, codes, red packets.
        "转账", "轉賬", "转帐", "轉帳", "微信转账", "微信轉賬", "支付宝转账", "支付寶轉賬", "云闪付转账", "余额转账", "好友转账",
        "收款", "付款", "收付款", "扫码付款", "扫码支付", "扫码收款", "扫二维码付款", "扫二维码收款", "二维码付款", "二维码收款",
        "收钱码收款", "收款码收款", "付款码付款", "个人收款", "向商家付款", "面对面收款", "面对面付款", "群收款",
        "微信红包", "支付宝红包", "恭喜发财大吉大利", "恭喜發財大吉大利", "恭喜发财万事如意",
        "wechattransfer", "alipaytransfer", "transfer", "transfertofriend", "moneytransfer", "qrpayment",
        "scanpayment", "scantopay", "payment", "redpacket", "bestwishes",
        // Banks.
        "汇款", "匯款", "转账汇款", "网银转账", "网上转账", "网上银行转账", "手机转账", "手机银行转账", "跨行转账", "行内转账", "同行转账",
        "实时转账", "普通转账", "电子汇入", "电子汇出", "无卡转账", "柜面转账", "atm转账",
        "banktransfer", "fundtransfer", "fundstransfer", "onlinetransfer", "mobiletransfer", "internettransfer",
        "interbanktransfer", "credittransfer", "wiretransfer", "remittance",
    ]
}
