import WeirDomain

/// From figures to places along a line.
struct Scale: Sendable {
    var from: Double
    var to: Double
    var start: Double
    var end: Double

    func callAsFunction(_ value: Double) -> Double {
        let share = to == from ? 0.5 : (value - from) / (to - from)
        return start + (end - start) * min(max(share, 0), 1)
    }

    /// Steps of 1, 2 or 5 times a power of ten, about so many, and how many decimals they need.
    static func ticks(_ low: Double, _ high: Double, about count: Int) -> (values: [Double], digits: Int) {
        guard high > low, low.isFinite, high.isFinite else { return ([low], 2) }
        let raw = (high - low) / Double(max(count, 1))
        var (power, digits) = (1.0, 0)
        while power * 10 <= raw { power *= 10 }
        while power > raw, digits < 9 {
            power /= 10
            digits += 1
        }
        let step = [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? power * 10
        if step >= power * 9.99 { digits = max(0, digits - 1) }
        let first = (low / step - 1e-9).rounded(.up)
        let last = (high / step + 1e-9).rounded(.down)
        guard last >= first, last - first < 100 else { return ([low], digits) }
        return ((Int(first)...Int(last)).map { Double($0) * step }, digits)
    }
}

/// Places in time: hours and days of the reader's clock.
struct TimeScale: Sendable {
    let reader: Reader
    let from: Instant
    let to: Instant
    private let scale: Scale

    /// Marks keep this far from the edges, in hundredths of the width; at the left the levels have their figures.
    static let margins = (left: 8.0, right: 1.5)

    init(_ reader: Reader, _ times: [Instant]) {
        self.reader = reader
        let least = times.min() ?? Instant(milliseconds: 0)
        let most = times.max() ?? least
        // A moment alone gets an hour around it.
        let wide = most.milliseconds - least.milliseconds >= 60_000
        from = wide ? least : least.advanced(bySeconds: -1800)
        to = wide ? most : most.advanced(bySeconds: 1800)
        scale = Scale(
            from: Double(from.milliseconds), to: Double(to.milliseconds), start: Self.margins.left,
            end: 100 - Self.margins.right)
    }

    func callAsFunction(_ at: Instant) -> Double { scale(Double(at.milliseconds)) }

    private static let steps: [Int64] = [
        300, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000, 604_800, 1_209_600, 2_592_000,
        7_776_000, 31_536_000,
    ]

    /// Round moments by the reader's clock, at most six, with their labels.
    var ticks: [(at: Instant, label: String)] {
        let span = to.seconds - from.seconds
        let step = Self.steps.first { span / $0 < 6 } ?? max(1, span / 5)
        var local = (from.seconds + reader.offset) / step * step
        var found: [(Instant, String)] = []
        while local - reader.offset <= to.seconds {
            let at = Instant(milliseconds: (local - reader.offset) * 1000)
            if at >= from { found.append((at, step < 86_400 ? reader.clock(at) : reader.monthDay(at))) }
            local += step
        }
        // Among hours the days must be told apart.
        if step < 86_400, let first = found.first { found[0].1 = reader.monthDay(first.0) + " " + first.1 }
        return found
    }
}
