import WeirDomain

/// Bounds of the console, each with its reason.
enum ConsoleLimits {
    /// A session ends after half an hour without a request: somebody has left the desk.
    static let idleSeconds: Int64 = 1_800
    /// A session ends after a working day.
    static let sessionSeconds: Int64 = 12 * 3_600
    /// Open sessions; beyond this the oldest ends.
    static let sessions = 2_000
    /// Wrong passwords or codes of one name from one address within a quarter of an hour.
    static let failuresPerName = 5
    /// Wrong ones from one address, whatever the names.
    static let failuresPerAddress = 30
    /// Wrong ones of one name from anywhere: a spread attack is slowed, and nobody can be shut out from few places.
    static let failuresOfName = 100
    /// The time over which failures count.
    static let failureSeconds: Int64 = 900
    /// Names and addresses whose failures are remembered.
    static let failuresKept = 50_000
    /// Passwords being hashed or waiting for it: each takes 32 MiB and a tenth of a second, one after the other.
    static let waitingPasswords = 32
    /// NIST SP 800-63B asks for at least 8 characters where there is a second factor, and 15 where there is none.
    static let passwordCharacters = 12
    /// Longer ones are refused before they are hashed.
    static let passwordBytes = 1_024
    /// The body of a form: a rule set's text is the longest.
    static let formBytes = 9 << 20
    /// The body of a form with a file: what a document may have, and the fields beside it.
    static let fileFormBytes = Limits.documentBodyBytes + 16_384
    /// Fields of one form: a page of the queue with all its cases ticked.
    static let formFields = 1_000
    /// Rows of one page of a list.
    static let rows = 50
    /// Accounts of a case whose money a row of the queue adds up: people may have merged more.
    static let stakeAccounts = 20
    /// The queue's order by money goes by sums no older than this while all open cases fit into one look.
    static let stakeSeconds: Int64 = 60
    /// Sums that one page brings up to date: some tens of milliseconds.
    static let stakesAtOnce = 50_000
    /// Proposals of one page: each shows whom it touches, and twenty weigh some 75 kB.
    static let proposals = 20
    /// Saved views of one person, and the length of a name.
    static let views = 50
    static let viewNameBytes = 64
    /// Sign-ins on their way over a provider, and how long one may take: a password and a second factor.
    static let flights = 10_000
    static let flightSeconds: Int64 = 600
    /// What somebody may look for.
    static let searchBytes = 512
    /// Payments that a search through all of them shows, and searches whose findings are kept.
    static let searchHits = 50
    static let searchesKept = 20
    /// Subjects that one session has uncovered.
    static let uncovered = 1_000
}
