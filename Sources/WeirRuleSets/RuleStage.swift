/// The life of a rule set: draft → checked → back-tested → shadow → canary → live → retired.
///
/// A state machine as a value: it says what may follow, and does nothing by itself.
public enum RuleStage: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// A folder that somebody is writing.
    case draft
    /// Reads, compiles, and passes its own tests.
    case checked
    /// Has been held against history.
    case backtested
    /// Sees every payment and decides none.
    case shadow
    /// Decides the payments of a fixed share of the payees.
    case canary
    case live
    case retired

    public var name: String { self == .backtested ? "back-tested" : "\(self)" }

    public enum Event: UInt8, CaseIterable, Sendable {
        case check, backtest, shadow, canary, promote, retire
        /// Back to live after it had been replaced.
        case restore
    }

    /// The stage after an event, or `nil` where the event is not possible in this stage.
    public func after(_ event: Event) -> RuleStage? {
        switch (self, event) {
        case (.draft, .check): .checked
        case (.checked, .backtest): .backtested
        case (.checked, .shadow), (.backtested, .shadow): .shadow
        case (.shadow, .canary), (.canary, .canary): .canary
        case (.shadow, .promote), (.canary, .promote): .live
        case (.retired, .restore): .live
        case (.draft, .retire), (.checked, .retire), (.backtested, .retire), (.shadow, .retire), (.canary, .retire),
            (.live, .retire):
            .retired
        case (.draft, _), (.checked, _), (.backtested, _), (.shadow, _), (.canary, _), (.live, _), (.retired, _): nil
        }
    }
}
