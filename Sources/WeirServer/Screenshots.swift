import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import WeirDomain
import WeirEngine
import WeirPatrol

/// Pictures of pages with a finding, as the patrol's browser saw them: by their SHA-256, looked at again before they
/// are kept and before they are shown. They are pictures and nothing else, whatever the page was.
struct Screenshots: Sendable {
    private let files: Documents
    private let gate = Gate()

    /// Taking a picture in and letting old ones go happens one after the other.
    private final class Gate: Sendable { let lock = Mutex(()) }

    init(_ data: String) throws { files = try Documents(data, in: "screenshots") }

    /// - Parameter shown: the pictures that pages show now, which stay.
    func keep(_ bytes: [UInt8], _ hash: String, shown: Set<String>) throws {
        if let flaw = PictureCheck.flaw(bytes) { throw Acting.invalid(nil, "The picture \(flaw).") }
        guard Self.hash(bytes) == hash else { throw Acting.invalid("hash", "is not that of the picture") }
        try gate.lock.withLock { _ in
            if has(hash) { return }
            try makeRoom(shown)
            try files.keep(Data(bytes), hash)
        }
    }

    private func makeRoom(_ shown: Set<String>) throws {
        let manager = FileManager.default
        let names = try manager.contentsOfDirectory(atPath: files.folder)
        guard names.count >= Limits.screenshots else { return }
        let old = names.filter { !shown.contains($0) }.map { name -> (at: Date, path: String) in
            let path = files.folder + "/" + name
            let facts = try? manager.attributesOfItem(atPath: path)
            return (facts?[.modificationDate] as? Date ?? .distantPast, path)
        }
        guard !old.isEmpty else { throw Problem.unavailable("No more pictures are kept.", retrySeconds: 3_600) }
        // Some at once, so that not each new one looks through all.
        for (_, path) in old.sorted(by: { ($0.at, $0.path) < ($1.at, $1.path) }).prefix(Limits.screenshots / 20) {
            try? manager.removeItem(atPath: path)
        }
    }

    private func has(_ hash: String) -> Bool {
        FindingLine.isHash(hash) && FileManager.default.fileExists(atPath: files.folder + "/" + hash)
    }

    /// The picture for a browser, which may draw it and do nothing else with it.
    func response(_ hash: String) throws -> Response {
        guard FindingLine.isHash(hash), let bytes = try? files.read(hash), Self.hash(bytes) == hash,
            PictureCheck.flaw(bytes) == nil
        else { throw Problem.notFound("There is no picture with this hash.") }
        var headers: HTTPFields = [
            .contentType: "image/png", .cacheControl: "private, no-store",
            .contentDisposition: "inline; filename=\"page-\(hash.prefix(16)).png\"",
            .contentSecurityPolicy: "default-src 'none'; sandbox; frame-ancestors 'none'",
        ]
        if let name = HTTPField.Name("Cross-Origin-Resource-Policy") { headers[name] = "same-origin" }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    /// The picture of a page in a page of the console: closed, and not fetched before somebody opens it.
    @HTMLBuilder
    func shown(of page: SiteView.Page) -> HTML {
        if !page.screenshot.isEmpty {
            if has(page.screenshot) {
                el("details", .class("page-picture")) {
                    el("summary") { Phrase("The page as the patrol saw it", "巡查所拍网页截图") }
                    el("figure") {
                        a(Link("/console/screenshots", page.screenshot)) {
                            HTML.element(
                                "img",
                                [
                                    .src(Link("/console/screenshots", page.screenshot)),
                                    .a("alt", Phrase("Picture of the page", "网页截图").text),
                                    .a("loading", "lazy"), .a("width", 640), .a("height", 400),
                                ], HTML())
                        }
                        el("figcaption") {
                            moment(page.at)
                            " · SHA-256 "
                            code(page.screenshot)
                            " · "
                            a(Link("/console/screenshots", page.screenshot)) { Phrase("the whole picture", "完整图片") }
                        }
                    }
                }
            } else {
                p(.class("quiet")) {
                    Phrase("The patrol keeps a picture of it: ", "巡查程序存有该网页截图：")
                    code(String(page.screenshot.prefix(16)))
                }
            }
        }
    }
}

/// What the patrol said of itself when it last asked for its sites.
final class PatrolWatch: Sendable {
    struct Look: Sendable {
        var at: Instant
        /// `Landlock 7, as user 65533`, or why there is none.
        var lock: String
        var isLocked: Bool { lock.hasPrefix("Landlock") }
    }

    private let state = Mutex<Look?>(nil)

    var latest: Look? { state.withLock { $0 } }

    func note(_ request: Request) {
        let said = HTTPField.Name("Weir-Patrol-Lock").flatMap { request.headers[$0] } ?? "not said"
        // Printed in /readyz: plain letters, and few.
        let plain = said.utf8.filter { (32..<127).contains($0) }.prefix(200)
        let lock = String(decoding: plain, as: UTF8.self)
        state.withLock { $0 = Look(at: ServerClock.now, lock: lock) }
    }
}
