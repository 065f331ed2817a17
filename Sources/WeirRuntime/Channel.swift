import Glibc

/// A mutual-exclusion lock with a condition to wait on. Swift's `Mutex` has no condition, and the two long-lived
/// threads of the runtime wait for work outside of Swift concurrency.
final class Monitor: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        pthread_mutex_init(mutex, nil)
        // A wall clock that is set back must not make anybody wait for as long.
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func locked<R>(_ body: () throws -> R) rethrows -> R {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Waits inside `locked` until somebody signals.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// The same, but for so long at the most.
    func wait(milliseconds: Int) {
        var until = timespec()
        clock_gettime(CLOCK_MONOTONIC, &until)
        let nanoseconds = until.tv_nsec + milliseconds * 1_000_000
        until.tv_sec += nanoseconds / 1_000_000_000
        until.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(condition, mutex, &until)
    }

    func signalAll() { pthread_cond_broadcast(condition) }
}

/// A queue of bounded length between two threads: whoever puts waits for room, whoever takes waits for something.
final class Channel<Element: Sendable>: @unchecked Sendable {
    private let monitor = Monitor()
    private let capacity: Int
    private var waiting: [Element] = []
    private var isClosed = false

    init(capacity: Int) { self.capacity = capacity }

    /// Puts one element; `false` when the channel has been closed meanwhile.
    func put(_ element: Element) -> Bool {
        monitor.locked {
            while waiting.count >= capacity, !isClosed { monitor.wait() }
            guard !isClosed else { return false }
            waiting.append(element)
            monitor.signalAll()
            return true
        }
    }

    /// Takes the oldest; `nil` when the channel is closed and empty.
    func take() -> Element? {
        monitor.locked {
            while waiting.isEmpty, !isClosed { monitor.wait() }
            guard !waiting.isEmpty else { return nil }
            defer { monitor.signalAll() }
            return waiting.removeFirst()
        }
    }

    /// Nothing more will come; what is waiting can still be taken.
    func close() {
        monitor.locked {
            isClosed = true
            monitor.signalAll()
        }
    }
}

/// Starts a thread of its own for long work that must not occupy Swift's cooperative pool.
enum LongThread {
    /// So that `top -H` says who is at work. The system keeps fifteen bytes; without `/proc` it goes without.
    private static func bear(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        let bytes = Array(name.utf8.prefix(15))
        _ = write(file, bytes, bytes.count)
        close(file)
    }

    private final class Work: Sendable {
        let name: String
        let isPatient: Bool
        let body: @Sendable () -> Void

        init(_ name: String, _ isPatient: Bool, _ body: @escaping @Sendable () -> Void) {
            (self.name, self.isPatient, self.body) = (name, isPatient, body)
        }
    }

    /// - Parameter isPatient: for what no payment waits for: it gets a third of the processor time of others where
    /// there is
    ///   not enough for all.
    static func start(_ name: String, isPatient: Bool = false, _ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(name, isPatient, body)).toOpaque()
        let failure = pthread_create(
            &thread, nil,
            { raw in
                guard let raw else { return nil }
                let work = Unmanaged<Work>.fromOpaque(raw).takeRetainedValue()
                LongThread.bear(work.name)
                // Of the calling thread alone, as Linux has it.
                if work.isPatient { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5) }
                work.body()
                return nil
            }, work)
        precondition(failure == 0, "no thread could be started for \(name)")
        pthread_detach(thread)
    }
}
