public import WeirDomain
import WeirEngine

/// Tells the engine the time when something is due, and each minute while payments come: it has no clock of its own,
/// and would otherwise have to believe what payments say.
public struct Timekeeper: Sendable {
    /// Which time counts.
    public enum Clock: Sendable {
        /// The time of day.
        case wall(@Sendable () -> Instant)
        /// That of the payments, for traffic from a recording or a simulation.
        case events
    }

    private let desk: Desk
    private let clock: Clock

    public init(_ desk: Desk, _ clock: Clock) {
        self.desk = desk
        self.clock = clock
    }

    /// Works until its task is cancelled. What the clock says is told for the first time by whoever starts it.
    public func run() async {
        var (told, last) = (Instant(milliseconds: 0), desk.status.sequence)
        if case .wall(let read) = clock { told = read() }
        while !Task.isCancelled {
            if case .wall(let read) = clock {
                let (now, sequence) = (read(), desk.status.sequence)
                if sequence != last, told.advanced(bySeconds: Limits.tellTimeSeconds) <= now || now < told {
                    await tell(now)
                    (told, last) = (now, desk.status.sequence)
                }
            }
            await step()
            try? await Task.sleep(for: .milliseconds(500))
        }
    }

    /// What the clock says now; before the first payment is taken in, and each minute.
    public func tell() async {
        if case .wall(let read) = clock { await tell(read()) }
    }

    private func tell(_ now: Instant) async {
        var act = ActRequest(.time, at: now, by: Measure.weir, role: nil)
        if case .wall = clock { act.kind = Engine.wallClock }
        _ = await desk.take([(.act, InputBytes.encode(act))])
    }

    public func step() async {
        let status = desk.status
        guard let due = status.nextDeadline else { return }
        let now: Instant
        switch clock {
        case .wall(let read): now = read()
        case .events: now = Instant(milliseconds: status.now)
        }
        guard due <= now else { return }
        await tell(now)
    }
}
