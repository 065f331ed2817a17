import CWeirSupport
import Glibc
import WeirDomain
import WeirEngine
import WeirJournal

/// Sees to it that an input which stops the program stops it twice at the most.
///
/// The number of the input that is being applied stands in a page of the file `applying`, which outlives the process.
/// If the process dies of a trap (not of a signal from outside, nor of a power cut), the next start counts that against
/// the input. After the second time the input is set aside: it stays in the journal, but is refused instead of applied,
/// there and wherever the same bytes come again. The list is a file of its own, `set-aside`, since it must be known
/// before the journal is replayed; every replay of the journal obeys it.
final class Watch: @unchecked Sendable {
    /// An input that has stopped the program.
    struct Suspect: Equatable {
        var sequence: UInt64
        var times: Int
        var signal: Int
        var type: UInt8
        var payload: [UInt8]
    }

    /// How often an input may stop the program before it is set aside.
    static let patience = 2
    static let reason = "is set aside: it has stopped the program twice"

    private let directory: String
    private var mark: UnsafeMutablePointer<weir_mark>?
    private(set) var suspects: [Suspect] = []
    /// Type and payload of what is set aside; looked up only, so that its order never shows.
    private var aside: Set<[UInt8]> = []
    private let trap = FaultHooks.trap

    /// Reads what is set aside in a data folder.
    init(reading directory: String) throws {
        self.directory = directory
        suspects = try SuspectFile.read(directory + "/set-aside")
        note()
    }

    /// The same, and counts what the process before died of.
    convenience init(
        taking directory: String, lookup: JournalLookup, log: (String) -> Void
    ) throws {
        try self.init(reading: directory)
        let path = directory + "/applying"
        guard let mark = weir_mark_open(path) else {
            throw DeskError("\(path): cannot be mapped: \(unsafe String(cString: strerror(errno)).lowercased())")
        }
        self.mark = mark
        if mark.pointee.signal != 0, mark.pointee.sequence != 0, !FaultHooks.forgetsTraps {
            try count(mark.pointee.sequence, Int(mark.pointee.signal), lookup, log)
        }
        mark.pointee = weir_mark()
    }

    private func count(
        _ sequence: UInt64, _ signal: Int, _ lookup: JournalLookup, _ log: (String) -> Void
    ) throws {
        guard let record = try lookup.record(sequence) else { return }
        let place: Int
        if let known = suspects.firstIndex(where: { $0.type == record.type && $0.payload == record.payload }) {
            place = known
        } else {
            place = suspects.count
            suspects.append(
                Suspect(sequence: sequence, times: 0, signal: signal, type: record.type, payload: record.payload))
        }
        suspects[place].times += 1
        suspects[place].signal = signal
        try SuspectFile.write(suspects, directory + "/set-aside")
        note()
        let times = suspects[place].times
        log(
            "input \(sequence) has stopped the program with signal \(signal), \(times) of \(Self.patience) times"
                + (times >= Self.patience ? ": it is set aside and will not be applied" : ""))
    }

    private func note() {
        aside = Set(suspects.filter { $0.times >= Self.patience }.map { [$0.type] + $0.payload })
    }

    /// Inputs that are set aside.
    var count: Int { aside.count }

    /// Called by the thread that applies, before it begins.
    func start() { if let mark { weir_mark_watch(mark) } }

    /// Called by the same thread when it applies no more.
    func end() {
        rest()
        weir_mark_unwatch()
    }

    /// Called before an input is applied; `true` when it must not be.
    @inline(__always)
    func stops(_ type: InputType, _ payload: RawSpan, _ sequence: UInt64) -> Bool {
        if let mark { weir_mark_set(mark, sequence) }
        if aside.isEmpty, trap == nil { return false }
        return isAside(type, payload)
    }

    private func isAside(_ type: InputType, _ payload: RawSpan) -> Bool {
        if aside.contains([type.rawValue] + payload.array) { return true }
        if type == .payment, let trap { trap.spring(PaymentView(payload).id.text) }
        return false
    }

    /// Nothing is being applied.
    func rest() { if let mark { weir_mark_set(mark, 0) } }
}

extension Engine {
    /// Applies an input under the watch's eyes.
    @inline(__always)
    mutating func apply(
        type: UInt8, payload: RawSpan, sequence: UInt64, effects: inout Effects, watch: Watch
    ) {
        if let known = InputType(rawValue: type), watch.stops(known, payload, sequence) {
            effects.reset()
            effects.verdict = .refused(Watch.reason)
        } else {
            apply(type: type, payload: payload, sequence: sequence, effects: &effects)
        }
    }

    /// The same for a payment.
    @inline(__always)
    mutating func apply(
        _ payment: borrowing PaymentView, sequence: UInt64, effects: inout Effects, watch: Watch
    ) {
        if watch.stops(.payment, payment.bytes, sequence) {
            effects.reset()
            effects.verdict = .refused(Watch.reason)
        } else {
            apply(payment, sequence: sequence, effects: &effects)
        }
    }
}

/// The file of what has stopped the program: a line each, with sequence, times, signal, type, payload in hexadecimal
/// digits, and the line's checksum.
enum SuspectFile {
    static func read(_ path: String) throws -> [Watch.Suspect] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            guard errno == ENOENT else { throw failure(path, "cannot be read") }
            return []
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(file, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, "cannot be read") }
            if count == 0 { break }
            bytes += part[..<count]
        }
        return try bytes.split(separator: 10).enumerated().map { number, line in
            guard let suspect = suspect(String(decoding: line, as: UTF8.self)) else {
                throw DeskError("\(path): line \(number + 1) is damaged; without the file its inputs are tried again")
            }
            return suspect
        }
    }

    private static func suspect(_ line: String) -> Watch.Suspect? {
        let fields = line.split(separator: " ")
        guard fields.count == 6, let end = line.lastIndex(of: " "),
            checksum(line[..<end]) == UInt32(fields[5], radix: 16), let sequence = UInt64(fields[0]),
            let times = Int(fields[1]), let signal = Int(fields[2]), let type = UInt8(fields[3]),
            fields[4].count % 2 == 0
        else { return nil }
        let digits = Array(fields[4].utf8)
        var payload: [UInt8] = []
        for i in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[i..<(i + 2)], as: UTF8.self), radix: 16) else { return nil }
            payload.append(byte)
        }
        return Watch.Suspect(sequence: sequence, times: times, signal: signal, type: type, payload: payload)
    }

    static func write(_ suspects: [Watch.Suspect], _ path: String) throws {
        var text = ""
        for suspect in suspects {
            let payload = suspect.payload.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            let line = "\(suspect.sequence) \(suspect.times) \(suspect.signal) \(suspect.type) \(payload)"
            text += "\(line) \(String(checksum(line[...]), radix: 16))\n"
        }
        let bytes = Array(text.utf8)
        let part = path + ".part"
        let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure(part, "cannot be written") }
        let isWritten = Glibc.write(file, bytes, bytes.count) == bytes.count && fsync(file) == 0
        close(file)
        guard isWritten, rename(part, path) == 0 else { throw failure(part, "cannot be written") }
    }

    private static func checksum(_ text: Substring) -> UInt32 {
        let bytes = Array(text.utf8)
        return weir_crc32c(0, bytes, bytes.count)
    }

    private static func failure(_ path: String, _ what: String) -> DeskError {
        DeskError("\(path): \(what): \(unsafe String(cString: strerror(errno)).lowercased())")
    }
}
