/// Puts the legs of a block account after account, those of each in the order in which they come.
struct LegOrder: ~Copyable {
    /// By account: how many legs it has, then where its next one goes. Nothing between two blocks.
    private var next = PlainRows<UInt32>(capacity: 1_024)
    private var touched: UnsafeMutablePointer<UInt32>
    private var sorted: UnsafeMutablePointer<PaymentLeg>
    private var room = 1_024

    init() {
        touched = .allocate(capacity: room)
        sorted = .allocate(capacity: room)
    }

    deinit {
        next.free()
        touched.deallocate()
        sorted.deallocate()
    }

    /// The greatest account that has come so far; 0 where none has.
    var most: UInt32 { UInt32(truncatingIfNeeded: max(1, next.count) - 1) }

    /// The legs of one shard.
    /// - Parameter shift: bits of an account's number that say which shard it is in.
    /// - Returns: good until the next block is sorted.
    mutating func sort(_ block: PaymentBlock, shard: Int, shift: UInt32) -> UnsafeBufferPointer<PaymentLeg> {
        let legs = block.legs(of: shard)
        makeRoom(legs.count)
        var count = 0
        for place in 0..<legs.count {
            let account = Int(legs[place].account)
            while next.count <= account { next.append(0) }
            let known = next.elements[account]
            if known == 0 {
                touched[count] = legs[place].account
                count += 1
            }
            next.elements[account] = known + 1
        }
        var first: UInt32 = 0
        for place in 0..<count {
            let account = Int(touched[place])
            let own = next.elements[account]
            next.elements[account] = first
            first += own
        }
        for place in 0..<legs.count {
            let account = Int(legs[place].account)
            let to = next.elements[account]
            let raw = legs[place].account &<< shift | UInt32(truncatingIfNeeded: shard)
            (sorted + Int(to)).initialize(to: block.leg(legs[place], account: raw))
            next.elements[account] = to + 1
        }
        for place in 0..<count { next.elements[Int(touched[place])] = 0 }
        return UnsafeBufferPointer(start: UnsafePointer(sorted), count: legs.count)
    }

    private mutating func makeRoom(_ count: Int) {
        guard count > room else { return }
        room = count + count / 4
        touched.deallocate()
        sorted.deallocate()
        (touched, sorted) = (.allocate(capacity: room), .allocate(capacity: room))
    }
}
