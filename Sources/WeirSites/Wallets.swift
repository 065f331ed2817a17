import WeirText

/// Addresses of coins in what a code says.
enum Wallets {
    static func addresses(in text: String) -> [String] {
        let bytes = Array(text.utf8)
        return RemarkReader().read(bytes.span.bytes).addresses.filter { $0.check == .full }
            .map { String(decoding: bytes[$0.span], as: UTF8.self) }
    }
}
