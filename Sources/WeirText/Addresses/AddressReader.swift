import WeirDomain

/// A chain that an address belongs to.
public enum AddressChain: UInt8, Sendable {
    case bitcoin
    case bitcoinTest
    case litecoin
    case dogecoin
    /// Ethereum and the chains with the same addresses.
    case evm
    case tron
}

/// How far an address could be checked.
public enum AddressCheck: UInt8, Sendable {
    /// Checksum, version and length are right: one text in four thousand million is by chance (EIP-55: one in 4,000).
    case full
    /// The form is right and has no checksum.
    case form
    /// The beginning and the end, or the beginning only.
    case cut
}

/// An address in a text.
public struct AddressFound: Hashable, Sendable {
    /// Bytes of the original text.
    public var span: Range<Int>
    public var chain: AddressChain
    public var check: AddressCheck

    public var termClass: TermClass { check == .full ? .a : .b }
}

/// Recognises addresses, and private keys so that they can be blacked out.
public enum Address {
    /// What a text is as an address by itself; `nil` for none, and for one whose checksum, version, length or encoding
    /// is wrong.
    public static func recognise(_ text: String) -> (chain: AddressChain, check: AddressCheck)? {
        recognise(Array(text.utf8))
    }

    static func recognise(_ text: [UInt8]) -> (chain: AddressChain, check: AddressCheck)? {
        guard let first = text.first, text.count >= 14, text.count <= Bech32.longest else { return nil }
        if text.count == 42, first == 48, text[1] | 32 == 120, text[2...].allSatisfy(EVMAddress.isHex) {
            switch EVMAddress.check(Array(text[2...])) {
            case .right: return (.evm, .full)
            case .absent: return (.evm, .form)
            case .wrong: return nil
            }
        }
        if let chain = witness(text) { return (chain, .full) }
        if let chain = base58(text) { return (chain, .full) }
        if text.count == 42, text.starts(with: [52, 49]), text.allSatisfy(EVMAddress.isHex),
            text.contains(where: { $0 > 57 })
        {
            return (.tron, .form)
        }
        return nil
    }

    private static func witness(_ text: [UInt8]) -> AddressChain? {
        let beginnings: [([UInt8], AddressChain)] = [
            (Array("bc1".utf8), .bitcoin), (Array("tb1".utf8), .bitcoinTest), (Array("bcrt1".utf8), .bitcoinTest),
            (Array("ltc1".utf8), .litecoin),
        ]
        for (beginning, chain) in beginnings
        where text.prefix(beginning.count).map({ $0 | 32 }) == beginning.map({ $0 | 32 }) {
            guard let prefix = Bech32.prefix(ofValid: text) else { return nil }
            return Array((prefix + "1").utf8) == beginning ? chain : nil
        }
        return nil
    }

    /// Version bytes of twenty-byte hashes.
    private static func base58(_ text: [UInt8]) -> AddressChain? {
        guard (26...35).contains(text.count), "123mnLMDT".utf8.contains(text[0]) else { return nil }
        guard let payload = Base58.checked(text), payload.count == 21 else { return nil }
        switch payload[0] {
        case 0x00, 0x05: return .bitcoin
        case 0x6F, 0xC4: return .bitcoinTest
        case 0x30, 0x32: return .litecoin
        case 0x1E: return .dogecoin
        case 0x41: return .tron
        default: return nil
        }
    }

    /// A private key as wallets export it (WIF): 32 bytes, and a 1 where the public key is compressed.
    static func isPrivateKey(_ text: [UInt8]) -> Bool {
        guard (51...52).contains(text.count), "5KL9c".utf8.contains(text[0]) else { return false }
        guard let payload = Base58.checked(text), payload[0] == 0x80 || payload[0] == 0xEF else { return false }
        return payload.count == 33 || payload.count == 34 && payload[33] == 1
    }
}

/// Looks for addresses in a text, in one pass over its runs of ASCII letters and digits.
struct AddressReader {
    private(set) var addresses: [AddressFound] = []
    /// Places of private keys. Their text is never returned.
    private(set) var secrets: [Range<Int>] = []

    /// Less than this cannot hold an address, not even a cut one.
    static let shortest = 9
    /// Checksums that are tried in one remark whose symbols are left out.
    private static let mostTries = 64

    init(_ bytes: RawSpan, _ setting: Pieces.Setting) {
        guard bytes.byteCount >= Self.shortest else { return }
        var runs = AddressRuns(bytes)
        var previous: AddressRuns.Run?
        while let run = runs.next() {
            take(run)
            if let previous { takeCut(previous, run, bytes) }
            if setting == .remark, run.end == bytes.byteCount { takeBeginning(run) }
            previous = run
        }
        let hasFull = addresses.contains { $0.check == .full } || !secrets.isEmpty
        if setting == .remark, !hasFull, bytes.byteCount <= Limits.remarkBytes { takeSpaced(bytes) }
    }

    private mutating func take(_ run: AddressRuns.Run) {
        guard run.isWhole, run.text.count >= 14 else { return }
        if let found = Address.recognise(run.text) {
            addresses.append(AddressFound(span: run.range, chain: found.chain, check: found.check))
        } else if Address.isPrivateKey(run.text) {
            secrets.append(run.range)
        }
    }

    // MARK: Cut addresses

    /// TR7N...jLj6t, 0x5aAe…eAed.
    private mutating func takeCut(_ head: AddressRuns.Run, _ tail: AddressRuns.Run, _ bytes: RawSpan) {
        guard (3...24).contains(head.text.count), (3...24).contains(tail.text.count), head.isWhole, tail.isWhole,
            isEllipsis(bytes, head.end..<tail.start), let chain = chain(head.text, tail.text)
        else { return }
        addresses.append(AddressFound(span: head.start..<tail.end, chain: chain, check: .cut))
    }

    private func chain(_ head: [UInt8], _ tail: [UInt8]) -> AddressChain? {
        if head.starts(with: [48, 120]) || head.starts(with: [48, 88]) {
            let isHex = head.dropFirst(2).allSatisfy(EVMAddress.isHex) && tail.allSatisfy(EVMAddress.isHex)
            return isHex && head.count >= 4 ? .evm : nil
        }
        if head.starts(with: Array("bc1".utf8)) { return head.count >= 4 ? .bitcoin : nil }
        guard head[0] == 84, head.count >= 3, (head + tail).allSatisfy(Base58.isDigit) else { return nil }
        // Not a word, an ellipsis and another word.
        let rest = head.dropFirst() + tail
        let hasAll = rest.contains { $0 < 58 } && rest.contains { (65...90).contains($0) } && rest.contains { $0 >= 97 }
        return hasAll ? .tron : nil
    }

    /// Two dots or stars or more, or the character.
    private func isEllipsis(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
        guard (2...24).contains(range.count) else { return false }
        var at = range.lowerBound
        var weight = 0
        while at < range.upperBound {
            let (character, length) = bytes.character(at)
            switch character {
            case 0x2E, 0x2A, 0xFF0E, 0xFF0A, 0x3002, 0xB7: weight += 1
            case 0x2026, 0x22EF: weight += 2
            case 0x20: break
            default: return false
            }
            at += length
        }
        return weight >= 2
    }

    /// An address that the end of the remark cut off.
    private mutating func takeBeginning(_ run: AddressRuns.Run) {
        guard run.isWhole, addresses.last?.span.upperBound != run.end, (20...41).contains(run.text.count) else {
            return
        }
        let text = run.text
        if text.starts(with: [48, 120]), text.dropFirst(2).allSatisfy(EVMAddress.isHex),
            text.contains(where: { $0 >= 97 })
        {
            addresses.append(AddressFound(span: run.range, chain: .evm, check: .cut))
        }
        guard text[0] == 84, text.count <= 33, text.allSatisfy(Base58.isDigit) else { return }
        let digits = text.count { $0 < 58 }
        let capitals = text.count { (65...90).contains($0) }
        guard digits >= 2, capitals >= 4, text.count - digits - capitals >= 4 else { return }
        addresses.append(AddressFound(span: run.range, chain: .tron, check: .cut))
    }

    // MARK: Addresses in pieces

    /// Tron and Ethereum addresses whose characters were set apart: "TR7N HqjeK QxGT…".
    private mutating func takeSpaced(_ bytes: RawSpan) {
        var runs = AddressRuns(bytes, joining: true)
        var tries = 0
        while let run = runs.next() {
            guard run.text.count >= 34 else { continue }
            var at = 0
            while at + 34 <= run.text.count, tries < Self.mostTries {
                defer { at += 1 }
                let length = run.text[at] == 84 ? 34 : run.text[at] == 48 ? 42 : 0
                guard length > 0, at + length <= run.text.count else { continue }
                let text = Array(run.text[at..<(at + length)])
                guard length == 34 || text[1] | 32 == 120,
                    text.dropFirst(2).allSatisfy(length == 34 ? Base58.isDigit : EVMAddress.isHex)
                else { continue }
                tries += 1
                guard let found = Address.recognise(text), found.check == .full else { continue }
                addresses.append(AddressFound(span: run.span(at..<(at + length)), chain: found.chain, check: .full))
                at += length - 1
            }
        }
    }
}
