/// The world's list of suffixes under which many register names, as publicsuffix.org keeps it, the hosts that companies
/// share out among their customers included.
///
/// It depends on the machine that it lies on, so it is asked when a list is taken in, never when a payment is decided.
public struct SuffixList: Sendable {
    private var names: Set<String> = []
    /// `*.name`: every name right below is a suffix.
    private var wild: Set<String> = []
    private var exceptions: Set<String> = []
    /// Names that have suffixes of companies below them.
    private var above: Set<String> = []

    /// - Parameter text: the file `public_suffix_list.dat`.
    public init(_ text: String) {
        var isOfCompanies = false
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("//") {
                if line.contains("BEGIN PRIVATE") { isOfCompanies = true }
                continue
            }
            guard let rule = line.split(whereSeparator: \.isWhitespace).first else { continue }
            let isException = rule.hasPrefix("!")
            let isWild = rule.hasPrefix("*.")
            // Endings of one label are no hosts, and nobody can list them.
            guard let host = HostName(String(isException ? rule.dropFirst() : rule)) else {
                if isWild { wild.insert(String(rule.dropFirst(2))) }
                continue
            }
            if isException {
                exceptions.insert(host.text)
            } else if isWild {
                wild.insert(host.text)
            } else {
                names.insert(host.text)
            }
            if isOfCompanies { above.formUnion(host.parents.dropFirst()) }
        }
    }

    public var isEmpty: Bool { names.isEmpty }

    /// Why a name is not to be listed; `nil` where nothing speaks against it.
    public func objection(_ host: HostName, _ match: ListMatch) -> String? {
        guard !exceptions.contains(host.text) else { return nil }
        let suffix = "is a public suffix: many have names of their own under it"
        if names.contains(host.text) || wild.contains(host.text) { return suffix }
        // One such name alone is nobody else's: an entry for it and nothing below may be meant.
        guard match != .exact else { return nil }
        let parent = host.labels.dropFirst().joined(separator: ".")
        if wild.contains(parent) { return suffix }
        return above.contains(host.text) ? "has names below it that many share: list the name itself (exact)" : nil
    }
}
