/// Text in the form in which the words of a page are looked for: lower case, half width, simplified characters, letters
/// of other scripts by their Latin twins, no white space next to anything but Latin letters and digits, no marks put
/// between single characters to hide a word. Every byte knows where in the original it came from.
struct FoldedText {
    private(set) var bytes: [UInt8] = []
    private(set) var origins: [Int32] = []

    private struct Part {
        var scalar: Unicode.Scalar
        var origin: Int32
    }

    init(_ text: String) {
        var parts: [Part] = []
        parts.reserveCapacity(text.utf8.count)
        var offset: Int32 = 0
        let own = Self.ownCapitals(text)
        for (i, scalar) in text.unicodeScalars.enumerated() {
            let folded = own.contains(i) ? Self.small(scalar) : Self.fold(scalar)
            if !Self.isInvisible(folded) { parts.append(Part(scalar: folded, origin: offset)) }
            offset += Int32(UTF8.width(scalar))
        }
        if parts.contains(where: { Self.isMark($0.scalar) }) { parts = Self.joinedDigits(Self.joined(parts)) }
        put(parts, capacity: text.utf8.count)
    }

    private mutating func put(_ parts: [Part], capacity: Int) {
        bytes.reserveCapacity(capacity)
        origins.reserveCapacity(capacity)
        var pending: Int32?
        for part in parts {
            if part.scalar.value == 32 {
                pending = part.origin
                continue
            }
            // 支 付 宝 is 支付宝; "buy usdt" stays two words.
            if let space = pending, let last = bytes.last, last < 0x80 || part.scalar.value < 0x80 {
                bytes.append(32)
                origins.append(space)
            }
            pending = nil
            for byte in UTF8.encode(part.scalar) ?? .init() {
                bytes.append(byte)
                origins.append(part.origin)
            }
        }
    }

    // MARK: Marks between

    /// What people put between the characters of a word: signs, pictures, blanks.
    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 32, 0x2A, 0x2D, 0x2E, 0x5F, 0x7C, 0x7E, 0x2B, 0x3D, 0x23, 0x5E, 0x60, 0xB7, 0x2022, 0x2027, 0x2219, 0x22C5,
            0x30FB, 0x2010...0x2015, 0x25A0...0x27BF, 0x2B00...0x2BFF, 0x1F000...0x1FAFF, 0x3010, 0x3011:
            true
        default: false
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { (97...122).contains(scalar.value) }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x3400...0x9FFF).contains(scalar.value) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

    private enum Kind { case han, letter, mark, other }

    private static func kind(_ scalar: Unicode.Scalar) -> Kind {
        isHan(scalar) ? .han : isLetter(scalar) ? .letter : isMark(scalar) ? .mark : .other
    }

    /// Takes the blanks out of a number whose digits stand one by one around a point, as where each has an element or
    /// a picture of its own: `7 . 2 4`. Pages that are counted, 1 2 3 4, have no point.
    private static func joinedDigits(_ parts: [Part]) -> [Part] {
        func at(_ i: Int) -> Unicode.Scalar? { parts.indices.contains(i) ? parts[i].scalar : nil }
        func isBlank(_ i: Int) -> Bool { at(i)?.value == 32 }
        func isAlone(_ i: Int) -> Bool {
            at(i).map(isDigit) == true && at(i - 1).map(isDigit) != true && at(i + 1).map(isDigit) != true
        }
        var dropped: Set<Int> = []
        for point in parts.indices where at(point)?.value == 46 && isBlank(point - 1) && isBlank(point + 1) {
            guard isAlone(point - 2), isAlone(point + 2) else { continue }
            dropped.formUnion([point - 1, point + 1])
            if isBlank(point + 3), isAlone(point + 4) { dropped.insert(point + 3) }
        }
        return dropped.isEmpty ? parts : parts.indices.filter { !dropped.contains($0) }.map { parts[$0] }
    }

    /// Takes marks out that stand between characters one by one: `支·付·宝`, `u-s-d-t`. Between words they stay.
    private static func joined(_ parts: [Part]) -> [Part] {
        var runs: [(kind: Kind, range: Range<Int>)] = []
        for (i, part) in parts.enumerated() {
            let kind = kind(part.scalar)
            if let last = runs.last, last.kind == kind {
                runs[runs.count - 1].range = last.range.lowerBound..<(i + 1)
            } else {
                runs.append((kind, i..<(i + 1)))
            }
        }
        var dropped: Set<Int> = []
        var i = 0
        while i < runs.count {
            let kind = runs[i].kind
            guard kind == .han || kind == .letter, runs[i].range.count == 1 else {
                i += 1
                continue
            }
            // One character, a mark, one character, and so on.
            var last = i
            while last + 2 < runs.count, runs[last + 1].kind == .mark, runs[last + 1].range.count <= 4,
                runs[last + 2].kind == kind, runs[last + 2].range.count == 1
            {
                last += 2
            }
            if (last - i) / 2 + 1 >= (kind == .han ? 2 : 3) {
                for mark in stride(from: i + 1, to: last, by: 2) { dropped.insert(mark) }
            }
            i = last + 1
        }
        guard !dropped.isEmpty else { return parts }
        return runs.enumerated().filter { !dropped.contains($0.offset) }.flatMap { parts[$0.element.range] }
    }

    /// Bytes of the original that a range came from.
    func original(_ range: Range<Int>, of text: String) -> Range<Int> {
        guard !range.isEmpty, range.upperBound <= origins.count else { return 0..<0 }
        let start = Int(origins[range.lowerBound])
        var end = Int(origins[range.upperBound - 1]) + 1
        let utf8 = text.utf8
        while end < utf8.count, utf8[utf8.index(utf8.startIndex, offsetBy: end)] & 0xC0 == 0x80 { end += 1 }
        return start..<end
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B...0x200F, 0x2060, 0xFEFF, 0xAD: true
        default: false
        }
    }

    private static func fold(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let value = scalar.value
        switch value {
        case 65...90: return Unicode.Scalar(value + 32) ?? scalar
        // Đ and É, as languages with marks have them; not what has no small letter of one character.
        case 0xC0...0x24F, 0x1E00...0x1EFF: return small(scalar)
        case 9...13, 0xA0, 0x3000, 0x2002...0x200A: return " "
        case 0xFF01...0xFF5E:
            let half = value - 0xFEE0
            return Unicode.Scalar((65...90).contains(half) ? half + 32 : half) ?? scalar
        case 0xFFE5: return "¥"
        case 0x4E00...0x9FFF: return simplified[scalar] ?? scalar
        // Продам and продам, ПРОДАМ: one word.
        case 0x0400...0x052F: return twins[scalar] ?? small(scalar)
        case 0x0370...0x03FF, 0x13A0...0x13FF, 0x20AE, 0x2C80...0x2CFF, 0xA4D0...0xA4FF: return twins[scalar] ?? scalar
        // Circled, squared and mathematical letters.
        case 0x24B6...0x24E9: return letter((value - 0x24B6) % 26)
        case 0x1F130...0x1F149, 0x1F150...0x1F169, 0x1F170...0x1F189: return letter((value - 0x1F130) % 32)
        case 0x1D400...0x1D6A3: return letter((value - 0x1D400) % 26)
        case 0x1D7CE...0x1D7FF: return Unicode.Scalar((value - 0x1D7CE) % 10 + 48) ?? scalar
        default: return scalar
        }
    }

    private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        let small = scalar.properties.lowercaseMapping.unicodeScalars
        return small.count == 1 ? small.first ?? scalar : scalar
    }

    private static let halfTwins: Set<Unicode.Scalar> = ["В", "Н", "М"]

    /// В, Н and М look like Latin letters as capitals only. In a word with a letter that looks like none of them they
    /// are Cyrillic: Меняем, ОБМЕН. Answers their places among the text's scalars.
    private static func ownCapitals(_ text: String) -> Set<Int> {
        guard text.unicodeScalars.contains(where: { halfTwins.contains($0) }) else { return [] }
        var own: Set<Int> = []
        var word: [Int] = []
        var isCyrillic = false
        for (i, scalar) in text.unicodeScalars.enumerated() {
            guard scalar.properties.isAlphabetic else {
                if isCyrillic { own.formUnion(word) }
                (word, isCyrillic) = ([], false)
                continue
            }
            if halfTwins.contains(scalar) { word.append(i) }
            if (0x0400...0x052F).contains(scalar.value), twins[scalar] == nil { isCyrillic = true }
        }
        if isCyrillic { own.formUnion(word) }
        return own
    }

    private static func letter(_ number: UInt32) -> Unicode.Scalar { Unicode.Scalar(97 + min(25, number)) ?? "a" }

    /// Letters of other scripts that look like Latin ones.
    private static let twins: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs = """
            АaаaВbСcсcԁdЕeеeЁeёeНhІiіiЈjјjКkкkМmОoоoРpрpЅsѕsТtтtХxхxУyуyѴvԚqԜwԌgҮy\
            ΑaαaΒbΕeεeΖzΗhΙiιiΚkκkΜmΝnΟoοoΡpρpΤtτtΥuυuΧxχx\
            Ꭰd₮tⲤcⲟoⲦtꓓdꓢsꓔtꓴuꓚcꓬyꓠn
            """
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        let scalars = Array(pairs.unicodeScalars)
        for i in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[i]] = scalars[i + 1] }
        // A capital that looks like another letter than it is.
        table["Υ"] = "y"
        return table
    }()

    /// Traditional characters of the words that matter here.
    private static let simplified: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs = """
            幣币買买賣卖場场匯汇寶宝銀银購购數数轉转賬账帳账戶户額额單单訂订價价網网電电錢钱餘余確确認认證证標标準准時时間间\
            倒倒計计請请務务實实際际貨货產产圓元圆元總总歡欢迎迎開开關关聯联絡络繫系係系進进專专業业應应對对選选擇择條条件件\
            現现評评論论贊赞賞赏贈赠禮礼鏈链區区塊块儲储備备註注說说國国際际監监險险穩稳貸贷戰战點点擊击掃扫碼码圖图臺台檯台號号\
            過过還还後后會会員员優优惠惠費费運运發发貼贴議议協协訊讯載载費费師师傳传統统書书報报導导讀读觀观創创\
            達达換换兌兑掛挂擔担傭佣鎖锁給给個个萬万億亿種种類类資资\
            來来倉仓們们僅仅兇凶內内兩两冊册凍冻別别動动勢势勵励卻却參参叄叁問问嗎吗噠哒嚴严團团學学審审寫写寬宽將将帶带幫帮庫库廠厂廣广強强從从復复愛爱憑凭戲戏採采搶抢據据擬拟於于暫暂構构槓杠樣样機机檔档\
            檢检櫃柜欄栏歐欧歲岁決决沒没淨净減减測测滿满漲涨潤润為为無无熱热營营爲为獎奖獲获環环異异當当盤盘盧卢眾众礦矿稅税稱称積积筆笔節节籤签糾纠紀纪約约紅红紙纸級级紛纷終终結结絕绝綁绑經经綠绿維维線线\
            編编織织繳缴續续罰罚羅罗羣群義义聞闻聰聪聲声膚肤與与舉举萊莱薦荐藍蓝藥药處处虛虚虧亏衆众裏里裡里見见規规託托記记設设許许訴诉詐诈詢询話话該该詳详説说課课調调諮咨謝谢謹谨識识譜谱護护變变讓让豐丰\
            財财責责貳贰賺赚贏赢贓赃車车輛辆輯辑輸输辦办辯辩農农這这連连遊游違违遞递遲迟郵邮釋释釘钉鈔钞銖铢鍵键鍾钟鎊镑鑰钥長长門门閃闪閉闭閱阅閲阅陸陆隱隐雲云韓韩頁页須须預预領领頭头顆颗題题顏颜顯显風风\
            飛飞飽饱餅饼騎骑騙骗驗验體体鴇鸨麼么
            """
        var table: [Unicode.Scalar: Unicode.Scalar] = [:]
        let scalars = Array(pairs.unicodeScalars)
        for i in stride(from: 0, to: scalars.count - 1, by: 2) { table[scalars[i]] = scalars[i + 1] }
        return table
    }()
}

extension UTF8 {
    static func width(_ scalar: Unicode.Scalar) -> Int {
        scalar.value < 0x80 ? 1 : scalar.value < 0x800 ? 2 : scalar.value < 0x1_0000 ? 3 : 4
    }
}

/// Finds many phrases in one pass: by their first two bytes, then by comparing.
struct PhraseFinder: Sendable {
    struct Match {
        let phrase: Int
        let range: Range<Int>
    }

    private let phrases: [[UInt8]]
    /// Phrases by their first two bytes.
    private let starts: [UInt16: [Int]]

    init(_ phrases: [String]) {
        self.phrases = phrases.map { FoldedText($0).bytes }
        var starts: [UInt16: [Int]] = [:]
        for (i, phrase) in self.phrases.enumerated() where phrase.count >= 2 {
            starts[UInt16(phrase[0]) << 8 | UInt16(phrase[1]), default: []].append(i)
        }
        self.starts = starts
    }

    /// Every phrase that stands in the text; Latin ones between word borders.
    func matches(_ text: [UInt8]) -> [Match] {
        guard text.count >= 2 else { return [] }
        var found: [Match] = []
        for i in 0..<(text.count - 1) {
            guard let candidates = starts[UInt16(text[i]) << 8 | UInt16(text[i + 1])] else { continue }
            for candidate in candidates where stands(phrases[candidate], text, i) {
                found.append(Match(phrase: candidate, range: i..<(i + phrases[candidate].count)))
            }
        }
        return found
    }

    private func stands(_ phrase: [UInt8], _ text: [UInt8], _ at: Int) -> Bool {
        guard at + phrase.count <= text.count else { return false }
        for k in 2..<max(2, phrase.count) where text[at + k] != phrase[k] { return false }
        func isLetter(_ c: UInt8) -> Bool { (97...122).contains(c) }
        if isLetter(phrase[0]), at > 0, isLetter(text[at - 1]) { return false }
        let end = at + phrase.count
        return !(isLetter(phrase[phrase.count - 1]) && end < text.count && isLetter(text[end]))
    }
}
