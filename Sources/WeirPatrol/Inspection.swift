import Crypto
import Foundation
public import WeirSites

/// A page fetched and read, with its frames and pictures; and, where that is asked for, as a browser shows it.
public struct Inspection: Sendable {
    public var page: FetchedPage
    public var finding: SiteFinding
    public var rendered: RenderedPage?

    /// When a page is rendered: it costs some seconds.
    public enum Rendering: String, Sendable, CaseIterable {
        case never
        /// Where one side shows, where scripts or frames make the page, and for the picture of a finding.
        case suspects
        case all
    }

    /// Fetches a page, what it frames, where it sends browsers on to, and the pictures that it shows, as far as the
    /// bounds go.
    public static func of(
        _ address: String, with fetcher: GuardedFetcher, renderer: PageRenderer? = nil, _ rendering: Rendering = .never
    ) async throws -> Inspection {
        let fetched = try await fetcher.fetch(address)
        var page = await WorkSlots.readers.seated {
            SiteReader.page(fetched.bytes, address: fetched.address, charset: fetched.charset)
        }
        let base = try? WebTarget(fetched.address)
        if let base { await follow(&page, base, fetcher) }
        var pictures: [String: [UInt8]] = [:]
        if let base {
            var bytes = 0
            for reference in page.references
            where reference.kind == .picture && pictures.count < mostPictures && bytes < mostPictureBytes {
                guard !reference.address.hasPrefix("data:"), pictures[reference.address] == nil,
                    let target = try? base.following(reference.address)
                else { continue }
                let picture = (try? await fetcher.fetch(target.text))?.bytes ?? []
                bytes += picture.count
                pictures[reference.address] = picture
            }
        }
        let (read, seen) = (page, pictures)
        var finding = await WorkSlots.readers.seated {
            SiteReader.finding(read) { seen[$0].flatMap { $0.isEmpty ? nil : $0 } }
        }
        if finding.isSuspect, let base { finding.icon = await icon(page, base, fetcher) }
        if finding.isSuspect { finding.certificate = String(fetched.certificate.prefix(32)) }
        var inspection = Inspection(page: fetched, finding: finding)
        if let renderer, rendering == .all || rendering == .suspects && isWorthRendering(page, finding) {
            await inspection.render(fetched.address, with: renderer)
        }
        return inspection
    }

    /// A saved page, rendered.
    public static func saved(_ finding: SiteFinding, as address: String, with renderer: PageRenderer) async
        -> SiteFinding
    {
        var inspection = Inspection(
            page: FetchedPage(hops: [], status: 200, headers: [], bytes: [], wireBytes: 0), finding: finding)
        await inspection.render(address, with: renderer)
        return inspection.finding
    }

    public static func isWorthRendering(_ page: Page, _ finding: SiteFinding) -> Bool {
        if finding.isSuspect { return true }
        let isThin = page.text.utf8.count < 1_500
        let isMade = page.references.contains { $0.kind == .script || $0.kind == .frame } || !page.scripts.isEmpty
        return isThin && (isMade || page.references.contains { $0.kind == .picture })
    }

    // MARK: Following

    /// Documents that are read as part of one page.
    private static let mostFrames = 6

    private static func follow(_ page: inout Page, _ base: WebTarget, _ fetcher: GuardedFetcher) async {
        var seen: Set<String> = [base.text]
        var waiting = page.references.filter { $0.kind == .frame || $0.kind == .refresh }.map { ($0.address, base) }
        while let (address, from) = waiting.first, seen.count <= mostFrames {
            waiting.removeFirst()
            guard let target = try? from.following(address), seen.insert(target.text).inserted,
                let fetched = try? await fetcher.fetch(target.text), fetched.status < 400
            else { continue }
            let inner = SiteReader.page(fetched.bytes, address: fetched.address, charset: fetched.charset)
            let place = (try? WebTarget(fetched.address)) ?? target
            waiting += inner.references.filter { $0.kind == .frame || $0.kind == .refresh }.map { ($0.address, place) }
            page.absorb(inner) { (try? place.following($0))?.text ?? $0 }
        }
    }

    /// Pictures fetched for one page: codes are among the first.
    private static let mostPictures = 12
    private static let mostPictureBytes = 6 << 20

    /// The hash of the picture beside the site's name.
    private static func icon(_ page: Page, _ base: WebTarget, _ fetcher: GuardedFetcher) async -> String {
        let named = page.references.first { $0.kind == .icon && !$0.address.hasPrefix("data:") }?.address
        guard let target = try? base.following(named ?? "/favicon.ico"),
            let fetched = try? await fetcher.fetch(target.text), fetched.status == 200, fetched.bytes.count > 64,
            fetched.type.hasPrefix("image/") || fetched.type.contains("octet-stream")
        else { return "" }
        return String(EvidenceStore.hash(fetched.bytes).prefix(32))
    }

    // MARK: Rendering

    private mutating func render(_ address: String, with renderer: PageRenderer) async {
        do {
            let seen = try await renderer.render(address)
            rendered = seen
            finding = finding.joined(with: await Self.finding(seen))
        } catch {
            finding.unread.append("not rendered: \(error)")
        }
    }

    /// What a customer sees: text, pictures, codes; and where that is not enough, the words in the picture of the page.
    private static func finding(_ seen: RenderedPage) async -> SiteFinding {
        var page = SiteReader.page(seen.html, address: seen.address, charset: "utf-8")
        let base = try? WebTarget(seen.address)
        func bytes(_ address: String) -> [UInt8]? {
            if let known = seen.pictures[address] { return known }
            return (try? base?.following(address))??.text.utf8.isEmpty == false
                ? seen.pictures[(try? base?.following(address))??.text ?? ""] : nil
        }
        let shown = SiteReader.finding(page, screenshot: seen.picture, pictures: bytes)
        guard !shown.isFinding else { return shown.seen(as: "rendered") }
        page.seen = await SeenText.lines(in: seen.picture)
        guard !page.seen.isEmpty else { return shown.seen(as: "rendered") }
        let read = SiteReader.finding(page, screenshot: seen.picture, pictures: bytes)
        return read.isFinding ? read.seen(as: "screenshot") : shown.seen(as: "rendered")
    }
}
