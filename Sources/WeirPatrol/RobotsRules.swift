/// What a host's robots.txt asks for (RFC 9309).
public struct RobotsRules: Sendable {
    private var rules: [(path: String, allows: Bool)] = []
    /// Seconds between two requests, where the host asks for more than usual.
    public private(set) var delay: Int = 0

    /// Everything allowed.
    public init() {}

    public init(_ text: String, agent: String = "weirpatrol") {
        var own: [(String, Bool)] = []
        var any: [(String, Bool)] = []
        var (ownDelay, anyDelay) = (0, 0)
        var names: [String] = []
        var isInRules = false
        var hasOwn = false
        for raw in text.split(whereSeparator: \.isNewline).prefix(5_000) {
            let line = raw.prefix { $0 != "#" }
            guard let colon = line.firstIndex(of: ":") else { continue }
            let key = Self.trimmed(line[..<colon]).lowercased()
            let value = Self.trimmed(line[line.index(after: colon)...])
            switch key {
            case "user-agent":
                if isInRules { names = [] }
                isInRules = false
                names.append(value.lowercased())
                if agent.hasPrefix(value.lowercased()), value != "*" { hasOwn = true }
            case "allow", "disallow":
                isInRules = true
                guard !value.isEmpty else { continue }
                if names.contains(where: { $0 != "*" && agent.hasPrefix($0) }) { own.append((value, key == "allow")) }
                if names.contains("*") { any.append((value, key == "allow")) }
            case "crawl-delay":
                isInRules = true
                let seconds = min(3_600, max(0, Int(value.prefix { $0.isNumber }) ?? 0))
                if names.contains(where: { $0 != "*" && agent.hasPrefix($0) }) { ownDelay = seconds }
                if names.contains("*") { anyDelay = seconds }
            default: break
            }
        }
        rules = (hasOwn ? own : any).map { (path: $0.0, allows: $0.1) }
        delay = hasOwn ? ownDelay : anyDelay
    }

    /// The longest rule that fits decides; among equals the one that allows.
    public func allows(_ path: String) -> Bool {
        var best = (length: -1, allows: true)
        for rule in rules where Self.fits(Array(rule.path.utf8), Array(path.utf8)) {
            let length = rule.path.utf8.count
            if length > best.length || (length == best.length && rule.allows) { best = (length, rule.allows) }
        }
        return best.allows
    }

    /// `*` stands for anything, `$` for the end; greedy, without going back more than to the last star.
    private static func fits(_ rule: [UInt8], _ path: [UInt8]) -> Bool {
        let isAnchored = rule.last == 36
        let rule = isAnchored ? Array(rule.dropLast()) : rule
        var (r, p) = (0, 0)
        var star: (rule: Int, path: Int)?
        while true {
            if r == rule.count, !isAnchored || p == path.count { return true }
            if r < rule.count, rule[r] == 42 {
                star = (r + 1, p)
                r += 1
            } else if r < rule.count, p < path.count, rule[r] == path[p] {
                (r, p) = (r + 1, p + 1)
            } else if let last = star, last.path < path.count {
                star = (last.rule, last.path + 1)
                (r, p) = (last.rule, last.path + 1)
            } else {
                return false
            }
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let c = text.first, c.isWhitespace { text = text.dropFirst() }
        while let c = text.last, c.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
