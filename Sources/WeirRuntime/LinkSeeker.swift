public import WeirDomain
import WeirEngine

/// Puts accounts before people that seem to be in one hand with one on which a measure was proposed or taken. It looks
/// into the journal, so it stands beside the engine; what it finds is an input like any other, and comes once.
public struct LinkSeeker: Sendable {
    private let desk: Desk
    private let now: @Sendable () -> Instant

    /// Accounts that are put before people for one measure.
    private static let most = 8

    /// - Parameter now: the time that proposals bear.
    public init(_ desk: Desk, now: @escaping @Sendable () -> Instant) {
        self.desk = desk
        self.now = now
    }

    /// One measure a second: a search takes a tenth of that, and nobody waits for it.
    public func run() async {
        // What cannot be read must not keep the others waiting; after a restart it is tried again.
        var failed: Set<Int> = []
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            let given = failed
            guard let measure = await desk.read({ $0.linksWanted.first { !given.contains($0.number) } }) ?? nil else {
                continue
            }
            do {
                try await seek(measure)
            } catch {
                if !Task.isCancelled { failed.insert(measure.number) }
            }
        }
    }

    /// Hands in what a measure's account is linked with.
    private func seek(_ measure: Measure) async throws {
        // What led to the measure must be found, too.
        let sequence = desk.status.sequence
        for _ in 0..<100 where desk.status.projected < sequence { try await Task.sleep(for: .milliseconds(20)) }
        let found = try await desk.links(of: measure.account).filter(\.isStrong).prefix(Self.most)
        var inputs = found.map { link in
            var act = ActRequest(.link, at: now(), by: Measure.weir, role: nil)
            (act.number, act.subject, act.text) = (measure.number, link.account, link.text)
            return (InputType.act, InputBytes.encode(act))
        }
        var end = ActRequest(.linksSought, at: now(), by: Measure.weir, role: nil)
        end.number = measure.number
        inputs.append((.act, InputBytes.encode(end)))
        _ = await desk.take(inputs)
    }
}
