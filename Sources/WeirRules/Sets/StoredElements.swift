extension UnsafeMutableBufferPointer {
    /// A copy of an array in memory that is written once and stays until it is given back: by address, what is looked
    /// into for every payment is neither copied nor counted.
    package init(storing elements: [Element]) {
        self = .allocate(capacity: elements.count)
        _ = initialize(from: elements)
    }
}
