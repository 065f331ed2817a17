import CWeirSupport
import Crypto
import Glibc
import Synchronization
import WeirDomain

/// Stands for people and accounts in the register: HMAC-SHA-256 with the deployment's key over a salt of their own and
/// their name. Once the salt is erased nobody, not even who holds the key, can tell whom an entry is about, and the log
/// still verifies.
public final class Pseudonyms: Sendable {
    private struct State: ~Copyable {
        var salts: [PseudonymName: Salt]
        /// Pseudonyms worked out already: busy accounts come again and again.
        var worked: [PseudonymName: String] = [:]
        var file: DiskFile
        var check: PseudonymCheck
        var checkFile: DiskFile

        mutating func forget(_ names: [PseudonymName]) {
            for name in names {
                salts[name] = nil
                worked[name] = nil
            }
        }

        /// Puts down how many bytes of salts there are for certain.
        mutating func note(_ bytes: Int) throws(RegisterError) {
            check.bytes = bytes
            try checkFile.overwrite(Array(check.line.utf8))
        }
    }

    private struct Salt {
        /// As it was spelled first: that is what goes into the pseudonym.
        var name: String
        var bytes: [UInt8]
    }

    /// Pseudonyms kept at hand: some 10 MB.
    private static let kept = 65_536

    private let path: String
    private let secret: SymmetricKey
    private let state: Mutex<State>

    /// Opens the key and the salts of a register's folder, or makes them. The register's writer holds the lock.
    /// - Parameter hasEntries: the register has some already, so that neither can be missing.
    public init(_ folder: String, hasEntries: Bool = false) throws(RegisterError) {
        try DiskFolder.make(folder)
        let known = try PseudonymCheck.read(folder)
        let isNew = known == nil && !hasEntries
        secret = try Self.key(folder + "/pseudonym-key", isNew)
        var check = PseudonymCheck(secret, bytes: 0)
        if let known, known.key != check.key {
            throw RegisterError(
                .damaged, folder + "/pseudonym-key",
                "is not the key that the register was written with: accounts would have other pseudonyms from now on")
        }
        let salted = folder + "/salts"
        path = salted
        guard isNew || DiskFolder.exists(salted) else {
            throw RegisterError(
                .damaged, salted, "is missing, although the register has been written: everybody would count as erased")
        }
        let file = try DiskFile(salted, isWritable: true)
        let salts = try Self.read(file, known?.bytes ?? 0)
        try file.sync()
        check.bytes = file.size
        let checkPath = PseudonymCheck.path(folder)
        try DiskFolder.write(check.line, to: checkPath)
        try DiskFolder.sync(folder)
        let checkFile = try DiskFile(checkPath, isWritable: true)
        state = Mutex(State(salts: salts, file: file, check: check, checkFile: checkFile))
    }

    private static func key(_ path: String, _ isNew: Bool) throws(RegisterError) -> SymmetricKey {
        if !DiskFolder.exists(path) {
            guard isNew else {
                throw RegisterError(
                    .damaged, path,
                    "is missing, although the register has been written: it gives every account its pseudonym")
            }
            let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { [UInt8]($0) }
            try DiskFolder.write(Base64.text(bytes) + "\n", to: path)
        }
        guard let bytes = Base64.bytes(try DiskFolder.read(path).prefix { $0 != "\n" }), bytes.count == 32 else {
            throw RegisterError(.damaged, path, "is no key")
        }
        return SymmetricKey(data: bytes)
    }

    /// Records: length of the name, CRC32C over what follows, 16 bytes of salt, the name. A torn end is cut; what was
    /// on the disk for certain, or has whole records behind it, is not.
    private static func read(_ file: DiskFile, _ known: Int) throws(RegisterError) -> [PseudonymName: Salt] {
        let bytes = try file.read(file.size, at: 0)
        var salts: [PseudonymName: Salt] = [:]
        var place = 0
        while let rest = record(in: bytes, at: place) {
            let name = String(decoding: rest[16...], as: UTF8.self)
            salts[PseudonymName(name)] = Salt(name: name, bytes: Array(rest[..<16]))
            place += 8 + rest.count
        }
        guard place < bytes.count || place < known else { return salts }
        if place >= bytes.count {
            throw RegisterError(.damaged, file.path, "ends at byte \(place): \(known) bytes had been written")
        }
        // A crash leaves an end that is cut off, or blank.
        let isBlank = bytes[place...].prefix(8).allSatisfy { $0 == 0 }
        let isFollowed = ((place + 1)..<bytes.count).contains { record(in: bytes, at: $0) != nil }
        if place < known || isFollowed && !isBlank {
            throw RegisterError(.damaged, file.path, "is damaged at byte \(place): what is behind it would be lost")
        }
        try file.truncate(place)
        return salts
    }

    /// Salt and name of the record that begins at a place; `nil` where none does.
    private static func record(in bytes: [UInt8], at place: Int) -> [UInt8]? {
        guard place + 24 <= bytes.count else { return nil }
        let length = Int(bytes.span.bytes.integer(place, as: UInt32.self))
        guard length <= 1_024, place + 24 + length <= bytes.count else { return nil }
        let rest = Array(bytes[(place + 8)..<(place + 24 + length)])
        return weir_crc32c(0, rest, rest.count) == bytes.span.bytes.integer(place + 4, as: UInt32.self) ? rest : nil
    }

    private static func record(_ name: String, _ salt: [UInt8]) -> [UInt8] {
        let rest = salt + Array(name.utf8)
        var out: [UInt8] = []
        out.append(integer: UInt32(rest.count - 16))
        out.append(integer: weir_crc32c(0, rest, rest.count))
        return out + rest
    }

    /// All of them, in an order that shows nothing of when they came.
    private static func records(_ salts: [PseudonymName: Salt]) -> [UInt8] {
        salts.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            .flatMap { record($0.name, $0.bytes) }
    }

    /// The pseudonyms of names, in hex, making salts where there are none yet. When it returns they are on the disk.
    public func of(_ names: [String]) throws(RegisterError) -> PseudonymTable {
        let result: Result<PseudonymTable, RegisterError> = state.withLock { state in
            var found = PseudonymTable()
            var new: [UInt8] = []
            var made: [PseudonymName] = []
            for name in names where found[name] == nil {
                let key = PseudonymName(name)
                let salt: Salt
                if let known = state.salts[key] {
                    salt = known
                } else {
                    let bytes = SymmetricKey(size: .bits128).withUnsafeBytes { [UInt8]($0) }
                    salt = Salt(name: name, bytes: bytes)
                    state.salts[key] = salt
                    made.append(key)
                    new += Self.record(name, bytes)
                }
                if let known = state.worked[key] {
                    found[name] = known
                } else {
                    let worked = pseudonym(salt)
                    found[name] = worked
                    if state.worked.count >= Self.kept { state.worked.removeAll(keepingCapacity: true) }
                    state.worked[key] = worked
                }
            }
            guard !new.isEmpty else { return .success(found) }
            do throws(RegisterError) {
                try state.file.append(new)
                try state.file.sync()
            } catch {
                // A salt that is not on the disk is none: the next attempt would take it for written.
                state.forget(made)
                return .failure(error)
            }
            // What is not put down makes the check weaker until the next time, and nothing wrong.
            try? state.note(state.file.size)
            return .success(found)
        }
        return try result.get()
    }

    /// The pseudonym of a name, if it has one.
    public func known(_ name: String) -> String? {
        state.withLock { state in state.salts[PseudonymName(name)].map { pseudonym($0) } }
    }

    private func pseudonym(_ salt: Salt) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: salt.bytes + Array(salt.name.utf8), using: secret)
        return Hex.text(code.prefix(16))
    }

    /// The keyed hash of a text that belongs to somebody: it goes with their salt. `nil` if the name has none.
    public func tied(_ text: String, to name: String) -> String? {
        state.withLock { state in state.salts[PseudonymName(name)]?.bytes }.map { salt in
            // The end mark keeps texts apart from names.
            let code = HMAC<SHA256>.authenticationCode(for: salt + [0] + Array(text.utf8), using: secret)
            return Hex.text(code.prefix(16))
        }
    }

    /// The same for a text that belongs to several: it goes with the salt of each of them. `nil` without any name.
    public func tied(_ text: String, to names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        var hash = text
        for name in names {
            guard let next = tied(hash, to: name) else { return nil }
            hash = next
        }
        return hash
    }

    /// Forgets the salt of a name: from now on no entry can be told to be about it. `false` if there was none.
    public func erase(_ name: String) throws(RegisterError) -> Bool {
        let result: Result<Bool, RegisterError> = state.withLock { state in
            let key = PseudonymName(name)
            guard let salt = state.salts.removeValue(forKey: key) else { return .success(false) }
            do throws(RegisterError) {
                let part = path + ".part"
                unlink(part)
                let file = try DiskFile(part, isWritable: true)
                try file.append(Self.records(state.salts))
                try file.sync()
                // First, so that the shorter file is never taken for one whose end is missing.
                try state.note(file.size)
                try state.checkFile.sync()
                guard rename(part, path) == 0 else { throw .system(path, "cannot be written") }
            } catch {
                state.salts[key] = salt
                return .failure(error)
            }
            state.worked[key] = nil
            do throws(RegisterError) {
                state.file = try DiskFile(path, isWritable: true)
                return .success(true)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// A name that has a pseudonym. Accounts are told apart by their bytes, as payments tell them apart: two that only
/// Unicode holds to be equal are erased each by itself. People are told apart by their looks where they are let in, and
/// somebody whose name is typed in another form is who he is.
struct PseudonymName: Hashable, Sendable {
    private let text: String
    private let isPerson: Bool

    init(_ text: String) {
        self.text = text
        isPerson = text.utf8.starts(with: "person:".utf8)
    }

    static func == (a: PseudonymName, b: PseudonymName) -> Bool {
        a.isPerson && b.isPerson ? a.text == b.text : a.text.utf8.elementsEqual(b.text.utf8)
    }

    // What has equal bytes is equal in Unicode as well, so that the text's own hash serves both.
    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// Pseudonyms of some names.
public struct PseudonymTable: Sendable {
    private var byName: [PseudonymName: String] = [:]

    public internal(set) subscript(name: String) -> String? {
        get { byName[PseudonymName(name)] }
        set { byName[PseudonymName(name)] = newValue }
    }

    public var count: Int { byName.count }
}
