import Dispatch
import Synchronization
import WeirRuleFiles

/// Runs the tests of a rule set while something else is done with it.
final class TestsBeside: Sendable {
    private let folder: RuleFolder
    private let failures = Mutex<[RuleTests.Failure]>([])
    private let done = DispatchSemaphore(value: 0)

    init(_ folder: RuleFolder) {
        self.folder = folder
        DispatchQueue.global().async {
            let found = RuleTests.run(self.folder)
            self.failures.withLock { $0 = found }
            self.done.signal()
        }
    }

    /// Waits for the tests, once; ends with 1 where some have failed.
    func finish() throws {
        done.wait()
        try RulesFolders.show(failures.withLock { $0 }, folder)
    }
}
