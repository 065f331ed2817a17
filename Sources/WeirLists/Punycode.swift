/// Names in other scripts as host names carry them (RFC 3492).
enum Punycode {
    private static let (base, tMin, tMax, skew, damp) = (36, 1, 26, 38, 700)

    private static func adapt(_ delta: Int, _ points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / points
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func threshold(_ k: Int, _ bias: Int) -> Int { min(max(k - bias, tMin), tMax) }

    /// The label behind `xn--`; `nil` for what is none.
    static func decode(_ label: Substring) -> String? {
        var out: [Unicode.Scalar] = []
        var rest = Array(label.utf8)
        if let hyphen = rest.lastIndex(of: 45) {
            out = rest[..<hyphen].map { Unicode.Scalar($0) }
            rest = Array(rest[(hyphen + 1)...])
        }
        var (n, i, bias) = (128, 0, 72)
        var at = 0
        while at < rest.count {
            let old = i
            var (weight, k) = (1, base)
            while true {
                guard at < rest.count else { return nil }
                let digit: Int
                switch rest[at] {
                case 97...122: digit = Int(rest[at]) - 97
                case 65...90: digit = Int(rest[at]) - 65
                case 48...57: digit = Int(rest[at]) - 22
                default: return nil
                }
                at += 1
                guard i <= Int(Int32.max), weight <= Int(Int32.max) else { return nil }
                i += digit * weight
                let t = threshold(k, bias)
                if digit < t { break }
                weight *= base - t
                k += base
            }
            bias = adapt(i - old, out.count + 1, isFirst: old == 0)
            n += i / (out.count + 1)
            i %= out.count + 1
            guard n <= 0x10FFFF, out.count < 64, let scalar = Unicode.Scalar(UInt32(n)) else { return nil }
            out.insert(scalar, at: i)
            i += 1
        }
        var text = ""
        text.unicodeScalars.append(contentsOf: out)
        return text
    }

    /// The label as it goes behind `xn--`; `nil` where it is too long.
    static func encode(_ label: Substring) -> String? {
        let input = Array(label.unicodeScalars)
        guard input.count < 64 else { return nil }
        var out = input.filter { $0.value < 128 }.map { UInt8($0.value) }
        let basic = out.count
        if basic > 0 { out.append(45) }
        var (n, delta, bias, handled) = (128, 0, 72, basic)
        while handled < input.count {
            let next = input.map { Int($0.value) }.filter { $0 >= n }.min() ?? n
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in input {
                if Int(scalar.value) < n { delta += 1 }
                guard Int(scalar.value) == n else { continue }
                var (q, k) = (delta, base)
                while true {
                    let t = threshold(k, bias)
                    if q < t { break }
                    out.append(digit(t + (q - t) % (base - t)))
                    q = (q - t) / (base - t)
                    k += base
                }
                out.append(digit(q))
                bias = adapt(delta, handled + 1, isFirst: handled == basic)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? value + 97 : value + 22) }
}
