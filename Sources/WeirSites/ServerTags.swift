/// Pages saved from a server's own files carry code for the server: `<% … %>` and `<?php … ?>`. It is taken out of the
/// page, line ends kept, and read like a script.
enum ServerTags {
    static func takenOut(of bytes: [UInt8]) -> (page: [UInt8], code: [(text: String, line: Int)]) {
        // A parser in C would take a zero for the end.
        let bytes = bytes.contains(0) ? bytes.map { $0 == 0 ? 32 : $0 } : bytes
        guard Scan.range(of: "<%", in: bytes) != nil || Scan.range(of: "<?", in: bytes) != nil else {
            return (bytes, [])
        }
        var page: [UInt8] = []
        page.reserveCapacity(bytes.count)
        var code: [(String, Int)] = []
        var line = 1
        var at = 0
        while at < bytes.count {
            if bytes[at] == 60, at + 1 < bytes.count, bytes[at + 1] == 37 || bytes[at + 1] == 63 {
                let close: [UInt8] = [bytes[at + 1], 62]
                let end = Scan.range(of: close, in: bytes, from: at + 2)?.upperBound ?? bytes.count
                let inner = bytes[at..<end]
                code.append((String(decoding: inner, as: UTF8.self), line))
                // A blank in its place: what stood on either side stays apart.
                page.append(32)
                for byte in inner where byte == 10 {
                    page.append(10)
                    line += 1
                }
                at = end
                continue
            }
            if bytes[at] == 10 { line += 1 }
            page.append(bytes[at])
            at += 1
        }
        return (page, code)
    }
}
