import WeirDomain
import WeirLists

/// The page that a payment came from: the platform's own field `referrer` (or `referer`), an address.
enum Referrer {
    private static let names: [[UInt8]] = [Array("\"referrer\":\"".utf8), Array("\"referer\":\"".utf8)]
    private static let longest = 2_048

    /// - Parameter extra: the platform's own fields as they are kept: a JSON object.
    static func host(in extra: RawSpan) -> String? {
        guard extra.byteCount > 16 else { return nil }
        for name in names {
            var start = 0
            while start + name.count < extra.byteCount {
                if starts(extra, start, with: name) { return address(extra, start + name.count) }
                start += 1
            }
        }
        return nil
    }

    private static func starts(_ bytes: RawSpan, _ start: Int, with name: [UInt8]) -> Bool {
        guard bytes.byte(start) == 34, bytes.byte(start + 1) == 114 else { return false }
        for (i, byte) in name.enumerated() where bytes.byte(start + i) != byte { return false }
        return true
    }

    private static func address(_ bytes: RawSpan, _ start: Int) -> String? {
        var end = start
        while end < bytes.byteCount, bytes.byte(end) != 34, end - start < longest { end += 1 }
        // Slashes may be written with a backslash before them.
        return HostName(bytes.extracting(start..<end).text.filter { $0 != "\\" })?.text
    }
}
