/// Ids, card numbers and contacts in text.
enum Contacts {
    /// `2088` and twelve digits, standing alone.
    static func alipayIDs(_ bytes: [UInt8]) -> [String] {
        digitRuns(bytes, 16...16).map(\.text).filter { $0.hasPrefix("2088") }
    }

    struct Run {
        let text: String
        let range: Range<Int>
    }

    /// Runs of digits of a length; blanks and hyphens between groups of four are passed over.
    static func digitRuns(_ bytes: [UInt8], _ lengths: ClosedRange<Int>, grouped: Bool = false) -> [Run] {
        var found: [Run] = []
        var i = 0
        func isDigit(_ at: Int) -> Bool { at >= 0 && at < bytes.count && (48...57).contains(bytes[at]) }
        func isLetter(_ at: Int) -> Bool { at >= 0 && at < bytes.count && (97...122).contains(bytes[at] | 32) }
        while i < bytes.count {
            guard isDigit(i) else {
                i += 1
                continue
            }
            let start = i
            var digits: [UInt8] = []
            while isDigit(i) || (grouped && i < bytes.count && (bytes[i] == 32 || bytes[i] == 45) && isDigit(i + 1)) {
                if isDigit(i) { digits.append(bytes[i]) }
                i += 1
            }
            let isPart = isLetter(start - 1) || isLetter(i) || (start > 0 && [46, 95, 47].contains(bytes[start - 1]))
            if lengths.contains(digits.count), !isPart {
                found.append(Run(text: String(decoding: digits, as: UTF8.self), range: start..<i))
            }
        }
        return found
    }

    /// Whether the last digit is the check digit that Luhn's rule wants.
    static func isLuhn(_ digits: String) -> Bool {
        var sum = 0
        for (i, c) in digits.utf8.reversed().enumerated() {
            let digit = Int(c) - 48
            sum += i % 2 == 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2
        }
        return sum % 10 == 0
    }

    /// Numbers of bank cards: 16 to 19 digits that begin as the schemes' do, with a right check digit.
    static func bankCards(_ bytes: [UInt8]) -> [Run] {
        digitRuns(bytes, 16...19, grouped: true).filter {
            ["62", "60", "4", "5", "9558"].contains(where: $0.text.hasPrefix) && isLuhn($0.text)
        }
    }

    /// What stands after the names of contacts: QQ, 微信, telegram; and mail addresses.
    static func contacts(_ text: String) -> [Payee] {
        let bytes = FoldedText(text).bytes
        var found: [Payee] = []
        for (mark, kind) in [
            ("qq", Payee.Kind.qq), ("微信号", .wechat), ("微信", .wechat), ("wechat", .wechat), ("电报", .telegram),
            ("telegram", .telegram), ("飞机", .telegram),
        ] {
            for range in Scan.ranges(of: mark, in: bytes, most: 10) {
                let value = following(bytes, range.upperBound)
                switch kind {
                case .qq where (5...11).contains(value.count) && value.allSatisfy(\.isNumber):
                    found.append(Payee(.qq, value))
                case .wechat
                where (6...20).contains(value.count) && value.first?.isLetter == true
                    && hasColon(bytes, range.upperBound):
                    found.append(Payee(.wechat, value))
                case .telegram where (5...32).contains(value.count) && hasColon(bytes, range.upperBound):
                    found.append(Payee(.telegram, value))
                default: break
                }
            }
        }
        for mark in ["t.me/", "telegram.me/"] {
            for range in Scan.ranges(of: mark, in: bytes, most: 10) {
                let value = following(bytes, range.upperBound)
                if (5...32).contains(value.count) { found.append(Payee(.telegram, value)) }
            }
        }
        for run in digitRuns(bytes, 11...11) where run.text.hasPrefix("1") && run.text.utf8.dropFirst().first ?? 0 >= 51
        {
            found.append(Payee(.phone, run.text))
        }
        return found + mails(bytes)
    }

    private static func hasColon(_ bytes: [UInt8], _ at: Int) -> Bool {
        at < bytes.count && [58, 64].contains(bytes[at])
    }

    private static func following(_ bytes: [UInt8], _ start: Int) -> String {
        let rest = bytes[min(start, bytes.count)...].drop { [32, 58, 64].contains($0) }
        let value = rest.prefix {
            (48...57).contains($0) || (97...122).contains($0) || $0 == 95 || $0 == 45
        }
        return String(decoding: value, as: UTF8.self)
    }

    private static func mails(_ bytes: [UInt8]) -> [Payee] { mailRanges(bytes).map { Payee(.mail, $0.text) } }

    /// Mail addresses and where they stand.
    static func mailRanges(_ bytes: [UInt8]) -> [(text: String, range: Range<Int>)] {
        func isPart(_ c: UInt8) -> Bool {
            (48...57).contains(c) || (97...122).contains(c) || c == 46 || c == 95 || c == 45
        }
        var found: [(String, Range<Int>)] = []
        for (i, c) in bytes.enumerated() where c == 64 && found.count < 20 {
            let name = Array(bytes[..<i].reversed().prefix(while: isPart).reversed())
            let host = bytes[(i + 1)...].prefix(while: isPart)
            if !name.isEmpty, name.count <= 64, host.contains(46), host.last != 46, host.count <= 253 {
                let text = String(decoding: name, as: UTF8.self) + "@" + String(decoding: host, as: UTF8.self)
                found.append((text, (i - name.count)..<host.endIndex))
            }
        }
        return found
    }
}
