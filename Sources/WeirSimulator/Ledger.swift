import WeirDomain

enum Rail: UInt8, CaseIterable {
    case alipay, wechat, bank

    var name: String {
        switch self {
        case .alipay: "alipay"
        case .wechat: "wechat-pay"
        case .bank: "bank"
        }
    }
}

/// A payment before it has its number: accounts by index, money in fen.
struct Draft {
    /// The payment that this one gives back.
    enum Original {
        case none
        /// The draft of the same day with this index.
        case today(Int)
        case number(Int)
    }

    var at: Int64
    var payer: Int
    var payee: Int
    var fen: Int
    var channel = Channel.transfer
    var rail = Rail.alipay
    var remark = ""
    var original = Original.none
}

/// The drafts of the day under way, and those already decided for later days.
struct Ledger {
    private(set) var today: [Draft] = []
    private var later: [Draft] = []
    private var end: Int64 = 0
    /// The day on which each account first traded with a dealer; -1 before.
    private(set) var firstTrade: [Int]

    init(accounts: Int) { firstTrade = Array(repeating: -1, count: accounts) }

    /// Begins a day with what earlier days have left for it.
    mutating func begin(_ day: Day) {
        end = day.end
        today.removeAll(keepingCapacity: true)
        var rest: [Draft] = []
        for draft in later {
            if draft.at < end { today.append(draft) } else { rest.append(draft) }
        }
        later = rest
    }

    /// Enters a payment; answers with its place in the day, or `nil` when it belongs to a later day.
    @discardableResult
    mutating func add(_ draft: Draft) -> Int? {
        guard draft.fen > 0, draft.payer != draft.payee else { return nil }
        if draft.at >= end {
            later.append(draft)
            return nil
        }
        today.append(draft)
        return today.count - 1
    }

    /// Enters the return of a payment of this day.
    mutating func giveBack(_ index: Int, after milliseconds: Int, share: Double = 1) {
        var draft = today[index]
        swap(&draft.payer, &draft.payee)
        draft.at += Int64(milliseconds)
        draft.fen = Int(Double(draft.fen) * share)
        draft.channel = .refund
        draft.remark = ""
        draft.original = .today(index)
        add(draft)
    }

    mutating func trades(_ account: Int, on day: Int) {
        if firstTrade[account] < 0 { firstTrade[account] = day }
    }

    /// Ends the day: the drafts' places in order of time. `first` is the number of the earliest payment of the day.
    mutating func close(numberingFrom first: Int) -> [Int] {
        let drafts = today
        var order = Array(drafts.indices)
        order.sort { (drafts[$0].at, $0) < (drafts[$1].at, $1) }
        var rank = Array(repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { rank[index] = place }
        for i in today.indices { today[i].original = today[i].original.numbered(rank, from: first) }
        for i in later.indices { later[i].original = later[i].original.numbered(rank, from: first) }
        return order
    }
}

extension Draft.Original {
    fileprivate func numbered(_ rank: [Int], from first: Int) -> Draft.Original {
        if case .today(let index) = self { .number(first + rank[index]) } else { self }
    }
}
