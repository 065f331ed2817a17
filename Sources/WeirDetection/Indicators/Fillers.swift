import WeirText

/// What platforms write into fields by themselves, the same or a number for nearly everybody: it is not who pays that
/// has written it, and it must weigh as an empty field does.
struct Fillers: BitwiseCopyable {
    /// Payments between persons, and those of which the remark is a number, fading.
    private var personal: Float = 0
    private var numbered: Float = 0
    /// The site and the remark of most of them.
    private var site = Majority()
    private var remark = Majority()

    /// From this share on, of so many, it is the platform that writes numbers and not who pays [S].
    private static let platformsShare: Float = 0.5
    private static let leastPersonal: Float = 1_000
    private static let personalMemory: Float = 100_000

    /// Counts a payment between persons; says whether its remark is one that most of them have, or a number, as most of
    /// them are.
    mutating func isFilledIn(_ text: UInt64, _ said: RemarkClass, site name: UInt64) -> Bool {
        personal += 1
        site.take(name)
        remark.take(text)
        if said == .reference { numbered += 1 }
        if personal > Self.personalMemory {
            personal /= 2
            numbered /= 2
            site.votes /= 2
            remark.votes /= 2
        }
        // No platform fills in words of the trade.
        guard personal >= Self.leastPersonal, said <= .reference else { return false }
        return said == .reference && numbered >= Self.platformsShare * personal || remark.isMost(text, of: personal)
    }

    /// Whether a site is named with most payments between persons: the platform's own checkout, which shows nobody's
    /// code.
    @inline(__always)
    func isEverybodys(site name: UInt64) -> Bool {
        personal >= Self.leastPersonal && site.isMost(name, of: personal)
    }

    func hash(into hasher: inout StateHasher) {
        hasher.take(personal)
        hasher.take(numbered)
        for most in [site, remark] {
            hasher.take(most.key)
            hasher.take(most.votes)
        }
    }
}

/// What most payments have in a field, by majority vote (Boyer and Moore, 1981).
private struct Majority: BitwiseCopyable {
    /// Of the text; 0 for none.
    private(set) var key: UInt64 = 0
    /// Those for it, less those for anything else since it came up.
    var votes: Double = 0

    /// Votes over all: so far ahead is hardly anything that less than half have [S].
    private static let lead = 0.1

    @inline(__always)
    mutating func take(_ other: UInt64) {
        if other == key {
            votes += 1
        } else if votes >= 1 {
            votes -= 1
        } else {
            (key, votes) = (other, 1)
        }
    }

    @inline(__always)
    func isMost(_ other: UInt64, of all: Float) -> Bool {
        other != 0 && other == key && votes >= Self.lead * Double(all)
    }
}
