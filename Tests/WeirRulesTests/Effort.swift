import Foundation

/// Processor time that this thread spends on an expression, by phase: what else runs on the machine does not count.
struct Effort: CustomStringConvertible {
    enum Phase: String, CaseIterable { case parse, check, compile, evaluate }

    private var spent: [Phase: Duration] = [:]

    var total: Duration { spent.values.reduce(.zero, +) }

    mutating func measure<Result, Failure>(
        _ phase: Phase, _ work: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let start = Self.now
        defer { spent[phase, default: .zero] += Self.now - start }
        return try work()
    }

    /// `12.5 ms (parse 0.1, check 0.2, compile 12.1, evaluate 0.1)`.
    var description: String {
        let phases = Phase.allCases.map { "\($0.rawValue) \(Self.words(spent[$0] ?? .zero))" }
        return "\(Self.words(total)) ms (\(phases.joined(separator: ", ")))"
    }

    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func words(_ time: Duration) -> String { String(format: "%.1f", time / .milliseconds(1)) }
}

/// The ten inputs that took most.
struct Slowest {
    private var found: [(effort: Effort, text: String)] = []

    mutating func note(_ effort: Effort, _ text: String) {
        if found.count == 10, let last = found.last, effort.total <= last.effort.total { return }
        let place = found.firstIndex { $0.effort.total < effort.total } ?? found.count
        found.insert((effort, text), at: place)
        if found.count > 10 { found.removeLast() }
    }

    /// One a line, cut short.
    var lines: String { found.map { "\($0.effort): \($0.text.prefix(400))" }.joined(separator: "\n") }
}
