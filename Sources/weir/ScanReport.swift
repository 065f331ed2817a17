import Foundation
import WeirCodec
import WeirPatrol
import WeirSites

/// What a scan tells, page by page and at the end.
struct ScanReport {
    private let json: Bool
    private let all: Bool
    private(set) var pages = 0
    private(set) var findings = 0
    private(set) var failures = 0
    /// Pages without a finding that were not read whole: nobody knows what stands in the rest.
    private(set) var partly = 0
    private var found: [SiteFinding] = []
    private let listed: ListedSites?

    init(json: Bool, all: Bool, listed: ListedSites?) {
        self.json = json
        self.all = all
        self.listed = listed
    }

    /// What two findings share that makes one of them a mirror of the other.
    private static func alike(_ one: SiteFinding, _ other: SiteFinding) -> [String] {
        var ways: [String] = []
        if one.likeness.isSameTemplate(other.likeness) { ways.append("the same template") }
        if !one.icon.isEmpty, one.icon == other.icon { ways.append("the same icon") }
        if !one.certificate.isEmpty, one.certificate == other.certificate { ways.append("the same certificate") }
        let shared = one.payees.filter { $0.kind != .domain && other.payees.contains($0) }
        if let first = shared.first { ways.append("the same \(first.kind.rawValue)") }
        return ways
    }

    /// - Parameter page: what was not seen; with `--json` it has a line of its own, as it has from the watcher.
    mutating func fail(_ message: String, page: String) {
        failures += 1
        Terminal.error(message)
        if json { print(String(decoding: SiteWatch.unseen(page, "failed", message), as: UTF8.self)) }
    }

    mutating func add(_ read: SiteFinding) {
        let finding = listed?.marked(read, at: ListWork.now) ?? read
        pages += 1
        if json { print(String(decoding: finding.json.closed, as: UTF8.self)) }
        if finding.isFinding {
            findings += 1
            if !json { show(finding) }
            found.append(finding)
            return
        }
        if let cut = finding.cut {
            partly += 1
            if !json { print("PART  \(String(finding.score).padding(before: 4))  \(finding.address): \(cut)") }
        } else if all, !json {
            print("none  \(String(finding.score).padding(before: 4))  \(finding.address)")
        }
    }

    private func show(_ finding: SiteFinding) {
        print("FOUND \(String(finding.score).padding(before: 4))  \(finding.address)  \(finding.title)")
        let two = { (value: Double) in Terminal.decimal(value, 2) }
        print("      gateway \(two(finding.gateway)) x crypto \(two(finding.crypto))")
        for side in [SiteEvidence.Side.gateway, .crypto] {
            for item in finding.evidence.filter({ $0.side == side }).prefix(6) {
                let name = "\(side.rawValue) \(item.code)".padding(toLength: 26)
                print("      \(name) \(two(item.weight))  \(item.place) line \(item.line): \(item.quote)")
            }
        }
        let payees = finding.payees.filter { $0.kind != .domain }.prefix(8).map { "\($0.kind.rawValue) \($0.value)" }
        if !payees.isEmpty { print("      leads to \(payees.joined(separator: ", "))") }
        if let cut = finding.cut { print("      not read whole: \(cut)") }
        if !finding.unread.isEmpty { print("      not looked at: \(finding.unread.joined(separator: "; "))") }
    }

    func finish() {
        guard !json else { return }
        for (i, one) in found.enumerated() {
            for other in found[..<i] {
                let ways = Self.alike(one, other)
                guard !ways.isEmpty else { continue }
                print("ALIKE       \(one.address) and \(other.address): \(ways.joined(separator: ", "))")
                break
            }
        }
        Terminal.note(
            "weir: \(pages) pages, \(findings) findings" + (partly > 0 ? ", \(partly) not read whole" : "")
                + (failures > 0 ? ", \(failures) not read" : ""))
    }
}
