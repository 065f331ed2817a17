public import Foundation
import WeirDomain
public import WeirLists
import WeirSites

/// A line of `weir site scan --json` as the engine takes it in: what of it speaks about accounts and other sites.
public enum FindingLine {
    private struct Line: Decodable {
        struct Lead: Decodable {
            var kind: String
            var value: String
        }

        var page: String
        var finding: Bool
        var score: Int
        var payees: [Lead]
        var text: String
        var title: String?
        var template: String?
        var words: String?
        var icon: String?
        var certificate: String?
        var evidence: String?
        var screenshot: String?
        var at: String?
        var cut: String?

        enum CodingKeys: String, CodingKey {
            case page, finding, score, payees, text, title, template, words, icon, certificate, at, cut
            case evidence = "evidence_sha256"
            case screenshot = "screenshot_sha256"
        }
    }

    /// A page that was not seen, or of which a part was not read and the rest shows nothing: no finding, and no clean
    /// bill either.
    public struct Unseen: Decodable, Sendable {
        public var page: String
        /// `forbidden` or `failed`.
        public var visit: String
        public var why: String
    }

    /// What a line says of a page that was not seen; `nil` for a line that speaks of what was found.
    public static func unseen(_ data: Data) -> Unseen? {
        if let unseen = try? JSONDecoder().decode(Unseen.self, from: data) { return unseen }
        guard let line = try? JSONDecoder().decode(Line.self, from: data), !line.finding, let cut = line.cut else {
            return nil
        }
        return Unseen(page: line.page, visit: "failed", why: "not read whole: \(cut)")
    }

    /// Bytes of a lead's value: the longest are deep links of codes.
    static let mostValue = 512
    /// What a page can lead to.
    public static let kinds = Set(Payee.Kind.allCases.map(\.rawValue)).subtracting([Payee.Kind.domain.rawValue])

    /// A SHA-256 in hexadecimal, small letters.
    public static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    /// - Parameter data: one JSON object.
    public static func report(_ data: Data) throws(ListFile.Flaw) -> SiteReport {
        guard let line = try? JSONDecoder().decode(Line.self, from: data) else {
            throw ListFile.Flaw("is no line of 'weir site scan --json'")
        }
        guard (0...1000).contains(line.score) else { throw ListFile.Flaw("has a score that is not 0 to 1000") }
        guard line.page.utf8.count <= 2_048 else { throw ListFile.Flaw("has an address of more than 2,048 bytes") }
        var leads: [SiteReport.Lead] = []
        for lead in line.payees {
            guard kinds.contains(lead.kind) else { throw ListFile.Flaw("leads to a '\(lead.kind.prefix(40))'") }
            guard !lead.value.isEmpty, lead.value.utf8.count <= mostValue else {
                throw ListFile.Flaw("has a \(lead.kind) of more than \(mostValue) bytes, or of none")
            }
            leads.append(SiteReport.Lead(kind: lead.kind, value: lead.value))
        }
        leads = Array(leads.prefix(SiteReport.mostLeads - 6))
        if let hash = line.screenshot, line.finding {
            guard isHash(hash) else { throw ListFile.Flaw("has a screenshot_sha256 that is no SHA-256") }
            leads.append(SiteReport.Lead(kind: SiteReport.screenshotKind, value: hash))
        }
        for (kind, value) in [
            ("template", line.template), ("text", line.words), ("icon", line.icon), ("title", line.title),
            ("certificate", line.certificate),
        ] {
            // A page without a shape or words of its own is like every other.
            if let value, value.utf8.count >= 6, value != "0" {
                leads.append(SiteReport.Lead(kind: kind, value: String(value.prefix(120))))
            }
        }
        return SiteReport(
            at: line.at.flatMap { Instant(rfc3339: $0) } ?? Instant(milliseconds: 0),
            host: HostName(line.page)?.text ?? "", address: line.page,
            score: line.finding ? line.score : 0, evidence: line.evidence ?? line.text, leads: leads)
    }
}
