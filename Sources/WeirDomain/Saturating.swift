extension Int64 {
    /// The sum of two numbers that are not negative, or the greatest number there is: money that is added up stops
    /// there, and neither turns negative nor ends the program.
    @inlinable
    @inline(__always)
    public func saturatingAdd(_ other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
