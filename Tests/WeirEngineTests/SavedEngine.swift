import WeirDomain
import WeirEngine

/// An engine's bytes, and an engine from them, as a snapshot has them.
extension Engine {
    borrowing func saved() -> [UInt8] {
        var bytes: [UInt8] = []
        save(to: StateWriter { bytes.append(contentsOf: $0) })
        return bytes
    }

    init(seed: UInt64, saved bytes: [UInt8]) throws {
        var next = 0
        try self.init(
            seed: seed,
            from: StateReader { target in
                guard next + target.count <= bytes.count else { throw StateReader.Flaw("ends") }
                bytes.withUnsafeBytes {
                    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[next..<(next + target.count)]))
                }
                next += target.count
            })
        precondition(next == bytes.count, "bytes are left over")
    }
}
