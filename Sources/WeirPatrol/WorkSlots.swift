import WeirSites

/// Places for what takes much: who finds none free waits in turn.
actor WorkSlots {
    /// Browsers, and readers of pictures of pages.
    static let browsers = WorkSlots(SiteLimits.browsers)
    /// Reading pages and their pictures: one after the other, so that sixteen giants do not lie in memory at once.
    static let readers = WorkSlots(1)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }

    /// Does something in a place of one's own.
    nonisolated func seated<R: Sendable>(_ body: () async throws -> R) async rethrows -> R {
        await take()
        do {
            let result = try await body()
            await leave()
            return result
        } catch {
            await leave()
            throw error
        }
    }
}
