import Foundation
import WeirSites

/// Pages saved on disk. What a page names is looked for beside it, and never outside of the folder that was given.
enum SavedPages {
    /// Bytes of an archive's pages and pictures that are kept at a time.
    static let archiveBytes = 256 << 20
    /// Frames of a page that are read.
    private static let frames = 6
    private static let endings: Set<String> = [
        "html", "htm", "xhtml", "shtml", "php", "jsp", "asp", "aspx", "ftl", "vue", "tpl", "warc", "mht", "mhtml",
    ]
    /// What pages are made of, and what is no page though it may begin like one.
    private static let parts: Set<String> = [
        "js", "css", "map", "json", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "woff", "woff2", "ttf",
        "mp4",
    ]

    static func parent(_ path: String) -> String {
        // Not `deletingLastPathComponent`, which traps on ".".
        let bare = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = bare.lastIndex(of: "/") else { return "." }
        return slash == bare.startIndex ? "/" : String(bare[..<slash])
    }

    static func isArchive(_ path: String) -> Bool { path.hasSuffix(".warc") || path.hasSuffix(".warc.gz") }

    /// What a folder holds, and those below it.
    struct Contents {
        /// The pages, in order of their names, as far as they are read.
        var pages: [String] = []
        /// Pages beyond the number that is read.
        var beyond = 0
        /// How many files are no pages, by what their names end with; none where that is no word.
        var others: [String: Int] = [:]

        /// What was left out, the commonest first; `nil` where nothing was. A scan that says nothing of what it did not
        /// look at is taken for one that looked at everything.
        var leftOut: String? {
            let counted = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ending, count in
                ending.isEmpty ? "\(count) of other names" : "\(count) .\(ending)"
            }
            var parts = Array(counted.prefix(12))
            if counted.count > 12 { parts.append("\(others.values.reduce(0, +) - shown) others") }
            if beyond > 0 { parts.append("\(beyond) pages beyond the first \(SiteLimits.files)") }
            return parts.isEmpty ? nil : parts.joined(separator: ", ")
        }

        private var shown: Int { others.values.sorted(by: >).prefix(12).reduce(0, +) }
    }

    /// The pages in a folder and below, and what else lies there.
    static func contents(of folder: String) -> Contents {
        let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        var held = Contents()
        for name in all.sorted() {
            let bare = name.lowercased().hasSuffix(".gz") ? name.dropLast(3) : name[...]
            let ending = (String(bare) as NSString).pathExtension.lowercased()
            let path = folder + "/" + name
            guard isPlain(path) else { continue }
            if parts.contains(ending) || !endings.contains(ending) && !isPage(path) {
                let isWord = ending.count <= 8 && ending.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
                held.others[isWord ? ending : "", default: 0] += 1
            } else if held.pages.count < SiteLimits.files {
                held.pages.append(path)
            } else {
                held.beyond += 1
            }
        }
        return held
    }

    /// A file, not a folder, a pipe or a device: whoever opens a pipe waits for somebody to write into it. A link
    /// that leads nowhere passes as well, so that it is said to be unreadable.
    private static func isPlain(_ path: String) -> Bool {
        let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        guard let kind = try? FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType else {
            return true
        }
        return kind == .typeRegular || kind == .typeSymbolicLink
    }

    /// Whether a file is a page by how it begins, whatever its name: what a crawler saved as `board` or `board.txt`.
    static func isPage(_ path: String) -> Bool {
        guard isPlain(path), let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: 1_024)
        else { return false }
        if WebArchive.isArchive(Array(data)) { return true }
        let head = String(decoding: data, as: UTF8.self).lowercased().drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return head.hasPrefix("<") && ["<!doctype html", "<html", "<head", "<body"].contains(where: head.contains)
    }

    /// A file's bytes, inflated where it is gzipped, up to one byte more than is read of a page.
    static func inflated(_ path: String) -> [UInt8]? {
        guard let bytes = bytes(path, most: SiteLimits.inflatedBytes, isWhole: false) else { return nil }
        return bytes.starts(with: [0x1F, 0x8B]) ? Inflating.gzip(bytes, most: SiteLimits.inflatedBytes + 1) : bytes
    }

    /// What a browser saved as one file: the page with its frames and its pictures; `nil` where no page is in it.
    static func archived(_ bytes: [UInt8], _ path: String) -> SiteFinding? {
        var pictures: [String: [UInt8]] = [:]
        var pages: [SavedDocument] = []
        for part in WebArchive.documents(bytes) {
            let type = part.type.lowercased()
            if type.contains("html") { pages.append(part) }
            if type.hasPrefix("image/") { pictures[part.address] = part.bytes }
        }
        guard let first = pages.first else { return nil }
        var page = SiteReader.page(first.bytes, address: path, charset: first.charset)
        if first.isCut { page.cut = "only the first \(first.bytes.count) bytes were read" }
        if bytes.count > SiteLimits.inflatedBytes {
            page.cut = "only the first \(SiteLimits.inflatedBytes) bytes were read"
        }
        for frame in pages.dropFirst().prefix(frames) {
            page.absorb(SiteReader.page(frame.bytes, address: frame.address, charset: frame.charset)) { $0 }
        }
        let base = URL(string: first.address)
        return SiteReader.finding(page) { address in
            pictures[address] ?? URL(string: address, relativeTo: base).flatMap { pictures[$0.absoluteString] }
        }
    }

    /// - Parameter isWhole: of what has more bytes than `most` nothing is given, and not one byte more than that.
    static func bytes(_ path: String, most: Int, isWhole: Bool = true) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: most + 1),
            data.count <= most || !isWhole
        else { return (FileManager.default.contents(atPath: path)?.isEmpty ?? false) ? [] : nil }
        return Array(data)
    }

    /// A saved page with the frames that were saved beside it.
    static func page(_ bytes: [UInt8], _ path: String, beside folder: String, under root: String) -> Page {
        var page = SiteReader.page(bytes, address: path)
        var waiting = page.references.filter { $0.kind == .frame || $0.kind == .refresh }.map { ($0.address, folder) }
        var seen: Set<String> = []
        while let (address, from) = waiting.first, seen.count < frames {
            waiting.removeFirst()
            guard seen.insert(from + "/" + address).inserted,
                let bytes = file(address, beside: from, under: root)
            else { continue }
            let inner = SiteReader.page(bytes, address: address)
            let place = from + "/" + parent(String(address.prefix { $0 != "?" && $0 != "#" }))
            waiting += inner.references.filter { $0.kind == .frame || $0.kind == .refresh }.map { ($0.address, place) }
            page.absorb(inner) { $0 }
        }
        return page
    }

    static func file(_ address: String, beside folder: String, under root: String) -> [UInt8]? {
        guard !address.contains("://"), !address.hasPrefix("data:"), !address.isEmpty else { return nil }
        let name = address.prefix { $0 != "?" && $0 != "#" }
        let path = URL(filePath: folder).appending(path: name.removingPercentEncoding ?? String(name))
        let real = path.resolvingSymlinksInPath().path(percentEncoded: false)
        let base = URL(filePath: root).resolvingSymlinksInPath().path(percentEncoded: false)
        guard real.hasPrefix(base.hasSuffix("/") ? base : base + "/") else { return nil }
        return isPlain(real) ? bytes(real, most: SiteLimits.pictureBytes) : nil
    }
}
