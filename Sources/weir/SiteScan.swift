import ArgumentParser
import Foundation
import WeirCodec
import WeirPatrol
import WeirSites

/// `weir site`.
struct Site: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "site", abstract: "Inspects the pages behind payments.",
        discussion: "Example:\n\n  weir site scan saved-pages https://shop.example/",
        subcommands: [SiteScan.self, SiteWatch.self, SiteStarter.self, SiteConfined.self])
}

/// `weir site scan`.
struct SiteScan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Looks for coin trade over the platform's rails on pages.",
        discussion: """
            Reads saved pages (files, folders, MHTML and WARC files, also .gz) and fetches http and https addresses;
            only public hosts are reached. A finding needs both a payment gateway and trade in coins; either alone is
            none. Nothing of a page is run, unless --render asks for Chromium, which then runs without any network: what
            a page asks for comes through the same guarded fetcher. Text files are taken for lists of hosts and
            addresses, one a line, or for hosts files. Example:

              weir site scan saved-pages crawl.warc.gz https://shop.example/ --render suspects
            """)

    @Flag(help: "One JSON object a page on standard output, evidence included.")
    var json = false
    @Flag(help: "Show pages without a finding as well.")
    var all = false
    @Flag(help: "Exit with 1 if anything was found.")
    var strict = false
    @OptionGroup var reach: ReachOptions
    @OptionGroup var listing: ListedOptions
    @OptionGroup var rendering: RenderingOptions
    @OptionGroup var lock: LockOptions
    @Argument(help: "Saved pages, folders of them, WARC files, lists of hosts (.txt), addresses of pages.")
    var targets: [String] = []

    func validate() throws {
        if targets.isEmpty { throw ValidationError("give at least one page, folder or WARC file") }
    }

    func run() async throws {
        let saved = targets.filter { !AddressFile.isAddress($0) }
        try LockUp.enter(lock, reading: saved.flatMap { Self.needed($0) } + listing.paths + reach.trust, writing: nil)
        var report = ScanReport(json: json, all: all, listed: try listing.listed())
        let mode = try rendering.mode
        let (fetcher, customer) = (try reach.fetcher(), try rendering.customer(reach))
        let renderer = try rendering.renderer(reach, mode)
        func fetch(_ address: String) async {
            await self.fetch(address, fetcher, customer, renderer, mode, &report)
        }
        for target in targets {
            if AddressFile.isAddress(target) {
                await fetch(target)
                continue
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: target, isDirectory: &isFolder) else {
                report.fail("\(target): does not exist", page: target)
                continue
            }
            if isFolder.boolValue {
                let held = SavedPages.contents(of: target)
                for path in held.pages { await scan(path, root: target, mode, &report) }
                if let leftOut = held.leftOut { Terminal.note("weir: \(target): not read as pages: \(leftOut)") }
            } else if AddressFile.isList(target) {
                for address in try AddressFile.read(target) { await fetch(address) }
            } else {
                await scan(target, root: SavedPages.parent(target), mode, &report)
            }
        }
        report.finish()
        if report.failures > 0, report.pages == 0 { throw Failure.environment("no page could be read") }
        if strict, report.findings > 0 {
            throw Failure.trouble("\(report.findings) pages deal in coins over a gateway")
        }
    }

    /// What a saved page shows lies beside it.
    private static func needed(_ path: String) -> [String] {
        SavedPages.isArchive(path) || AddressFile.isList(path) ? [path] : [path, SavedPages.parent(path)]
    }

    private func fetch(
        _ address: String, _ fetcher: GuardedFetcher, _ customer: GuardedFetcher?, _ renderer: PageRenderer?,
        _ mode: Inspection.Rendering, _ report: inout ScanReport
    ) async {
        do {
            var inspection = try await Inspection.of(address, with: fetcher, renderer: renderer, mode)
            if let customer, !inspection.finding.isFinding {
                let other = try await Inspection.of(address, with: customer).finding
                if other.isFinding { inspection.finding = inspection.finding.joined(with: other.seen(as: "phone")) }
            }
            if let refusal = inspection.refusal {
                return report.fail("\(address.prefix(SiteLimits.quoteBytes)): \(refusal)", page: address)
            }
            report.add(inspection.finding)
        } catch {
            report.fail("\(address.prefix(SiteLimits.quoteBytes)): \(error)", page: address)
        }
    }

    private func scan(
        _ path: String, root: String, _ mode: Inspection.Rendering, _ report: inout ScanReport
    ) async {
        guard SavedPages.isArchive(path) else {
            guard let bytes = SavedPages.inflated(path) else {
                return report.fail("\(path): cannot be read", page: path)
            }
            if WebArchive.isArchive(bytes), let finding = SavedPages.archived(bytes, path) {
                return report.add(finding)
            }
            let folder = SavedPages.parent(path)
            let page = SavedPages.page(bytes, path, beside: folder, under: root)
            var finding = SiteReader.finding(page) { SavedPages.file($0, beside: folder, under: root) }
            if mode == .all || mode == .suspects && Inspection.isWorthRendering(page, finding) {
                let saved = SavedSource(root)
                finding = await Inspection.saved(finding, as: saved.address(of: path), with: PageRenderer(saved))
            }
            report.add(finding)
            return
        }
        let archive: WARCReader
        do { archive = try WARCReader(path: path) } catch { return report.fail(error.description, page: path) }
        var pictures: [String: [UInt8]] = [:]
        var pages: [SavedDocument] = []
        // Pictures may come after the page that shows them: pages wait for the end, up to a bound.
        var kept = 0
        while let document = next(in: archive, path, &report) {
            let type = document.type.lowercased()
            if type.contains("html") {
                pages.append(document)
                kept += document.bytes.count
            } else if type.hasPrefix("image/"), document.bytes.count <= SiteLimits.pictureBytes {
                pictures[document.address] = document.bytes
                kept += document.bytes.count
            }
            if kept > SavedPages.archiveBytes {
                flush(&pages, pictures, &report)
                pictures = [:]
                kept = 0
            }
        }
        flush(&pages, pictures, &report)
    }

    /// The archive's next document; what is wrong with it is said, and what was read before stays.
    private func next(in archive: WARCReader, _ path: String, _ report: inout ScanReport) -> SavedDocument? {
        do { return try archive.next() } catch {
            report.fail("\(error.description); what stands before it was read", page: path)
            return nil
        }
    }

    private func flush(_ pages: inout [SavedDocument], _ pictures: [String: [UInt8]], _ report: inout ScanReport) {
        for page in pages {
            let base = URL(string: page.address)
            var read = SiteReader.page(page.bytes, address: page.address, charset: page.charset)
            if page.isCut { read.cut = "only the first \(page.bytes.count) bytes were read" }
            report.add(
                SiteReader.finding(read) { address in
                    URL(string: address, relativeTo: base).flatMap { pictures[$0.absoluteString] }
                })
        }
        pages = []
    }
}
