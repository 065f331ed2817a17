import Synchronization
import WeirRuleFiles
import WeirRuleSets

/// Rule sets as people wrote them, each read and compiled once: the page of a rule runs the tests that stand there.
final class RuleFolders: Sendable {
    private let kept = Mutex<[String: RuleFolder]>([:])

    /// So many are kept: the live one, that on trial, the one before, and one that is being written.
    private static let most = 4

    /// The set of a version.
    /// - Parameter text: as it was handed in.
    /// - Returns: `nil` where the text is not here, or is not that of the set.
    func folder(_ version: String, _ text: () -> String?) -> RuleFolder? {
        if let known = kept.withLock({ $0[version] }) { return known }
        guard let text = text(), let read = try? RuleFolder.read(files: RuleFiles.unpack(text)),
            read.set.version == version
        else { return nil }
        kept.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[version] = read
        }
        return read
    }
}
