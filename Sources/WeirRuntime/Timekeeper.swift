public import WeirDomain
import WeirEngine

/// Tells the engine the time when something is due: it has no clock of its own.
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

    /// Works until its task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            await step()
            try? await Task.sleep(for: .milliseconds(500))
        }
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
        _ = await desk.take([(.act, InputBytes.encode(ActRequest(.time, at: now, by: Measure.weir, role: nil)))])
    }
}
