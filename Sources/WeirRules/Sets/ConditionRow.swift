extension UnsafeMutableBufferPointer {
    /// A copy of an array in memory that is written once and stays until it is given back: by address, what is looked
    /// into for every payment is neither copied nor counted.
    package init(storing elements: [Element]) {
        self = .allocate(capacity: elements.count)
        _ = initialize(from: elements)
    }
}

/// What is tried of one rule: simple conditions, then comparisons of what is reckoned; by their places.
struct ConditionRow: BitwiseCopyable {
    var first = 0
    var end = 0
    var firstOther = 0
    var endOther = 0
    /// There is more to it than is tried here.
    var isOpen = false
}
