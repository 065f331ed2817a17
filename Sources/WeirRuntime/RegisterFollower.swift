import Synchronization
public import WeirRegister

/// Follows the journal into the register on a thread of its own. Whoever acts waits for it; payments do not.
public final class RegisterFollower: @unchecked Sendable {
    /// The log itself: for checkpoints and proofs.
    public let register: Register
    public let pseudonyms: Pseudonyms
    private let monitor = Monitor()
    /// Writing and erasing wait for each other: an entry takes its names and the hashes of its texts from one salt.
    private let salts = Mutex(())
    private var waiting: [RegisterDraft] = []
    private var waitingThrough: UInt64 = 0
    private var written: UInt64
    private var writing = 0
    private var trouble: String?
    private var isStopping = false
    private var isStopped = false
    /// People who wait for an entry of theirs.
    private var awaited = 0
    /// The last entry there is: what is not after it has been written already.
    private var last: (sequence: UInt64, part: Int)
    private var progressed: UInt64 = 0
    /// Alarms by their kinds, since the start.
    private var raised: [String: Int] = [:]

    /// Entries that may wait for the register before the desk stops taking anything in.
    static let greatestLag = 200_000
    /// Entries written and synced at once.
    private static let batch = 4_096
    /// Between two batches where nobody waits: each takes two syncs from the journal's disk, and payments wait for
    /// that.
    private static let pauseMilliseconds = 25
    /// When the last checkpoint was signed without anybody asking for one.
    private var signedAt = Clock.microseconds

    init(_ folder: String) throws(RegisterError) {
        register = try Register(folder)
        pseudonyms = try Pseudonyms(folder, hasEntries: register.count > 0)
        last = (0, -1)
        if register.count > 0 {
            let entry = try register.entry(register.count - 1)
            guard let place = Self.place(of: entry) else {
                throw RegisterError(.damaged, folder, "its last entry does not say which input it comes from")
            }
            last = place
        }
        // The last input's other entries may be missing: it is looked at again.
        written = max(last.sequence, 1) - 1
        written = max(written, try RegisterProgress.read(folder))
    }

    /// `"seq":N,"part":N` at the beginning of an entry.
    private static func place(of entry: [UInt8]) -> (sequence: UInt64, part: Int)? {
        let text = String(decoding: entry.prefix(80), as: UTF8.self)
        guard let match = text.firstMatch(of: #/^\{"v":1,"seq":([0-9]+),"part":([0-9]+)[,}]/#),
            let sequence = UInt64(match.1), let part = Int(match.2)
        else { return nil }
        return (sequence, part)
    }

    /// The last input of which the register has everything.
    var through: UInt64 { monitor.locked { written } }

    /// Damage of what has been written is trouble as well: what people ask for is not done on top of it.
    var state: (through: UInt64, lag: Int, trouble: String?) {
        let damage = register.damage?.description
        return monitor.locked { (through: written, lag: waiting.count + writing, trouble: trouble ?? damage) }
    }

    /// How often somebody was called since the start, by what for.
    public var alarms: [String: Int] { monitor.locked { raised } }

    /// Entries that wait to be written.
    var lag: Int { monitor.locked { waiting.count + writing } }

    func start() {
        // So many take a tenth of a second; the rest is read again beside the work.
        let isMore = register.check(20_000)
        LongThread.start("weir-register", isPatient: true) { self.loop() }
        if isMore { LongThread.start("weir-reg-check", isPatient: true) { self.check() } }
    }

    /// Reads again what was there at the start, each entry once.
    private func check() {
        while register.check(), !monitor.locked({ isStopping }) {}
    }

    func add(_ drafts: [RegisterDraft], through: UInt64) {
        monitor.locked {
            waiting += drafts
            waitingThrough = max(waitingThrough, through)
            monitor.signalAll()
        }
    }

    /// Notes how far it has come, so that a restart need not look again at what led to nothing; answers it. What stands
    /// in a snapshot beyond that note would be looked for in vain.
    func settle() -> UInt64 {
        let through = through
        do { try RegisterProgress.write(through, register.folder) } catch { return 0 }
        return through
    }

    /// Waits until the register has everything up to an input; `nil` then, otherwise why it has not.
    public func wait(for sequence: UInt64, milliseconds: Int = 5_000) async -> String? {
        monitor.locked {
            awaited += 1
            monitor.signalAll()
        }
        defer { monitor.locked { awaited -= 1 } }
        for _ in 0..<max(1, milliseconds / 2) {
            let now = state
            if now.through >= sequence { return nil }
            if let trouble = now.trouble { return trouble }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return "the register is behind"
    }

    /// Makes it impossible to tell which entries are about somebody; `false` where none is. What has come before must
    /// be in the register already.
    public func erase(_ name: String) throws(RegisterError) -> Bool {
        let result: Result<Bool, RegisterError> = salts.withLock { _ in
            do throws(RegisterError) {
                return .success(try pseudonyms.erase(name))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    func stop() {
        monitor.locked {
            isStopping = true
            monitor.signalAll()
            while !isStopped { monitor.wait() }
        }
    }

    // MARK: The thread

    private func loop() {
        while let (drafts, through) = take() {
            while !write(drafts, through) { Pause.milliseconds(500) }
            sign()
            pause()
        }
        // What an orderly stop leaves behind is signed.
        if register.count > 0 { _ = try? register.checkpoint() }
        try? RegisterProgress.write(through, register.folder)
        register.release()
        monitor.locked {
            isStopped = true
            monitor.signalAll()
        }
    }

    /// Signs now and then what has come, whether or not anybody asks for a checkpoint: what none covers can be changed
    /// by whoever has the disk.
    private func sign() {
        let now = Clock.microseconds
        guard Self.isToBeSigned(unsigned: register.unsigned, seconds: (now - signedAt) / 1_000_000) else { return }
        signedAt = now
        // What speaks against it is told to whoever asks for a checkpoint.
        _ = try? register.checkpoint()
    }

    /// Whether so many entries, so long after the last signature, are to be signed: within the hour, and before there
    /// are so many that reading them again would keep people waiting.
    package static func isToBeSigned(unsigned: Int, seconds: Int64) -> Bool {
        unsigned >= 200_000 || unsigned > 0 && seconds >= 3_600
    }

    /// Lets more come together, unless somebody waits or much has come already.
    private func pause() {
        let end = Clock.microseconds + Int64(Self.pauseMilliseconds) * 1_000
        monitor.locked {
            while awaited == 0, !isStopping, waiting.count < Self.batch {
                let left = Int((end - Clock.microseconds) / 1_000)
                guard left > 0 else { return }
                monitor.wait(milliseconds: left)
            }
        }
    }

    private func take() -> (drafts: [RegisterDraft], through: UInt64)? {
        monitor.locked {
            while waitingThrough <= written, waiting.isEmpty, !isStopping { monitor.wait() }
            guard waitingThrough > written || !waiting.isEmpty else { return nil }
            if waiting.count <= Self.batch {
                defer { waiting = [] }
                writing = waiting.count
                return (waiting, waitingThrough)
            }
            let some = Array(waiting.prefix(Self.batch))
            waiting.removeFirst(Self.batch)
            writing = some.count
            // The next one may belong to the same input.
            return (some, max(written, (some.last?.sequence ?? 1) - 1))
        }
    }

    private func entries(of drafts: [RegisterDraft]) throws -> [[UInt8]] {
        let names = try pseudonyms.of(drafts.flatMap(\.names))
        return drafts.map { $0.entry(names, pseudonyms) }
    }

    private func write(_ drafts: [RegisterDraft], _ through: UInt64) -> Bool {
        let isLast = monitor.locked { isStopping }
        do {
            let new = drafts.filter { ($0.sequence, $0.part) > (last.sequence, last.part) }
            if let newest = new.last {
                try register.append(try salts.withLock { _ in try entries(of: new) })
                last = (newest.sequence, newest.part)
                let called = new.compactMap(\.alarm)
                if !called.isEmpty { monitor.locked { for name in called { raised[name, default: 0] += 1 } } }
            }
            // After a restart it saves looking at what led to nothing; for that, now and then is enough.
            if through >= progressed + 10_000 || isLast {
                try RegisterProgress.write(through, register.folder)
                progressed = through
            }
        } catch {
            return monitor.locked {
                trouble = "\(error)"
                return isStopping
            }
        }
        monitor.locked {
            written = max(written, through)
            writing = 0
            trouble = nil
            monitor.signalAll()
        }
        return true
    }
}
