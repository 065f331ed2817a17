/// Small tables of what people do to characters that no standard lists. Each entry is one a trader or a bystander reads
/// without effort.
enum LookAlikes {
    /// Glyph and the letter it stands for, beside those of Unicode TS 39: Bopomofo, strokes, Jamo and signs as used by
    /// "fancy text" pages.
    static let letters = """
        ㄩu ㄒt 丅t ㅂu ᄇu ∪u ⋃u 凵u цu Цu ㄖo ㄥl ㄚy ᗪd ᗷb ᑌu ᔕs 丂s 匚c 卄h 卩p 卂a ₮t ₿b Ðd ðd Ξe ₴s ₳a ₵c ฿b ₭k \
        ᵾu ʉu Ʉu ʊu Ʊu ŧt Ŧt Ɽr Ⱨh єe Єe ӿx Ӿx ㄨx 乂x ᐯv ㄝe ㄜe ᑕc ᑭp Ꮪs Ꭰd ʂs ʈt ɖd ƭt Ꮜu Ꮜu
        """

    /// Signs that stand for a letter only between letters; elsewhere they are fillers.
    static let signs = "$s @a !i |i €e £l ¢c §s"

    /// Pictures and the characters they are read as.
    static let emoji = """
        🅱b 🅰a 🅾o 🅿p 🇦a 🇧b 🇨c 🇩d 🇪e 🇫f 🇬g 🇭h 🇮i 🇯j 🇰k 🇱l 🇲m 🇳n 🇴o 🇵p 🇶q 🇷r 🇸s 🇹t 🇺u 🇻v 🇼w 🇽x 🇾y 🇿z \
        🥞大饼 🫓大饼 🪙币 🔥火 🐶狗 🐕狗 🧱砖 🏃跑 🐎马 🐴马 💧水 🏠房 🌶辣 📤出 📥收 🛒买 💱换 🔁换 🔄换 💳卡 🚗车 🌐网 \
        🍊橙 ❄冷 🧊冷 👛钱包 👝钱包 💼包 🀄中 💯百 🔪刀 🗡刀 ⛽油 🛢油 🐂牛 ✈飞机 🐧企鹅 🦊狐狸
        """

    /// A character and the parts people write it with. Parts are compared as they are, never by sound.
    static let split = """
        币:巾丿,丿巾,敝巾,丆巾 比:匕匕,上匕,匕比 特:牛寺,牜寺 火:丷人,八人 出:山山,凵山,屮凵 换:扌奂,手奂 放:方攵,方文 \
        跑:足包,𧾷包 分:八刀 搬:扌般,手般 砖:石专 码:石马 卖:十买 买:乛头,冖头 达:辶大,大辶 坊:土方 欧:区欠 易:日勿 \
        场:土易,土勿 外:夕卜 莱:艹来,草来 担:扌旦 保:亻呆,人呆 抢:扌仓 洗:氵先,水先 账:贝长 料:米斗 卡:上卜 法:氵去,水去 \
        兑:丷兄,八兄 钱:钅戋,金戋 格:木各 泰:三人水 收:丩攵,纟攵 房:户方 稳:禾急 定:宀疋 狗:犭句 链:钅连,金连 冷:冫令 \
        姨:女夷 饼:饣并,食并 冻:冫东 条:夂木 矿:石广 付:亻寸,人寸 代:亻弋,人弋 汇:氵匚,水匚 旺:日王 以:レ人,丨人 \
        承:了水 现:王见 金:人王 条:夂木 网:冂乂 提:扌是 充:云儿
        """

    /// A character and others of nearly its shape. One of them in a word of three characters or more is undone.
    static let shapes = """
        特:持恃待 币:巾帀市布 泰:秦奉 莱:菜 达:迏 火:灭伙 欧:殴 场:扬 坊:访 兑:说税 瑞:端 承:丞 狗:拘 稳:隐 担:但 \
        搬:般 放:汸 出:击 买:头 比:此毘 以:似
        """

    /// A character of a two-character word and others that sound the same and make no word of their own in its place.
    static let near = """
        币:必壁碧毙弊蔽蓖哔庇闭婢 兑:对碓 承:成呈城程 跑:炮抛袍刨 分:粉芬坟份 商:伤墒 码:马玛 担:但 火:伙 \
        搬:般 砖:专
        """

    static func pairs(_ list: String) -> [(of: Character, to: [String])] {
        list.split(separator: " ").compactMap { entry in
            guard let first = entry.first else { return nil }
            let rest = entry.dropFirst().drop { $0 == ":" }
            return (first, rest.split(separator: ",").map(String.init))
        }
    }
}
