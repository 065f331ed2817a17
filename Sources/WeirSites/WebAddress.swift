/// Parts of web addresses, without taking them for true.
enum WebAddress {
    /// The host of an absolute address, lower case; `nil` for a relative one.
    static func host(_ address: String) -> String? {
        let bytes = Array(address.utf8.prefix(2_048))
        guard let mark = Scan.range(of: "//", in: bytes), mark.lowerBound == 0 || bytes[mark.lowerBound - 1] == 58
        else { return nil }
        let authority = bytes[mark.upperBound...].prefix { $0 != 47 && $0 != 63 && $0 != 35 && $0 != 92 }
        let host = (authority.lastIndex(of: 64).map { authority[($0 + 1)...] } ?? authority).prefix { $0 != 58 }
        let name = String(decoding: host, as: UTF8.self).lowercased()
        return name.contains(".") && !name.contains(" ") ? name : nil
    }
}
