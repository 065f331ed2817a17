import Crypto
import CryptoExtras
import Dispatch
import Foundation
import Synchronization

/// Passwords as scrypt keeps them (RFC 7914): N = 2^15, r = 8, p = 3, which takes 32 MiB for each guess.
enum PasswordHash {
    private static let cost = 15
    private static let block = 8
    private static let lanes = 3

    /// `scrypt$15$8$3$salt$hash`, both in base64.
    static func make(_ password: String) throws -> String {
        let salt = Data(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) })
        let hash = try derive(password, salt, cost, block, lanes)
        return "scrypt$\(cost)$\(block)$\(lanes)$\(salt.base64EncodedString())$\(hash.base64EncodedString())"
    }

    static func isRight(_ password: String, _ stored: String) -> Bool {
        let parts = stored.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), (10...20).contains(cost),
            let block = Int(parts[2]), (1...16).contains(block), let lanes = Int(parts[3]), (1...8).contains(lanes),
            let salt = Data(base64Encoded: String(parts[4])), let hash = Data(base64Encoded: String(parts[5])),
            let found = try? derive(password, salt, cost, block, lanes), found.count == hash.count
        else { return false }
        return zip(found, hash).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func derive(_ password: String, _ salt: Data, _ cost: Int, _ block: Int, _ lanes: Int) throws -> Data
    {
        // The same letters from different keyboards are the same password.
        let bytes = Data(password.precomposedStringWithCompatibilityMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: bytes, salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: block, parallelism: lanes)
        return key.withUnsafeBytes { Data($0) }
    }

    /// A password for the first sign-in: 80 bits, in letters that are not mistaken for each other.
    static func oneTime() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<4).map { _ in
            String((0..<4).map { _ in letters[Int.random(in: 0..<letters.count, using: &generator)] })
        }
        return groups.joined(separator: "-")
    }
}

/// Hashes passwords one after the other on a thread of its own, so that a flood of guesses neither takes the memory nor
/// the threads that decide payments.
final class PasswordWorker: Sendable {
    private let queue = DispatchQueue(label: "weir.passwords", qos: .utility)
    private let waiting = Mutex(0)

    /// - Returns: `nil` where too many wait already.
    func run<R: Sendable>(_ work: @escaping @Sendable () -> R) async -> R? {
        let isFull = waiting.withLock { waiting in
            if waiting >= ConsoleLimits.waitingPasswords { return true }
            waiting += 1
            return false
        }
        if isFull { return nil }
        return await withCheckedContinuation { continuation in
            queue.async {
                let result = work()
                self.waiting.withLock { $0 -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
