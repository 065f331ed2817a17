/// Where accounts live and what their devices look like from outside.
enum Places {
    static let cities = [
        "上海", "北京", "深圳", "广州", "杭州", "成都", "重庆", "武汉", "苏州", "西安", "南京", "长沙", "天津", "郑州",
        "东莞", "青岛", "宁波", "合肥", "佛山", "福州", "厦门", "泉州", "无锡", "济南", "昆明", "南昌", "贵阳", "南宁",
        "哈尔滨", "石家庄",
    ]

    private static let networks = [
        36, 39, 42, 49, 58, 60, 61, 101, 106, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124,
        125, 171, 175, 180, 182, 183, 202, 210, 211, 218, 219, 220, 221, 222, 223,
    ]

    /// The address that an account's device has: the home network most days, a mobile one on others.
    static func appendAddress(of account: Int, day: Int, seed: UInt64, to out: inout [UInt8]) {
        var dice = Dice(seed, .address, account)
        var network = networks[dice.below(networks.count)]
        var rest = dice.next()
        var today = Dice(seed, .address, account, day + 1)
        if today.chance(0.4) {
            network = networks[today.below(networks.count)]
            rest = today.next()
        }
        TownBytes.append(network, to: &out)
        for part in [rest & 255, rest >> 8 & 255, 1 + (rest >> 16) % 254] {
            out.append(46)
            TownBytes.append(Int(part), to: &out)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    static func device(_ dice: inout Dice) -> String {
        var value = dice.next()
        var text: [UInt8] = [100]
        for _ in 0..<12 {
            text.append(digits[Int(value & 15)])
            value >>= 4
        }
        return String(decoding: text, as: UTF8.self)
    }
}
