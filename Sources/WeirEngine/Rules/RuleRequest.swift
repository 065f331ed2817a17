public import WeirDomain
import WeirRuleSets

/// What somebody asks about rule sets: an input like a payment, kept in the journal with the set's bytes, so that
/// replay needs no folder.
public struct RuleRequest: Hashable, Sendable {
    public enum Event: UInt8, CaseIterable, Sendable {
        /// The first set of an engine that has none: nothing is there that it could change.
        case install
        /// A set to be tried beside the live one.
        case shadow
        /// The set on trial decides for a share of the payees.
        case canary
        /// A signature under the set on trial; with enough of them it is live.
        case approve
        /// Back to the set that was live before.
        case rollBack
        /// The set on trial is taken away.
        case withdraw
    }

    public var event: Event
    /// The set, in its canonical form; empty where the event names one that is there.
    public var set: [UInt8]
    /// The version that is meant, so that nobody signs what has been replaced meanwhile.
    public var version: String
    public var by: String
    public var reason: String
    /// Of the payees, for a canary.
    public var permille: Int
    public var at: Instant

    public init(
        _ event: Event, set: [UInt8] = [], version: String = "", by: String, reason: String = "", permille: Int = 0,
        at: Instant
    ) {
        self.event = event
        self.set = set
        self.version = version
        self.by = by
        self.reason = reason
        self.permille = permille
        self.at = at
    }
}

extension InputBytes {
    public static func encode(_ request: RuleRequest) -> [UInt8] {
        var out: [UInt8] = []
        out.append(integer: request.at.milliseconds)
        out.append(integer: UInt16(clamping: request.permille))
        out.append(request.event.rawValue)
        for text in [request.version, request.by, request.reason] {
            let bytes = Array(text.utf8.prefix(Int(UInt16.max)))
            out.append(integer: UInt16(bytes.count))
            out += bytes
        }
        return out + request.set
    }

    public static func ruleRequest(_ bytes: RawSpan) -> RuleRequest? {
        guard bytes.byteCount >= 17, let event = RuleRequest.Event(rawValue: bytes.byte(10)) else { return nil }
        var offset = 11
        var texts: [String] = []
        for _ in 0..<3 {
            guard offset + 2 <= bytes.byteCount else { return nil }
            let length = Int(bytes.integer(offset, as: UInt16.self))
            guard offset + 2 + length <= bytes.byteCount else { return nil }
            texts.append(bytes.extracting((offset + 2)..<(offset + 2 + length)).text)
            offset += 2 + length
        }
        return RuleRequest(
            event, set: bytes.extracting(offset..<bytes.byteCount).array, version: texts[0], by: texts[1],
            reason: texts[2], permille: Int(bytes.integer(8, as: UInt16.self)),
            at: Instant(milliseconds: bytes.integer(0)))
    }
}
