/// At which hours of its days an account deals: boards keep shop hours or never close, and mules work in shifts that
/// begin at the same time each day (DOMAIN §1.6.5). By the clock of the stream, whatever the zone.
struct WorkingHours: BitwiseCopyable {
    /// Hours of the day at hand, and of the last one with deals, by bit.
    private var today: UInt32 = 0
    private var before: UInt32 = 0
    /// Days with deals, their hours, and how much of two days' hours were the same; fading.
    private var days: Float = 0
    private var hours: Float = 0
    private var pairs: Float = 0
    private var same: Float = 0

    /// Different hours with deals, of a day with deals.
    var perDay: Float { days >= 1.5 ? hours / days : 0 }
    /// Share of the hours of two such days that are in both; 0 … 1.
    var steadiness: Float { pairs >= 1.5 ? same / pairs : 0 }

    @inline(__always)
    mutating func take(_ deal: Deal) { today |= 1 << UInt32(max(0, deal.minute / 60) % 24) }

    mutating func close(fadingBy left: Float) {
        if today != 0 {
            days += 1
            hours += Float(today.nonzeroBitCount)
            if before != 0 {
                pairs += 1
                same += Float((today & before).nonzeroBitCount) / Float((today | before).nonzeroBitCount)
            }
            (before, today) = (today, 0)
        }
        days *= left
        hours *= left
        pairs *= left
        same *= left
    }
}
