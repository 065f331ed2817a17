import Glibc
import Synchronization
import WeirCodec
public import WeirDomain

/// Payments that a running server has refused for what they say: counted since the start, and kept in
/// `rejects/server.ndjson`. Whoever sent one has been told, so a disk that does not take it holds nobody up. At 64 MiB
/// the file is begun anew, and the one before is kept.
public final class RefusedPayments: Sendable {
    private struct State {
        var count = 0
        var bytes = 0
        var file: CInt = -1
    }

    private static let mostBytes = 64 << 20
    private static let mostOfEach = 4_096

    private let folder: String
    private let state = Mutex(State())

    /// - Parameter data: the data folder.
    init(_ data: String) {
        folder = data + "/rejects"
        mkdir(folder, 0o700)
    }

    deinit {
        let file = state.withLock { $0.file }
        if file >= 0 { close(file) }
    }

    public var count: Int { state.withLock { $0.count } }

    public func add(_ refusal: Refusal, _ raw: [UInt8]) {
        var object = JSONObject()
        object.put("at", Clock.now)
        object.put("line", refusal.line)
        object.put("field", refusal.field)
        object.put("reason", refusal.reason)
        object.put("raw", String(decoding: raw.prefix(Self.mostOfEach), as: UTF8.self))
        let line = object.closed + [10]
        state.withLock { state in
            state.count += 1
            keep(line, &state)
        }
    }

    private func keep(_ line: [UInt8], _ state: inout State) {
        let path = folder + "/server.ndjson"
        if state.file >= 0, state.bytes + line.count > Self.mostBytes {
            close(state.file)
            state.file = -1
            _ = SmallFiles.rename(path, folder + "/server.1.ndjson")
        }
        if state.file < 0 {
            state.file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard state.file >= 0 else { return }
            state.bytes = Int(lseek(state.file, 0, SEEK_END))
        }
        let file = state.file
        let written = line.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        state.bytes += max(0, written)
    }
}
