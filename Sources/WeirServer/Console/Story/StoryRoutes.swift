import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// The pages of a case, an account and a payment; the register and the transparency report.
struct StoryRoutes: Sendable {
    let files: CaseFile
    let documents: Documents
    let screenshots: Screenshots
    let reports: ReportStore

    func add(to router: ConsoleRouter) {
        router.get("/console/cases/:id", .readers) { visit in
            .page(try await self.casePage(visit).page())
        }
        router.post("/console/cases/:id/attach", .workers) { visit in try await self.attach(visit) }
        router.get("/console/cases/:id/report", .readers) { visit in
            let draft = try await self.casePage(visit).report()
            return .response(Self.attachment(draft.name, "text/plain; charset=utf-8", Array(draft.text.utf8)))
        }
        router.get("/console/accounts/:id", .readers) { visit in
            .page(try await AccountPage(visit: visit, files: files).page())
        }
        router.get("/console/accounts/:id/flow", .readers) { visit in
            .response(Self.part(try await AccountPage(visit: visit, files: files).part()))
        }
        router.get("/console/payments/:id", .readers) { visit in
            .page(try await PaymentPage(visit: visit, files: files, reports: reports).page())
        }
        router.get("/console/documents/:hash", .readers) { visit in
            // A document that is not there looks like any other page that is not.
            guard let bytes = try? documents.read(visit.parameter("hash")) else { throw Problem.notFound("") }
            return .response(Self.document(bytes, visit.parameter("hash")))
        }
        router.get("/console/register", .readers) { visit in .page(try await RegisterPages(visit: visit).page()) }
        router.get("/console/register/export", .readers) { visit in
            .response(try RegisterPages(visit: visit).export())
        }
        router.get("/console/transparency", .readers) { visit in
            .page(try await TransparencyPage(visit: visit).page())
        }
    }

    private func casePage(_ visit: Visit) -> CasePage {
        CasePage(visit: visit, files: files, documents: documents, screenshots: screenshots)
    }

    /// Puts a file into a case. Field: `file`.
    private func attach(_ visit: Visit) async throws -> Reply {
        let number = try visit.number("id")
        guard try await visit.read({ $0.oneCase(number) != nil }) else { throw Problem.notFound("") }
        guard let file = visit.form.files["file"], !file.name.isEmpty, !file.content.isEmpty else {
            throw Acting.invalid("file", "is missing or empty")
        }
        var (body, act) = (Acting.Body(), visit.act(.attach))
        body.name = file.name
        body.content = file.content.base64EncodedString()
        try Acting.change(case: number, body, &act)
        try await documents.attach(body, &act, visit.acting)
        try await visit.submit(act)
        visit.say(Phrase("The file is in the case.", "文件已存入案件。"))
        return visit.back(or: Link("/console/cases", number).fragment("in-notes"))
    }

    private static func part(_ html: HTML) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store", .vary: "Cookie"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    /// Pictures are shown; anything else is handed out as a file that no browser opens by itself.
    private static func document(_ bytes: [UInt8], _ hash: String) -> Response {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return picture(bytes, "image/png") }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return picture(bytes, "image/jpeg") }
        return attachment(String(hash.prefix(16)), "application/octet-stream", bytes)
    }

    private static func picture(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "private, no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private static func attachment(_ name: String, _ type: String, _ bytes: [UInt8]) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"", .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Documents {
    /// By its name; what it really is shows when it is read.
    static func isPicture(_ name: String) -> Bool {
        [".png", ".jpg", ".jpeg"].contains { name.lowercased().hasSuffix($0) }
    }
}
