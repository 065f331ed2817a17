
public enum RemarkClass: UInt8, Comparable, Sendable, BitwiseCopyable {
    case none, reference, c, b, a
    public static func < (x: RemarkClass, y: RemarkClass) -> Bool { x.rawValue < y.rawValue }
}
public struct RemarkReader: Sendable {
    public init() {}
    public func classify(_ remark: RawSpan) -> RemarkClass { .none }
}
