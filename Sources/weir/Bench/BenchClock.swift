import Glibc

/// What the machine did while something was measured.
struct BenchClock {
    let start = BenchClock.now(CLOCK_MONOTONIC)
    private let startCPU = BenchClock.now(CLOCK_PROCESS_CPUTIME_ID)
    private let startMachine = BenchClock.machine()

    /// Nanoseconds.
    static func now(_ clock: clockid_t = CLOCK_MONOTONIC) -> Int64 {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    var seconds: Double { Double(Self.now() - start) / 1e9 }
    /// Seconds of processor time of this process.
    var cpuSeconds: Double { Double(Self.now(CLOCK_PROCESS_CPUTIME_ID) - startCPU) / 1e9 }

    /// Share of the machine's processor time that nobody used since the start, 0 … 1.
    var idleShare: Double {
        let now = Self.machine()
        let all = now.all - startMachine.all
        return all > 0 ? Double(now.idle - startMachine.idle) / Double(all) : 0
    }

    /// Ticks of all processors since the machine's start (proc(5), /proc/stat: user nice system idle iowait …).
    private static func machine() -> (all: Int, idle: Int) {
        guard let file = fopen("/proc/stat", "r") else { return (0, 0) }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard unsafe fgets(&line, 256, file) != nil else { return (0, 0) }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let numbers = text.split(separator: " ").dropFirst().compactMap { Int($0.filter(\.isNumber)) }
        guard numbers.count >= 5 else { return (0, 0) }
        return (numbers.reduce(0, +), numbers[3] + numbers[4])
    }

    static func sleep(nanoseconds: Int64) {
        var time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        unsafe nanosleep(&time, nil)
    }

    /// Processor and cores, as the system names them.
    static var machineName: String {
        guard let file = fopen("/proc/cpuinfo", "r") else { return "unknown" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 1_024)
        while unsafe fgets(&line, 1_024, file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("model name"), let colon = text.firstIndex(of: ":") else { continue }
            let name = text[text.index(after: colon)...].filter { $0 != "\n" }
            return name.drop { $0 == " " } + ", \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores"
        }
        return "unknown"
    }
}

/// Delays by size: steps of an eighth of a power of two, so that no figure is off by more than 12 %.
struct Delays {
    private var counts = [Int](repeating: 0, count: 64 * 8)
    private(set) var count = 0
    private(set) var greatest: Int64 = 0

    private static func place(_ nanoseconds: Int64) -> Int {
        let value = UInt64(max(nanoseconds, 8))
        let power = 63 - value.leadingZeroBitCount
        return power * 8 + Int((value >> UInt64(power - 3)) & 7)
    }

    mutating func add(_ nanoseconds: Int64, times: Int = 1) {
        counts[Self.place(nanoseconds)] += times
        count += times
        greatest = max(greatest, nanoseconds)
    }

    /// The upper end of the step that holds the share, in microseconds.
    func quantile(_ share: Double) -> Double {
        var left = Int((Double(count) * share).rounded(.up))
        for place in counts.indices {
            left -= counts[place]
            guard left <= 0, counts[place] > 0 else { continue }
            let power = place / 8
            return Double((8 + place % 8 + 1) << max(0, power - 3)) / 1_000
        }
        return 0
    }
}
