import Synchronization
import WeirCodec
public import WeirDomain
import WeirEngine

/// What a rail says at once to an order.
public enum RailReply: Sendable {
    case done
    /// It cannot be done, and trying again would not help.
    case refused(String)
    /// Taken in; the answer comes as an input of its own.
    case accepted
    /// Nobody knows whether it arrived: it is sent again.
    case unknown(String)
}

/// The way to a rail.
public protocol RailAdapter: Sendable {
    /// What it is, for the log.
    var name: String { get }
    func send(_ message: RailMessage, key: String) async -> RailReply
    /// Answers that have come in meanwhile.
    func answers() async -> [SimulatedRail.Answer]
    /// What the rail has in force, by measure; `nil` where it cannot be asked.
    func facts() async -> [Int: (version: Int, action: RailOrder.Action)]?
    /// How many of its answers lie there that cannot be read.
    func unreadAnswers() async -> Int
}

extension RailAdapter {
    public func unreadAnswers() async -> Int { 0 }
}

extension RailMessage {
    /// The order as JSON, for adapters.
    public func json(key: String) -> [UInt8] {
        var object = JSONObject()
        object.put("order", key)
        object.put("measure", measure)
        object.put("version", version)
        object.put("action", action.name)
        object.put("kind", kind.name)
        object.put(kind == .blockSite ? "site" : "account", account)
        if !payment.isEmpty { object.put("payment", payment) }
        if quota.minor > 0 {
            object.put(scope.isEmpty ? "quota" : "amount", quota.text(currency))
            object.put("currency", currency.code)
        }
        if !scope.isEmpty { object.put("scope", scope) }
        if let until { object.put("until", until) }
        object.put("ordered_at", orderedAt)
        return object.closed
    }
}

/// The built-in rail, in real time.
public actor SimulatedRailAdapter: RailAdapter {
    public nonisolated let name = "simulated rail"
    private var rail: SimulatedRail

    public init(weather: SimulatedRail.Weather = .init(), seed: UInt64 = 1) {
        rail = SimulatedRail(weather: weather, seed: seed)
    }

    public func send(_ message: RailMessage, key: String) -> RailReply {
        rail.send(message, now: Clock.microseconds / 1_000)
        return .accepted
    }

    public func answers() -> [SimulatedRail.Answer] { rail.answers(now: Clock.microseconds / 1_000) }

    public func facts() -> [Int: (version: Int, action: RailOrder.Action)]? {
        rail.facts.mapValues { ($0.version, $0.action) }
    }
}

/// Orders as files in a folder, answers as files in another: for rails that are reached by file transfer.
///
/// What the rail has in force it may say in a file `state.json`, an object
/// `{"measure":N,"version":N,"action":"impose"}` a line. `orders/KEY.json` is put in place as a whole. An answer is a
/// file in `answers/` with one JSON object `{"measure":N,"version":N,"done":true}`, or `"done":false` and a `reason`,
/// named anything that ends in `.json`; it is taken and removed. One that cannot be read may still be on its way: after
/// some seconds it is set aside under its name with `.unread` behind it.
public final class FileDrop: RailAdapter {
    public let name: String
    private let folder: String
    /// How often answers could not be read, by their names.
    private let tries = Mutex<[String: Int]>([:])
    /// So many steps of the outbox, some five seconds.
    private static let patience = 25

    public init(_ folder: String) throws(DeskError) {
        self.folder = folder
        name = "files in \(folder)"
        for path in [folder, folder + "/orders", folder + "/answers"] { try DataDirectory.prepare(path) }
    }

    public func send(_ message: RailMessage, key: String) -> RailReply {
        let path = folder + "/orders/" + key + ".json"
        do {
            let sink = try FileSink(path: path + ".part")
            sink.line { $0 += message.json(key: key) }
            try sink.finish()
        } catch {
            return .unknown("\(error)")
        }
        return SmallFiles.rename(path + ".part", path) ? .accepted : .unknown("\(path): cannot be put in place")
    }

    public func answers() -> [SimulatedRail.Answer] {
        let names = SmallFiles.names(folder + "/answers").filter { $0.hasSuffix(".json") }
        tries.withLock { tries in tries = tries.filter { names.contains($0.key) } }
        return names.compactMap { name in
            let path = folder + "/answers/" + name
            guard let answer = SmallFiles.read(path, limit: 65_536).flatMap({ Self.answer($0) }) else {
                setAside(name, path)
                return nil
            }
            SmallFiles.remove(path)
            return answer
        }
    }

    /// Puts an answer that cannot be read where somebody finds it, once it has had time to be written.
    private func setAside(_ name: String, _ path: String) {
        let count = tries.withLock { tries in
            tries[name, default: 0] += 1
            return tries[name] ?? 0
        }
        if count >= Self.patience { _ = SmallFiles.rename(path, path + ".unread") }
    }

    public func unreadAnswers() async -> Int {
        SmallFiles.names(folder + "/answers").count { $0.hasSuffix(".unread") }
    }

    /// One whole object that says of which order it is, and yes or no.
    private static func answer(_ text: String) -> SimulatedRail.Answer? {
        guard let fields = fields(text), let measure = number("measure", fields),
            let version = number("version", fields), let done = fields["done"], done == "true" || done == "false"
        else { return nil }
        let isDone = done == "true"
        return SimulatedRail.Answer(
            measure: measure, version: version, isDone: isDone,
            reason: isDone ? "" : fields["reason"] ?? "refused by file")
    }

    private static func fields(_ text: String) -> [String: String]? {
        text.withBytes { JSONNames.fields(of: $0) }
    }

    private static func number(_ name: String, _ fields: [String: String]) -> Int? {
        fields[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }

    public func facts() -> [Int: (version: Int, action: RailOrder.Action)]? {
        guard let text = SmallFiles.read(folder + "/state.json", limit: 16 << 20) else { return nil }
        var facts: [Int: (version: Int, action: RailOrder.Action)] = [:]
        for line in text.split(whereSeparator: \.isNewline).map(String.init) {
            guard let fields = Self.fields(line), let measure = Self.number("measure", fields),
                let version = Self.number("version", fields),
                let action = RailOrder.Action.allCases.first(where: { $0.name == fields["action"] })
            else { continue }
            facts[measure] = (version, action)
        }
        return facts
    }
}
