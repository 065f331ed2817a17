import WeirDomain

/// A digest of the whole state, field by field, so that two engines can be compared: after a restart, in another
/// process, on another machine.
package struct StateHasher {
    private var hash: UInt64 = 0
    private let fold = Hash64(seed: 0x5354_4154_4548_4153)

    package init() {}

    package mutating func take(_ value: UInt64) { hash = fold(hash ^ value) &+ (hash << 1 | hash >> 63) }
    package mutating func take(_ value: some BinaryInteger) { take(UInt64(truncatingIfNeeded: value)) }
    package mutating func take(_ value: Double) { take(value.bitPattern) }
    package mutating func take(_ value: Float) { take(UInt64(value.bitPattern)) }
    package mutating func take(_ value: String) {
        for byte in value.utf8 { take(byte) }
        take(0xFFFF)
    }

    package var value: UInt64 { hash }
}

extension Detector {
    package func hash(into hasher: inout StateHasher) {
        for index in accounts.indices {
            let record = accounts[index]
            hasher.take(accounts.id(index))
            hasher.take(record.alerted)
            hasher.take(record.isSuspended ? 1 : 0)
            hasher.take(record.payments)
            hasher.take(record.since)
            for direction in Direction.allCases {
                hashWindows(index, direction, into: &hasher)
            }
            dossier(index)?.hash(into: &hasher)
            hashSearch(index, into: &hasher)
        }
        hasher.take(counts.pairs)
        for (asset, price) in zip(board.assets, board.prices) {
            hasher.take(asset.name)
            hasher.take(price.price.micros)
            hasher.take(price.at.milliseconds)
        }
        hashSurroundings(into: &hasher)
    }
}

extension Detector {
    private func hashSearch(_ account: AccountIndex, into hasher: inout StateHasher) {
        let slab = Int(accounts[account].dossier)
        guard slab != 0, dossiers[slab].search != 0 else { return }
        searches.address(Int(dossiers[slab].search)).pointee.hash(into: &hasher)
    }

    private func hashWindows(_ account: AccountIndex, _ direction: Direction, into hasher: inout StateHasher) {
        let beginning = Int32.min / 2
        guard totals(account, direction, .month, at: beginning).count > 0 else { return }
        for window in Window.allCases {
            let totals = totals(account, direction, window, at: beginning)
            hasher.take(totals.sum)
            hasher.take(totals.count)
            hasher.take(totals.distinct)
            hasher.take(totals.firstTime)
            hasher.take(totals.strangers)
        }
    }
}

extension OpenDossier {
    func hash(into hasher: inout StateHasher) {
        let tracks = dossier.tracks
        for i in 0..<6 {
            hasher.take(tracks[i].evidence)
            hasher.take(tracks[i].hits)
            hasher.take(tracks[i].trials)
            hasher.take(tracks[i].board.mean)
            hasher.take(tracks[i].board.variance)
            hasher.take(tracks[i].rival.mean)
            hasher.take(tracks[i].fixed.mean)
            hasher.take(tracks[i].rivalSum)
            hasher.take(tracks[i].fixedSum)
            tracks[i].soft.wander.hash(into: &hasher)
        }
        hasher.take(flow.received)
        hasher.take(flow.attempts)
        hasher.take(flow.sentQuickly)
        hasher.take(flow.sentWithinDay)
        hasher.take(flow.quickForwards)
        for count in [dossier.trails.circles, dossier.trails.relayed, dossier.trails.scattered] { hasher.take(count) }
        dossier.pot.hash(into: &hasher)
        dossier.clearing.hash(into: &hasher)
        dossier.hashLine(into: &hasher)
        dossier.goods.hash(into: &hasher)
        hasher.take(cents.evidence)
        hasher.take(text.sure)
        hasher.take(text.doubtful)
        hasher.take(text.addresses)
        var features = Features()
        var profile = dossier.profile
        profile.readSums(into: &features)
        profile.readCounts(into: &features)
        var whole = dossier
        whole.readHabits(into: &features, dayIn: 0)
        whole.readLayer(into: &features)
        for feature in Feature.allCases {
            let value = features[feature]
            hasher.take(value.isNaN ? -1 : value)
        }
        for note in recent {
            hasher.take(note.sequence)
            hasher.take(note.amount.minor)
            hasher.take(note.marks.rawValue)
            hasher.take(note.implied.micros)
        }
        for note in declined {
            hasher.take(note.sequence)
            hasher.take(note.amount.minor)
        }
        for sequence in withOtherCents { hasher.take(sequence) }
        hasher.take(declinedShare)
    }
}
