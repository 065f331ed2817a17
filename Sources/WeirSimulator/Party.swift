import WeirDomain

/// An account as the platform sees it.
struct Party {
    var id = ""
    var kind = AccountKind.person
    var category: UInt16 = 0
    var city = 0
    var device = ""
    /// The device used from `deviceDay` on.
    var nextDevice = ""
    var deviceDay = Int.max
    var site = ""
    var opened: Instant?
    var rail = Rail.alipay

    func device(on day: Int) -> String { day >= deviceDay ? nextDevice : device }
}

/// How the person behind an account lives.
struct Person {
    /// Payments started on an ordinary day.
    var pace = 1.0
    /// The fixed circle of friends and relatives.
    var friends: [Int] = []
    /// Shops that the person goes back to.
    var shops: [Int] = []
    var vendors: [Int] = []
    var employer = -1
    var payday = 0
    /// Monthly, in fen.
    var wage = 0
    var landlord = -1
    var rentDay = 0
    var rent = 0
    var role = Role.honest
}

/// What an account is in truth.
enum Role: String {
    case honest
    case moneyChanger = "honest:money_changer"
    case groupBuyLeader = "honest:group_buy_leader"
    case marketStall = "honest:market_stall"
    case giftCardRecycler = "honest:gift_card_recycler"
    case secondHandSeller = "honest:second_hand_seller"
    case freightBroker = "honest:freight_broker"
    case uniqueCentsShop = "honest:unique_cents_shop"
    case landlord = "honest:landlord"
    case tutor = "honest:tutor"
    case familyPool = "honest:family_pool"
    case redPacketHost = "honest:red_packet_host"
    case classFeeCollector = "honest:class_fee_collector"
    case charityDrive = "honest:charity_drive"
    case payrollAgent = "honest:payroll_agent"
    case ticketReseller = "honest:ticket_reseller"
    case purchasingAgent = "honest:purchasing_agent"
    case gameItemTrader = "honest:game_item_trader"
    case goldTrader = "honest:gold_trader"
    case dealer = "otc:otc_dealer"
    case runner = "otc:running_points"
    case collector = "otc:collector"
    case exchangeGateway = "otc:exchange_gateway"
    case sitePayee = "otc:fourth_party_site"
    case successor = "otc:successor"

    static let lookAlikes: [Role] = [
        .moneyChanger, .groupBuyLeader, .marketStall, .giftCardRecycler, .secondHandSeller, .freightBroker,
        .uniqueCentsShop, .landlord, .tutor, .familyPool, .redPacketHost, .classFeeCollector, .charityDrive,
        .payrollAgent, .ticketReseller, .purchasingAgent, .gameItemTrader, .goldTrader,
    ]

    /// Whether money that it sends belongs to a chain of mules.
    var feedsCollectors: Bool { self == .runner || self == .sitePayee }
}
