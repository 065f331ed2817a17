import Foundation
import WeirSites

/// Reads the text in a picture of a page with Debian's Tesseract: what a customer reads, however it was drawn.
public enum SeenText {
    static let program = "/usr/bin/tesseract"
    private static let languages = "/usr/share/tesseract-ocr/5/tessdata/chi_sim.traineddata"

    /// Why text in pictures cannot be read here; `nil` where it can.
    public static var objection: String? {
        guard FileManager.default.isExecutableFile(atPath: program),
            FileManager.default.fileExists(atPath: languages)
        else { return "there is no \(program) with Chinese: install Debian's tesseract-ocr and tesseract-ocr-chi-sim" }
        return LockedProgram.objection
    }

    /// Lines of text, as far as they can be read in time.
    /// - Parameter picture: PNG.
    public static func lines(in picture: [UInt8]) async -> [String] {
        guard objection == nil, !picture.isEmpty else { return [] }
        return await WorkSlots.browsers.seated { await read(picture) }
    }

    private static func read(_ picture: [UInt8]) async -> [String] {
        guard let reader = try? LockedProgram.start(.reader) else { return [] }
        defer { reader.end() }
        reader.feed(picture)
        let bytes = await reader.read(upTo: SiteLimits.textBytes)
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            line.trimmingCharacters(in: .whitespaces)
        }
        .filter { $0.count >= 2 }.prefix(2_000).map(\.self)
    }
}
