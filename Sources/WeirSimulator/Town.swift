import WeirDomain

/// The world that payments happen in. It does not change once it is built: people come first, merchants after them.
struct Town {
    let seed: UInt64
    let evasion: Int
    let days: Int
    let prevalence: Simulation.Prevalence
    let board: PriceBoard
    var parties: [Party] = []
    var people: [Person] = []
    /// What each merchant deals in; the first merchant has the index `people.count`.
    var trades: [Trade] = []

    /// People by city.
    var residents: [[Int]] = []
    var shops: [[Int]] = []
    var vendors: [[Int]] = []
    var landlords: [[Int]] = []
    var online: [Int] = []
    var banks: [Int] = []
    var transit: [Int] = []
    var utilities: [Int] = []
    var employers: [Int] = []
    var wholesalers: [Int] = []
    /// Those who buy or sell coins on the boards now and then.
    var customers: [Int] = []
    /// Those who pay into sites that running points serve.
    var gamblers: [Int] = []
    /// Dealers' accounts: several of one dealer at evasion 4.
    var dealers: [[Int]] = []
    var runners: [Int] = []
    var collectors: [Int] = []
    /// The accounts behind each site that collects on borrowed codes.
    var sitePayees: [[Int]] = []
    /// The account that goes on with a dealer's customers, by the dealer's place in `dealers`.
    var successors: [(dealer: Int, account: Int)] = []
    /// Merchants that sell coins.
    var gateways: [Int] = []
    var lookAlikes: [(role: Role, account: Int)] = []

    init(seed: UInt64, evasion: Int, days: Int, prevalence: Simulation.Prevalence, board: PriceBoard) {
        self.seed = seed
        self.evasion = evasion
        self.days = days
        self.prevalence = prevalence
        self.board = board
    }

    func trade(of merchant: Int) -> Trade { trades[merchant - people.count] }

    func isPerson(_ account: Int) -> Bool { account < people.count }

    /// Any person but one.
    func stranger(to account: Int, _ dice: inout Dice) -> Int {
        let found = dice.below(people.count)
        return found == account ? (found + 1) % people.count : found
    }

    /// Somebody of the same city.
    func neighbour(of account: Int, _ dice: inout Dice) -> Int {
        let near = residents[parties[account].city]
        let found = dice.pick(near)
        return found == account ? stranger(to: account, &dice) : found
    }
}
