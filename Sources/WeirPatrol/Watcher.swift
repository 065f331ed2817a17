import Foundation
public import WeirDomain
public import WeirSites

/// One page under watch, and what is known of it.
public struct Watched: Codable, Sendable, Hashable {
    public var address: String
    /// Milliseconds since 1970.
    public var due: Int64
    public var visits = 0
    /// Visits in a row that failed.
    public var failures = 0
    public var score = 0
    /// The text's and the template's hashes at the last visit, in hexadecimal.
    public var text = ""
    public var template = ""
    public var lastFlaw = ""
    /// Whom it led to at the last visit: `alipay_code fkx…`.
    public var leads: [String]?

    public init(address: String, due: Int64 = 0) {
        self.address = address
        self.due = due
    }
}

/// What a visit leads to.
public struct Visit: Sendable {
    public enum Change: String, Sendable { case new, changed, gone, same, failed, forbidden }

    public var address: String
    public var change: Change
    public var finding: SiteFinding?
    public var evidence = ""
    /// The hash of the page's picture, where it was rendered.
    public var screenshot = ""
    public var flaw = ""
    /// What it leads to now and did not at the last visit, and the other way round.
    public var added: [String] = []
    public var gone: [String] = []

    /// The codes have been replaced by others: whoever collects changes from visit to visit.
    public var rotates: Bool {
        added.contains(where: Self.isCode) && gone.contains(where: Self.isCode) && finding?.isSuspect ?? false
    }

    private static func isCode(_ lead: String) -> Bool {
        ["alipay_code ", "wechat_code ", "qq_code ", "unionpay_code ", "alipay_id ", "bank_card "].contains {
            lead.hasPrefix($0)
        }
    }

    /// Whether somebody should know.
    public var isAlert: Bool {
        change == .gone || rotates || (finding?.isFinding ?? false && (change == .new || change == .changed))
    }
}

/// Visits pages when they are due: those with findings often, quiet ones seldom, failing ones ever more seldom; never a
/// host faster than it likes.
public actor Watcher {
    public struct Options: Sendable {
        /// Seconds between two requests to one host, at least.
        public var pause = 5.0
        /// The same between requests for the parts of one page, its frames and pictures.
        public var partPause = 0.25
        public var parallel = 8
        /// Seconds until the next visit of a page with a finding, and of one without.
        public var hot: Int64 = 6 * 3_600
        public var cold: Int64 = 7 * 86_400
        public var honoursRobots = true
        /// Has pages rendered; none for none.
        public var renderer: PageRenderer?
        public var rendering = Inspection.Rendering.suspects
        /// Looks a second time as a customer's telephone does, for pages that show the patrol something else.
        public var customer: GuardedFetcher?
        /// What lists say of pages.
        public var listed: ListedSites?
        public var clock: @Sendable () -> Instant = {
            Instant(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000))
        }

        public init() {}
    }

    private let fetcher: GuardedFetcher
    private let options: Options
    private let evidence: EvidenceStore?
    public private(set) var pages: [String: Watched] = [:]
    /// What robots.txt says, as it is asked for in this round: visits to one host wait for one answer.
    private var robots: [String: Task<RobotsRules, Never>] = [:]
    /// What it said last, for rounds in which it cannot be had.
    private var lastRules: [String: RobotsRules] = [:]
    private var nextTurn: [String: ContinuousClock.Instant] = [:]

    public init(_ fetcher: GuardedFetcher, _ options: Options = Options(), evidence: EvidenceStore? = nil) {
        self.fetcher = fetcher
        self.options = options
        self.evidence = evidence
    }

    public func watch(_ addresses: [String]) {
        for address in addresses where pages[address] == nil { pages[address] = Watched(address: address) }
    }

    public func restore(_ known: [Watched]) { for page in known { pages[page.address] = page } }

    /// What is due, the longest overdue first.
    public func due() -> [String] {
        let now = options.clock().milliseconds
        return pages.values.filter { $0.due <= now }.sorted { ($0.due, $0.address) < ($1.due, $1.address) }.map(
            \.address)
    }

    /// Visits everything that is due; calls `report` as visits end.
    public func round(_ report: @Sendable (Visit) async -> Void) async {
        let parallel = options.parallel
        robots = [:]
        await withTaskGroup(of: Visit.self) { tasks in
            var rest = due()[...]
            for _ in 0..<parallel {
                if let next = rest.popFirst() { tasks.addTask { await self.visit(next) } }
            }
            while let visit = await tasks.next() {
                await report(visit)
                if let next = rest.popFirst() { tasks.addTask { await self.visit(next) } }
            }
        }
    }

    func visit(_ address: String) async -> Visit {
        do { return try await visit(address, at: address) } catch {
            // Many a site behind payments has no certificate, or one that nobody believes.
            guard let target = try? WebTarget(address), target.scheme == "https", target.port == 443,
                let plain = try? await visit(address, at: "http://" + target.text.dropFirst(8))
            else { return settle(address, .failed, nil, "", "\(error)") }
            return plain
        }
    }

    /// Visits what is known under one address at the place where it is.
    private func visit(_ address: String, at place: String) async throws -> Visit {
        let target = try WebTarget(place)
        let rules = await rules(for: target)
        guard rules.allows(target.path) else {
            return settle(address, .forbidden, nil, "", "robots.txt asks not to")
        }
        await turn(target.host, rules.delay)
        let partPause = Duration.seconds(min(options.pause, options.partPause))
        var inspection = try await Inspection.of(
            place, with: fetcher, renderer: options.renderer, options.rendering, pause: partPause)
        rest(target.host, rules.delay)
        if inspection.page.status == 429 || inspection.page.status >= 500 {
            return settle(address, .failed, nil, "", "answered \(inspection.page.status)")
        }
        if let customer = options.customer, !inspection.finding.isFinding {
            await turn(target.host, rules.delay)
            if let other = try? await Inspection.of(place, with: customer, pause: partPause), other.finding.isFinding {
                inspection.finding = inspection.finding.joined(with: other.finding.seen(as: "phone"))
                inspection.codes += other.codes
            }
            rest(target.host, rules.delay)
        }
        if let refusal = inspection.refusal, !isGone(address, inspection.page.status) {
            return settle(address, .failed, nil, "", refusal)
        }
        if let listed = options.listed { inspection.finding = listed.marked(inspection.finding, at: options.clock()) }
        let hash = try evidence?.keep(inspection, at: options.clock()) ?? ""
        var visit = settle(address, change(address, inspection.finding), inspection.finding, hash, "")
        visit.screenshot = inspection.rendered.map { EvidenceStore.hash($0.picture) } ?? ""
        return visit
    }

    /// Whether a page that had a finding has been taken away. Others say nothing by not being there.
    private func isGone(_ address: String, _ status: Int) -> Bool {
        (status == 404 || status == 410) && pages[address]?.score ?? 0 >= SiteFinding.findingLine
    }

    private func change(_ address: String, _ finding: SiteFinding) -> Visit.Change {
        guard let known = pages[address], known.visits > 0 else { return .new }
        // What stood on a page that was not read whole may stand there still.
        if known.score >= SiteFinding.findingLine, !finding.isFinding { return finding.cut == nil ? .gone : .changed }
        return known.text == String(finding.likeness.exact, radix: 16) ? .same : .changed
    }

    private func settle(
        _ address: String, _ change: Visit.Change, _ finding: SiteFinding?, _ hash: String, _ flaw: String
    ) -> Visit {
        var page = pages[address] ?? Watched(address: address)
        let now = options.clock().milliseconds
        page.lastFlaw = flaw
        var visit = Visit(address: address, change: change, finding: finding, evidence: hash, flaw: flaw)
        if let finding {
            let leads = finding.payees.filter { $0.kind != .domain }.prefix(Self.mostLeads)
                .map { "\($0.kind.rawValue) \($0.value)" }
            if page.visits > 0, let before = page.leads {
                visit.added = leads.filter { !before.contains($0) }
                visit.gone = before.filter { !leads.contains($0) }
            }
            page.leads = leads
            page.visits += 1
            page.failures = 0
            if finding.isFinding || finding.cut == nil { page.score = finding.isFinding ? finding.score : 0 }
            page.text = String(finding.likeness.exact, radix: 16)
            page.template = String(finding.likeness.template, radix: 16)
            // A page that was not read whole is looked at again soon.
            page.due = now + Self.pause(score: max(page.score, finding.cut == nil ? 0 : 1), options) * 1000
        } else if change == .forbidden {
            page.due = now + options.cold * 1000
        } else {
            page.failures += 1
            // Twice as long after each failure, up to a month.
            page.due = now + min(30 * 86_400, 900 << Int64(min(12, page.failures - 1))) * 1000
        }
        pages[address] = page
        return visit
    }

    /// Leads that are compared from visit to visit.
    private static let mostLeads = 64

    /// The higher the score the sooner the next visit.
    static func pause(score: Int, _ options: Options) -> Int64 {
        guard score > 0 else { return options.cold }
        return options.hot + (options.hot * Int64(1000 - score)) / 1000
    }

    // MARK: Politeness

    private func rules(for target: WebTarget) async -> RobotsRules {
        guard options.honoursRobots else { return RobotsRules() }
        let key = "\(target.scheme)://\(target.host):\(target.port)"
        if let asked = robots[key] { return await asked.value }
        let asked = Task { await askForRules(target, key) }
        robots[key] = asked
        return await asked.value
    }

    private func askForRules(_ target: WebTarget, _ key: String) async -> RobotsRules {
        await turn(target.host, 0)
        let shown = target.host.contains(":") ? "[\(target.host)]" : target.host
        guard let page = try? await fetcher.fetch("\(target.scheme)://\(shown):\(target.port)/robots.txt"),
            page.status < 500
        else { return lastRules[key] ?? RobotsRules() }
        // Who has none asks for nothing.
        let rules =
            page.status == 200
            ? RobotsRules(String(decoding: page.bytes.prefix(512 << 10), as: UTF8.self)) : RobotsRules()
        lastRules[key] = rules
        return rules
    }

    /// The host's next turn is no sooner than a pause after what has just been asked of it.
    private func rest(_ host: String, _ delay: Int) {
        let next = ContinuousClock.now + .seconds(max(options.pause, Double(delay)))
        nextTurn[host] = max(next, nextTurn[host] ?? next)
    }

    /// Waits for the host's next turn; turns are given out in order of asking.
    private func turn(_ host: String, _ delay: Int) async {
        let now = ContinuousClock.now
        let start = max(now, nextTurn[host] ?? now)
        nextTurn[host] = start + .seconds(max(options.pause, Double(delay)))
        if start > now { try? await Task.sleep(until: start, clock: .continuous) }
    }
}
