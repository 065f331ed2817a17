/// Every bound in Weir that guards against size, in one place, each with its reason.
public enum Limits {
    /// A payment, account or refund id, in bytes. INTERFACES: `string <= 64`.
    public static let idBytes = 64
    /// A rail's name: long enough for any product name, short enough to sit in every record.
    public static let railBytes = 32
    /// The remark, in bytes. INTERFACES: `string <= 512 bytes`.
    public static let remarkBytes = 512
    /// A page that the text reader looks at: the largest pages of shops and boards have some two.
    public static let pageBytes = 10 << 20
    /// Words, addresses and prices, of each kind, that a reading of one page keeps: enough to show, and to store.
    public static let findings = 256
    /// Device, address and city fields: ids that platforms use stay well under this.
    public static let tagBytes = 128
    /// A host name has at most 253 bytes (RFC 1035 §2.3.4 without the root label).
    public static let siteBytes = 253
    /// Sites that payments came over, kept to be looked at: merchants of a large platform register some thousands, and
    /// what a payment says costs nothing to make up.
    public static let paidSites = 20_000
    /// Pages with a finding, and sites that ever had one: a patrol that visits a million pages finds fewer.
    public static let sitePages = 50_000
    public static let siteRecords = 50_000
    /// A picture of a page with a finding: three screens, with photographs. And how many are kept for the console: the
    /// oldest that no page shows go first.
    public static let screenshotBytes = 8 << 20
    public static let screenshots = 20_000
    /// Width and height of such a picture.
    public static let screenshotSide = 8_192
    /// Proposals to block a site that may wait for people at a time: more would not be read.
    public static let siteProposals = 200
    /// A site about which people have decided is not proposed again before this time, in seconds.
    public static let siteProposalPause: Int64 = 30 * 86_400
    /// The platform's own fields of one payment, as canonical JSON.
    public static let extraBytes = 4_096
    /// The number of fields in `extra`: a scalar each.
    public static let extraFields = 64
    /// A line of NDJSON or CSV: all fields at their limit, every byte escaped as `\u00XX`, fit in this.
    public static let lineBytes = 65_536
    /// Brackets in a payment's JSON: an object, and `extra` inside it. One more for a clear refusal.
    public static let jsonDepth = 3
    /// Elements inside elements of an ISO 20022 message; real ones stay under 20.
    public static let xmlDepth = 64
    /// One ISO 20022 document, inflated: about 200,000 transactions.
    public static let xmlBytes = 256 << 20
    /// The greatest amount, in minor units: ten trillion yuan, so that sums of millions of payments fit an Int64.
    public static let amountMinor: Int64 = 1_000_000_000_000_000
    /// An asset's name such as `USDT` or `XAU-G`.
    public static let assetBytes = 16
    /// The greatest price, in millionths of the currency's unit: a hundred billion. A bitcoin costs some billions of
    /// rupiah, dong or Iranian rial.
    public static let priceMicros: Int64 = 100_000_000_000_000_000
    /// A request body of one payment over HTTP.
    public static let paymentBodyBytes = 65_536
    /// A notification of a payment rail: they have some two thousand bytes, with many vouchers some more.
    public static let notificationBytes = 65_536
    /// A message of ISO 20022 over HTTP: some five thousand transfers; longer ones are screened as files.
    public static let messageBodyBytes = 8 << 20
    /// Prices over HTTP: a month of four assets, one a minute, has some seven million bytes.
    public static let priceBodyBytes = 8 << 20
    /// Accounts over HTTP: some hundred thousand.
    public static let accountBodyBytes = 8 << 20
    /// A request body of other single documents over HTTP (measures, cases).
    public static let documentBodyBytes = 1 << 20
    /// A whole HTTP request must have arrived and been answered in this time, in seconds (a batch excepted).
    public static let requestSeconds = 10
    /// How many payment ids the engine remembers for idempotency in each of its two generations.
    public static let rememberedPayments = 16 << 20
    /// Years that a time may lie in: before any electronic payment, after anybody who reads this.
    public static let years = 1900...2199
    /// The text of one expression of the rule language; the longest seen in practice is a list of a few thousand names.
    public static let ruleBytes = 65_536
    /// How deep an expression may nest. Reading, checking and running recurse this deep and no deeper.
    public static let ruleDepth = 128
    /// How deep the values nest that an expression makes, those of its variables included, which `cel.bind` adds up:
    /// comparing, printing and freeing a value recurse this deep, and what a variable of the schema holds on top.
    public static let ruleValueDepth = 128
    /// Parts (operators, names, literals) of one expression.
    public static let ruleParts = 20_000
    /// Looks at a type that checking one expression may take: 5 to 30 ms, and more than twice what the longest sums and
    /// lists take that have all the parts there may be.
    public static let ruleTypeSteps = 500_000
    /// How deep types nest: what a variable holds, and what comparisons say of it on top.
    public static let ruleTypeDepth = 256
    /// Elementary steps one evaluation may take: some 20 ms of work, where a rule takes some ten steps. None is more
    /// than some hundred nanoseconds.
    public static let ruleSteps = 200_000
    /// Steps that folding one constant part at compile time may take, before it is left to run time.
    public static let ruleFoldSteps = 20_000
    /// The text of a regular expression.
    public static let patternBytes = 4_096
    /// How often `x{n,m}` may repeat, as in RE2.
    public static let patternRepeat = 1_000
    /// States of a compiled regular expression: each costs a step for each byte of the text at the worst.
    public static let patternStates = 20_000
    /// States of the table that a constant pattern is turned into where it stays small; half a megabyte at the most.
    public static let patternTableStates = 512
    /// Units of work that compiling all patterns of one expression may take, some 10 ns each; making tables of them may
    /// take as much again, and one of them a third of that. A list of a dozen words takes some hundred thousand.
    public static let patternWork = 1_000_000
    public static let patternTableWork = patternWork / 3
    /// A time zone file: the largest that is shipped has some 4 KB.
    public static let zoneBytes = 65_536
    /// Time zones kept in memory; there are some 600 in the world.
    public static let zones = 1_024
    /// Rules of one set; the largest known live sets have some thousands over several systems.
    public static let rules = 2_000
    /// A whole rule set in its canonical form, lists included.
    public static let ruleSetBytes = 8 << 20
    /// Entries of all lists of a set together; longer ones are lists of their own.
    public static let ruleListEntries = 100_000
    /// A fitted model's text: one record of the journal, and some three hundred trees of five questions each.
    public static let modelBytes = 1_000_000
    /// Different facts that the rules of one set may ask for: each is filled in for every payment.
    public static let ruleFacts = 1_024
    /// Windows that a set may have kept beyond those of every account: each takes some hundred bytes an account. Each
    /// filter needs one of its own, so that there are no more different filters either.
    public static let ruleSlots = 64
    /// The longest window of a rule: four hundred days, so that a year fits.
    public static let ruleWindowSeconds = 400 * 86_400
    /// Log-odds of an honest account, and of the lines, within which a typology can still be told from a slip.
    public static let typologyBase: ClosedRange<Float> = -30...0
    public static let typologyLine: ClosedRange<Float> = -10...20
    /// Nats of one kind; beyond twenty nothing else would count.
    public static let typologyCap: ClosedRange<Float> = 1...20
    /// Indicators of one typology, and steps of one indicator: more than were ever fitted.
    public static let typologyStairs = 64
    public static let typologyEdges = 24
    /// What one indicator may weigh.
    public static let typologyNats: Float = 12
    /// What one rule may weigh, in thousandths of a nat: odds of some 400 to one.
    public static let ruleMilliNats = 6_000
    /// What a rule may weigh whose evidence is text or a model: never more than the weakest other kind.
    public static let ruleTextMilliNats = 1_500
    /// A reason in words: what fits a notice.
    public static let ruleReasonCharacters = 500
    /// A reason with its parts in braces, as it is written: each part is an expression of its own, and none is read
    /// before this.
    public static let ruleReasonBytes = 16_384
    /// Accounts that a new set may treat harder than the live one before two people must say so, in thousandths of the
    /// accounts seen during the trial; and never fewer than ten.
    public static let guardAccountsPermille = 5
    /// The same for the money of its payments, in thousandths, however few accounts it is of: ten large ones can be
    /// most of what a platform moves.
    public static let guardMoneyPermille = 10
    /// The same for merchants, of which each feeds many.
    public static let guardMerchants = 10
    /// Payments that a new set must have seen on trial before one signature carries it: what it would treat harder
    /// three times in a thousand has shown by then, with nineteen chances in twenty.
    public static let guardPayments = 1_000
    /// For so long after it was replaced the windows of the set before go on counting, so that nothing is missing in
    /// them where it is brought back: a week, in which a mistake that one hand may undo has shown.
    public static let ruleBackSeconds: Int64 = 7 * 86_400
    /// Thousandths of the payees for whom a set may decide as a canary with nobody's word but that of who handed it in.
    public static let ownCanaryPermille = 50
    /// An alert line that is read back: twenty indicators with fifty payments each, and an explanation.
    public static let alertLineBytes = 1 << 20

    // MARK: Acts

    /// An interim measure ends by itself after this many seconds unless it is renewed: 30 days.
    public static let interimSeconds: Int64 = 30 * 86_400
    /// However often it is renewed, it ends half a year after it began, as what an authority freezes does: what goes on
    /// after that has new grounds. In that time it changes hands so often at the most: six renewals carry it through.
    public static let interimLifeSeconds: Int64 = 180 * 86_400
    public static let measureSignatures = 50
    /// A held payment is let go after this many seconds: a day. Beyond that the payer's goods are lost, guilty or not.
    public static let holdSeconds: Int64 = 86_400
    /// How often the engine is told what the clock says, and how far ahead of that a payment may be dated and count as
    /// of now.
    public static let tellTimeSeconds: Int64 = 60
    public static let clockSeconds: Int64 = 300
    /// A release of an authority's order that begins at most this much later than the payments seen acts at once.
    public static let orderAheadSeconds: Int64 = 3_600
    /// Two people who have their way in from one hand are one for a week: by then the proposal has lapsed for which
    /// they may have been made up. What was given on the house's first day is not asked about.
    public static let freshWaySeconds: Int64 = 7 * 86_400
    public static let firstDaySeconds: Int64 = 86_400
    /// Versions of the program that a journal names.
    public static let versions = 200
    /// A proposal that nobody signs lapses after a week.
    public static let proposalSeconds: Int64 = 7 * 86_400
    /// Automatic suspensions within an hour beyond which a person must sign: a thousandth of the accounts, at least 50.
    public static let automaticPerHour = 50
    public static let automaticShare = 1_000
    /// An appeal may be filed for six months after a measure (EU DSA art. 20), and is decided within two weeks.
    public static let appealFilingSeconds: Int64 = 184 * 86_400
    public static let appealDecisionSeconds: Int64 = 14 * 86_400
    /// So long a granted appeal binds the engine about the kinds of evidence that were judged: a year, after which
    /// other payments speak for themselves.
    public static let judgedSeconds: Int64 = 365 * 86_400
    /// A wall of confidentiality stands for a week on one person's word, within a month, and for ninety days on two
    /// people's; somebody is called two days before it comes down.
    public static let wallAloneSeconds: Int64 = 7 * 86_400
    public static let wallPauseSeconds: Int64 = 30 * 86_400
    public static let wallSeconds: Int64 = 90 * 86_400
    public static let wallNoticeSeconds: Int64 = 2 * 86_400
    /// A notice has reached its holder within three days, or somebody is called: a letter takes as long.
    public static let noticeSeconds: Int64 = 3 * 86_400
    /// Accounts that are remembered because rules decline their payments: what a payment names costs nothing to make
    /// up.
    public static let ruleStops = 50_000
    /// Accounts behind a blocked site that are told of it: those of a market's merchants are more, and hear of it from
    /// whoever owns the market.
    public static let siteNotices = 200
    /// A case is looked at within a day.
    public static let caseSeconds: Int64 = 86_400
    /// A case is put off for a month at the most: an authority's answer takes weeks.
    public static let postponeSeconds: Int64 = 30 * 86_400
    /// Steps of a case that are remembered, the latest: somebody could assign it to and fro for ever.
    public static let caseSteps = 500
    /// A ground, a reason, a comment, in bytes.
    public static let actTextBytes = 8_192
    /// Comments, files and tags of a case, and documents of an appeal: each.
    public static let caseParts = 500
    /// Accounts that use one device, or one card, beyond which sharing it is no reason to propose a measure [S]: a
    /// family's tablet, a couple's card.
    public static let linkDeviceUsers = 4
    public static let linkCardUsers = 6
    /// Customers in common from which on they alone are one.
    public static let linkCustomers = 6
    /// Accounts joined into one case; beyond that a person merges.
    public static let caseAccounts = 200
    /// Whoever's word alone has had an account on a list that declines has no new word about it within half a year.
    public static let listPauseSeconds: Int64 = 184 * 86_400
    /// Accounts put on or taken off a list at once that the register names one by one; beyond that it counts them.
    public static let listedAccounts = 10_000
    /// Days from the first payment to when a labelled account's role began: a century.
    public static let labelDays = 36_525
}
