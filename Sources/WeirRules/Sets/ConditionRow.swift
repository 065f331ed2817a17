/// What is tried of one rule: simple conditions, then comparisons of what is reckoned; by their places.
struct ConditionRow: BitwiseCopyable {
    var first = 0
    var end = 0
    var firstOther = 0
    var endOther = 0
    /// There is more to it than is tried here.
    var isOpen = false
}
