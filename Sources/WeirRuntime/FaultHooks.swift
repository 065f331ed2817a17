import CWeirSupport
import Glibc
import WeirJournal

/// Faults that tests ask for by environment variables, and that nothing else does. Without them each hook is one
/// comparison.
///
/// | variable | does |
/// |---|---|
/// | `WEIR_FAULT_KILL=STEP:N` | kills the process when it comes to a step of the commit path for the N-th time |
/// | `WEIR_FAULT_TRAP=PREFIX` | payments whose id begins with the prefix and a digit trap when they are applied |
/// | `WEIR_FAULT_DISK=CALL:N:ERRNO[:TIMES]` | the N-th call (`write`, `sync`, `preallocate`) of the journal fails |
/// | `WEIR_FAULT_FORGET=trap` | negative control: what the process died of is not counted |
/// | `WEIR_FAULT_FORGET=run` | negative control: a batch goes on behind lines that could not be taken in |
/// | `WEIR_FAULT_FORGET=payments` | negative control: a start forgets which payments were decided |
/// | `WEIR_FAULT_FORGET=limits` | negative control: connections are read however much of them is unanswered |
/// | `WEIR_FAULT_FORGET=lock` | negative control: the patrol is not shut off (`WeirPatrol/Confinement.swift`) |
/// | `WEIR_FAULT_PROBE=PATH:PATH` | the patrol tries to open these and says what came of it (`weir/LockUp.swift`) |
/// | `WEIR_FAULT_EARLY=answer` | negative control: answers go out before the group is durable |
package enum FaultHooks {
    /// The steps of the commit path, in their order.
    enum Step: String, CaseIterable {
        case taken, appended, written, synced, committed, applied, answered, prepared, projecting, projected, flushing
        case flushed, snapshotting
    }

    private static let kill: (step: Step, times: Int)? = {
        let parts = (variable("WEIR_FAULT_KILL") ?? "").split(separator: ":")
        guard parts.count == 2, let step = Step(rawValue: String(parts[0])), let times = Int(parts[1]) else {
            return nil
        }
        return (step, times)
    }()
    private static let passed = FaultCounter()

    static let trap = variable("WEIR_FAULT_TRAP").map { Trap(prefix: $0) }
    static let forgetsTraps = variable("WEIR_FAULT_FORGET") == "trap"
    static let forgetsRuns = variable("WEIR_FAULT_FORGET") == "run"
    static let forgetsPayments = variable("WEIR_FAULT_FORGET") == "payments"
    package static let forgetsLimits = variable("WEIR_FAULT_FORGET") == "limits"
    static let answersEarly = variable("WEIR_FAULT_EARLY") == "answer"

    private static func variable(_ name: String) -> String? { unsafe getenv(name).map { String(cString: $0) } }

    /// Passes a step, or dies there.
    @inline(__always)
    static func pass(_ step: Step) {
        if let kill, kill.step == step, passed.next() == kill.times { _ = Glibc.kill(getpid(), SIGKILL) }
    }

    /// The journal's files: the system's, or such as fail.
    static var files: any JournalFiles {
        let parts = (variable("WEIR_FAULT_DISK") ?? "").split(separator: ":")
        guard kill != nil || parts.count >= 3 else { return SystemFiles() }
        let fault = parts.count >= 3 ? FaultyFiles.Fault(parts) : nil
        return FaultyFiles(fault)
    }

    /// A payment that traps the thread that applies it: one way for each digit after the prefix.
    struct Trap: Sendable {
        let prefix: String

        func spring(_ id: String) {
            guard id.hasPrefix(prefix), let digit = id.dropFirst(prefix.count).first?.wholeNumberValue else { return }
            let none: [Int] = []
            switch digit {
            case 0: preconditionFailure("asked for by a test")
            case 1: _ = none[digit + id.utf8.count]
            case 2:
                var small = Int8.max
                small += Int8(id.utf8.count % 100)
                if small == 1 { abort() }
            case 3: abort()
            case 4: raise(SIGFPE)
            case 5: UnsafeMutablePointer<UInt8>(bitPattern: 8)?.pointee = 1
            case 6: _ = weir_exhaust_stack(0)
            case 7: _ = Int(id.dropFirst(prefix.count + 99))! / (digit - 7)
            case 8: raise(SIGBUS)
            default: _ = UInt(bitPattern: digit) / UInt(id.utf8.count / 1_000)
            }
        }
    }
}

private final class FaultCounter: @unchecked Sendable {
    private let monitor = Monitor()
    private var count = 0
    func next() -> Int {
        monitor.locked {
            count += 1
            return count
        }
    }
}

/// The system's files, one call of which fails, or at which the process may die.
final class FaultyFiles: JournalFiles {
    struct Fault {
        var call: String
        var first: Int
        var errno: CInt
        var times: Int

        init?(_ parts: [Substring]) {
            guard let first = Int(parts[1]), let errno = CInt(parts[2]) else { return nil }
            call = String(parts[0])
            self.first = first
            self.errno = errno
            times = parts.count > 3 ? Int(parts[3]) ?? 1 : 1
        }
    }

    private let system = SystemFiles()
    private let fault: Fault?
    private let counter = FaultCounter()

    init(_ fault: Fault?) { self.fault = fault }

    private func check(_ call: String) throws(JournalFault) {
        guard let fault, fault.call == call else { return }
        let number = counter.next()
        if number >= fault.first, number < fault.first + fault.times { throw JournalFault(fault.errno) }
    }

    func write(_ file: CInt, _ bytes: RawSpan, at offset: Int) throws(JournalFault) -> Int {
        try check("write")
        let count = try system.write(file, bytes, at: offset)
        FaultHooks.pass(.written)
        return count
    }

    func syncData(_ file: CInt) throws(JournalFault) {
        try check("sync")
        try system.syncData(file)
        FaultHooks.pass(.synced)
    }

    func preallocate(_ file: CInt, bytes: Int) throws(JournalFault) {
        try check("preallocate")
        try system.preallocate(file, bytes: bytes)
    }

    func createDirectory(_ path: String) throws(JournalFault) -> Bool { try system.createDirectory(path) }
    func list(_ directory: String) throws(JournalFault) -> [String] { try system.list(directory) }
    func open(_ path: String, _ use: JournalFileUse) throws(JournalFault) -> CInt { try system.open(path, use) }
    func close(_ file: CInt) { system.close(file) }
    func lock(_ file: CInt) throws(JournalFault) -> Bool { try system.lock(file) }
    func size(_ file: CInt) throws(JournalFault) -> Int { try system.size(file) }
    func read(
        _ file: CInt, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(JournalFault) -> Int { try system.read(file, into: buffer, at: offset) }
    func sync(_ file: CInt) throws(JournalFault) { try system.sync(file) }
    func syncDirectory(_ path: String) throws(JournalFault) { try system.syncDirectory(path) }
    func rename(_ path: String, to other: String) throws(JournalFault) { try system.rename(path, to: other) }
    func remove(_ path: String) throws(JournalFault) { try system.remove(path) }
    func random() -> UInt64 { system.random() }
}
