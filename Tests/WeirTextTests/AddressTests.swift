import Foundation
import Testing
import WeirText

@Suite struct AddressTests {
    private func recognise(_ text: String) -> (AddressChain, AddressCheck)? {
        Address.recognise(text).map { ($0.chain, $0.check) }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func sha256(text: String, digest: String) { #expect(hex(SHA256.hash(Array(text.utf8))) == digest) }

    @Test(arguments: [
        ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ])
    func keccak256(text: String, digest: String) { #expect(hex(Keccak256.hash(Array(text.utf8))) == digest) }

    @Test func keccakOfMoreThanOneBlock() {
        // 136 bytes fill the sponge's rate exactly, so that the padding is a block of its own.
        let digests = [135, 136, 137, 272].map { hex(Keccak256.hash(Array(repeating: 0x61, count: $0))) }
        #expect(Set(digests).count == 4)
    }

    @Test(arguments: [
        ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", AddressChain.bitcoin), ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", .bitcoin),
        ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", .bitcoin), ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", .bitcoinTest),
        ("2MzQwSSnBHWHqSAqtTVQ6v47XtaisrJa1Vc", .bitcoinTest), ("LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz", .litecoin),
        ("DBXu2kgc3xtvCUWFcxFE3r9hEYgmuaaCyD", .dogecoin), ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", .tron),
        ("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8", .tron), ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", .bitcoin),
        ("tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7", .bitcoinTest),
        ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", .bitcoin),
        ("BC1SW50QGDZ25J", .bitcoin),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", .bitcoin),
        ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", .evm), ("0xdAC17F958D2ee523a2206206994597C13D831ec7", .evm),
    ])
    func validAddresses(text: String, chain: AddressChain) {
        #expect(recognise(text)?.0 == chain)
        #expect(recognise(text)?.1 == .full)
        #expect(Texts.classify("地址：\(text)，谢谢") == .a)
        #expect(Texts.read("付到 \(text)").hasAddress)
    }

    @Test(arguments: [
        // Checksum right, length or version wrong; bech32m under version 0; bech32 under version 1; BIP 173 and 350.
        "37G2kMDLpmWVhimxRdzwNfE8JFvWXnJYnVcXeeGrek2qumdJuK7XArcVVpRtLLjRra3t64BEPF2",
        "2UVPFpGYnLHJezFzjUo42our6PMEoozzRdM", "bc1qpu6d26mrulzetu4jqhd7rsunv9aqru26f5c4j8",
        "bcrt1qzwmyj0z924g7fzs5yvnrkc43y76RVyr2lh5t4r", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
        "tc1qw508d6qejxtdg4y5r3zarvary0c5xw7kg3g4ty", "bc1rw5uspcuh", "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P",
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du", "bc1gmk9yu",
        "bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
        "T9yD14Nj9j7xAB4dbGeiX9h8unkKHxuWwc", "wxp://f2f0iSiSl0dKsAk2lOR9X1J8dJBxQcqNhpVk",
        "https://qr.alipay.com/fkx05678abcdefghijk12345", "d41d8cd98f00b204e9800998ecf8427e",
        "0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b",
    ])
    func invalidAddresses(text: String) {
        #expect(recognise(text) == nil)
        #expect(!Texts.read(text).hasAddress)
    }

    @Test(arguments: [
        "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0X5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED",
        "41a614f803b6fd780986a42c78ec9c7f77e6ded13c",
    ])
    func formsWithoutChecksumAreDoubtful(text: String) {
        #expect(recognise(text)?.1 == .form)
        #expect(Texts.classify(text) == .b)
    }

    @Test(arguments: [
        "TR7N...jLj6t", "TR7NHq…zgjLj6t", "打到TR7N***j6t", "0x5aAe...eAed", "0x5aAeb6……BeAed", "bc1q...jj0",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSz", "0x5aAeb6053F3E94C9b9A09f33",
    ])
    func cutAddressesAreDoubtful(text: String) {
        #expect(Texts.read(text).addresses.map(\.check) == [.cut])
        #expect(Texts.classify(text) == .b)
    }

    @Test(arguments: [
        "The...end", "Thanks...OK", "Test...ing 2", "T恤...M号", "TODAY...AT9", "T20261123000012345678", "0x...",
        "1990...2026",
        "Taobao2026112300001234567",
    ])
    func dotsBetweenWordsAreNoAddress(text: String) { #expect(Texts.read(text).addresses.isEmpty) }

    @Test(arguments: [
        "TR7N HqjeK QxGT Ci8q8 ZY4p L8ot Szgj Lj6t", "TR7NHqjeKQxGT-Ci8q8ZY4pL8otSzgjLj6t",
        "ＴＲ７ＮＨｑｊｅＫＱｘＧＴＣｉ８ｑ８ＺＹ４ｐＬ８ｏｔＳｚｇｊＬｊ６ｔ", "TR7NHqjeKQxGTCi8\u{200B}q8ZY4pL8otSzgjLj6t",
        "addr TR7NHqjeKQxGT Ci8q8ZY4pL8otSzgjLj6t ok", "0x5aAeb6053F3E94C9b9A0 9f33669435E7Ef1BeAed",
    ])
    func addressesInPiecesAreWhole(text: String) {
        let bytes = Array(text.utf8)
        let found = Texts.read(bytes).addresses.filter { $0.check == .full }
        #expect(found.count == 1)
        if let span = found.first?.span {
            let shown = String(decoding: bytes[span], as: UTF8.self)
            #expect(shown.hasPrefix(text.hasPrefix("0x") ? "0x" : text.hasPrefix("Ｔ") ? "Ｔ" : "T"))
            #expect(!shown.hasSuffix("ok"))
        }
    }

    @Test(arguments: [
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ", "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
        "5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF",
    ])
    func privateKeysAreMarkedAndNotReturned(key: String) {
        let reading = Texts.read("key \(key) end")
        #expect(reading.secrets == [4..<(4 + key.utf8.count)])
        #expect(reading.addresses.isEmpty)
        #expect(!String(describing: reading).contains(key))
    }

    @Test(.enabled(if: Texts.data != nil, "WEIR_TEST_DATA is not set"))
    func officialVectors() throws {
        let folder = try #require(Texts.data)
        let file = try Data(contentsOf: URL(filePath: "\(folder)/addresses/official_vectors.json"))
        let all = try #require(JSONSerialization.jsonObject(with: file) as? [String: Any])
        func vectors(_ key: String) throws -> [String] { try #require(all[key] as? [String]) }
        for key in ["base58check_valid", "bech32_valid", "bech32m_valid", "eip55_valid"] {
            for text in try vectors(key) { #expect(recognise(text)?.1 == .full, "\(text)") }
        }
        for text in try vectors("invalid") { #expect(recognise(text) == nil, "\(text)") }
    }

    /// One wrong character is seen, wherever it is.
    @Test func everySingleMistakeIsSeen() {
        for text in ["TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "bc1qvyq0cc6rahyvsazfdje0twl7ez82ndmuac2lhv"] {
            for place in text.indices {
                for other in ["q", "p", "Z", "2", "x"] where other != String(text[place]) {
                    let wrong = text.replacingCharacters(in: place...place, with: other)
                    #expect(recognise(wrong) == nil, "\(wrong)")
                }
            }
        }
    }
}
