import Crypto
import Foundation
import Glibc
import WeirDomain
import WeirEngine

/// Documents by their SHA-256, in a folder. What a case or an appeal holds is the hash: the file can be erased.
struct Documents: Sendable {
    let folder: String

    init(_ data: String, in name: String = "documents") throws {
        folder = data + "/" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // What a crash left half written.
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where name.hasPrefix(".") {
            try? FileManager.default.removeItem(atPath: folder + "/" + name)
        }
    }

    /// Puts name and hash into the act, and keeps the content where it is sent along and the act will be taken in.
    func attach(_ body: Acting.Body, _ act: inout ActRequest, _ acting: Acting) async throws {
        act.extra = try Acting.need(body.name, "name")
        guard let content = body.content else {
            act.detail = try Acting.need(body.sha256, "sha256")
            return
        }
        guard let bytes = Data(base64Encoded: content) else { throw Acting.invalid("content", "is no base64") }
        act.detail = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()
        if let named = body.sha256, named != act.detail { throw Acting.invalid("sha256", "is not that of the content") }
        // Asked first: a file that nothing refers to would lie there for ever.
        let asked = act
        if let why = try await acting.read({ $0.objection(toDocument: asked) }) { throw Acting.problem(refused: why) }
        try keep(bytes, act.detail)
    }

    /// Puts a file in place as a whole: on the disk, and its name as well, before anything refers to it.
    func keep(_ bytes: Data, _ hash: String) throws {
        let part = folder + "/." + UUID().uuidString
        let file = Glibc.open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.unwritten }
        let isWritten = Self.write(bytes, file) && fsync(file) == 0
        guard Glibc.close(file) == 0, isWritten, rename(part, folder + "/" + hash) == 0, isSynced() else {
            unlink(part)
            throw Self.unwritten
        }
    }

    private static func write(_ bytes: Data, _ file: CInt) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    /// Makes the names in the folder last.
    private func isSynced() -> Bool {
        let place = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { return false }
        defer { Glibc.close(place) }
        return fsync(place) == 0
    }

    private static var unwritten: Problem {
        Problem.unavailable("The document cannot be kept: the disk does not take it.", retrySeconds: 10)
    }

    func read(_ hash: String) throws -> [UInt8] {
        guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit),
            let bytes = FileManager.default.contents(atPath: folder + "/" + hash)
        else { throw Problem.notFound("There is no document with this hash.") }
        return [UInt8](bytes)
    }
}
