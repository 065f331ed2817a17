import Foundation
import WeirDomain
import WeirText

/// Ways to read texts in tests.
enum Texts {
    static let reader = RemarkReader()

    static func classify(_ text: String) -> RemarkClass {
        let bytes = Array(text.utf8)
        return reader.classify(bytes.span.bytes)
    }

    static func read(_ text: String) -> RemarkReading { read(Array(text.utf8)) }

    static func read(_ bytes: [UInt8]) -> RemarkReading { reader.read(bytes.span.bytes) }

    static func page(_ bytes: [UInt8]) -> RemarkReading { PageReader().read(bytes.span.bytes) }

    static func words(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return read(bytes).terms.map { String(decoding: bytes[$0.span], as: UTF8.self) }
    }

    /// A folder of public samples, where there is one.
    static let data = ProcessInfo.processInfo.environment["WEIR_TEST_DATA"]

    static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
    }
}
