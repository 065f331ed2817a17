import Crypto
import Foundation
public import WeirSites

/// A page fetched and read, with its frames and pictures; and, where that is asked for, as a browser shows it.
public struct Inspection: Sendable {
    public var page: FetchedPage
    public var finding: SiteFinding
    /// Pictures whose codes went into the finding.
    public var codes: [PictureCodes] = []
    public var rendered: RenderedPage?

    /// What the server says where it shows something in a page's place, unless that is a finding: that nothing was
    /// found there says nothing of the page.
    public var refusal: String? {
        page.status >= 400 && !finding.isFinding ? "answered \(page.status)" : nil
    }

    /// When a page is rendered: it costs some seconds.
    public enum Rendering: String, Sendable, CaseIterable {
        case never
        /// Where one side shows, where scripts or frames make the page, and for the picture of a finding.
        case suspects
        case all
    }

    /// Fetches a page, what it frames, where it sends browsers on to, and the pictures that it shows, as far as the
    /// bounds go.
    /// - Parameter pause: between two requests for parts of the page.
    public static func of(
        _ address: String, with fetcher: GuardedFetcher, renderer: PageRenderer? = nil, _ rendering: Rendering = .never,
        pause: Duration = .zero
    ) async throws -> Inspection {
        let parts = PagePartsFetcher(fetcher, pause: pause)
        let fetched = try await fetcher.fetch(address)
        var page = await WorkSlots.readers.seated {
            SiteReader.page(fetched.bytes, address: fetched.address, charset: fetched.charset)
        }
        if let cut = fetched.cut { page.cut = cut }
        let base = try? WebTarget(fetched.address)
        var unread: [String] = []
        if let base { await follow(&page, base, parts, &unread) }
        var fetchedPictures: [String: [UInt8]] = [:]
        if let base { fetchedPictures = await Self.pictures(of: page, base, parts, &unread) }
        let (read, pictures) = (page, fetchedPictures)
        let reading = await WorkSlots.readers.seated { SiteReader.read(read) { pictures[$0] } }
        var finding = reading.finding
        finding.unread += unread
        if finding.isSuspect, let base { finding.icon = await icon(page, base, parts) }
        if finding.isSuspect { finding.certificate = String(fetched.certificate.prefix(32)) }
        var inspection = Inspection(page: fetched, finding: finding, codes: reading.codes)
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
        // A drawing that may be a code is read here where it is plain; a browser reads them all.
        if !page.drawings.isEmpty { return true }
        let isMade = page.references.contains { $0.kind == .script || $0.kind == .frame } || !page.scripts.isEmpty
        return isThin && (isMade || page.references.contains { $0.kind == .picture })
    }

    // MARK: Following

    /// Documents that are read as part of one page.
    private static let mostFrames = 6

    private static func follow(
        _ page: inout Page, _ base: WebTarget, _ parts: PagePartsFetcher, _ unread: inout [String]
    ) async {
        var seen: Set<String> = [base.text]
        var waiting = page.references.filter { $0.kind == .frame || $0.kind == .refresh }.map { ($0.address, base) }
        while let (address, from) = waiting.first, seen.count <= mostFrames {
            waiting.removeFirst()
            guard let target = try? from.following(address), seen.insert(target.text).inserted,
                let fetched = await parts.fetch(target, &unread), fetched.status < 400
            else { continue }
            var inner = SiteReader.page(fetched.bytes, address: fetched.address, charset: fetched.charset)
            if let cut = fetched.cut { inner.cut = cut }
            let place = (try? WebTarget(fetched.address)) ?? target
            waiting += inner.references.filter { $0.kind == .frame || $0.kind == .refresh }.map { ($0.address, place) }
            page.absorb(inner) { (try? place.following($0))?.text ?? $0 }
        }
    }

    /// Pictures fetched for one page: codes are among the first.
    private static let mostPictures = 12
    private static let mostPictureBytes = 6 << 20

    private static func pictures(
        of page: Page, _ base: WebTarget, _ parts: PagePartsFetcher, _ unread: inout [String]
    ) async -> [String: [UInt8]] {
        var (asked, bytes): (Set<String>, Int) = ([], 0)
        var pictures: [String: [UInt8]] = [:]
        for reference in page.references
        where reference.kind == .picture && asked.count < mostPictures && bytes < mostPictureBytes {
            guard !reference.address.isEmpty, !reference.address.hasPrefix("data:"),
                let target = try? base.following(reference.address), asked.insert(reference.address).inserted,
                let picture = await parts.fetch(target, &unread), !picture.bytes.isEmpty
            else { continue }
            bytes += picture.bytes.count
            pictures[reference.address] = picture.bytes
            if let cut = picture.cut { unread.append("\(reference.address.prefix(200)): \(cut)") }
        }
        return pictures
    }

    /// The hash of the picture beside the site's name.
    private static func icon(_ page: Page, _ base: WebTarget, _ parts: PagePartsFetcher) async -> String {
        let named = page.references.first { $0.kind == .icon && !$0.address.hasPrefix("data:") }?.address
        var unread: [String] = []
        guard let target = try? base.following(named ?? "/favicon.ico"),
            let fetched = await parts.fetch(target, &unread), fetched.status == 200, fetched.bytes.count > 64,
            fetched.type.hasPrefix("image/") || fetched.type.contains("octet-stream")
        else { return "" }
        return String(EvidenceStore.hash(fetched.bytes).prefix(32))
    }

    // MARK: Rendering

    private mutating func render(_ address: String, with renderer: PageRenderer) async {
        do {
            let seen = try await renderer.render(address)
            rendered = seen
            let (shown, read) = await Self.reading(seen)
            finding = finding.joined(with: shown)
            codes += read
        } catch {
            finding.unread.append("not rendered: \(error)")
        }
    }

    /// What a customer sees: text, pictures, codes; and where that is not enough, the words in the picture of the page.
    private static func reading(_ seen: RenderedPage) async -> (SiteFinding, [PictureCodes]) {
        var page = SiteReader.page(seen.html, address: seen.address, charset: "utf-8")
        let base = try? WebTarget(seen.address)
        func bytes(_ address: String) -> [UInt8]? {
            if let known = seen.pictures[address] { return known }
            return (try? base?.following(address))??.text.utf8.isEmpty == false
                ? seen.pictures[(try? base?.following(address))??.text ?? ""] : nil
        }
        let (shown, codes) = SiteReader.read(page, screenshot: seen.picture, pictures: bytes)
        // The picture of the page is kept anyhow.
        let kept = codes.filter { !$0.bytes.isEmpty }
        guard !shown.isFinding else { return (shown.seen(as: "rendered"), kept) }
        page.seen = await SeenText.lines(in: seen.picture)
        guard !page.seen.isEmpty else { return (shown.seen(as: "rendered"), kept) }
        let read = SiteReader.finding(page, screenshot: seen.picture, pictures: bytes)
        return (read.isFinding ? read.seen(as: "screenshot") : shown.seen(as: "rendered"), kept)
    }
}

/// Fetches what a page is made of, one thing after another: a browser would ask for all at once, a guest does not.
struct PagePartsFetcher: Sendable {
    private let fetcher: GuardedFetcher
    private let pause: Duration

    init(_ fetcher: GuardedFetcher, pause: Duration) {
        self.fetcher = fetcher
        self.pause = pause
    }

    /// What cannot be had is said.
    func fetch(_ target: WebTarget, _ unread: inout [String]) async -> FetchedPage? {
        if pause > .zero { try? await Task.sleep(for: pause) }
        do { return try await fetcher.fetch(target.text) } catch {
            if unread.count < 20 { unread.append("\(target.text.prefix(200)): \(error)") }
            return nil
        }
    }
}
