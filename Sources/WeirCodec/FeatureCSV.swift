/// The table that `weir screen --features` writes: what is read off accounts as they grow. Columns `account`,
/// `payments` and `minute`, and a number for each feature in all the others.
public struct FeatureTable: Sendable {
    /// Stands for what was not known, as in the engine's models.
    public static let unknown: Float = -1_000

    public private(set) var features: [String] = []
    public private(set) var accounts: [String] = []
    /// Payments of the account when the row was taken.
    public private(set) var payments: [Int] = []
    /// When, in minutes from some common moment.
    public private(set) var minutes: [Int] = []
    /// Row after row.
    public private(set) var values: [Float] = []

    public var count: Int { accounts.count }

    /// The values of one row.
    public func row(_ index: Int) -> ArraySlice<Float> {
        values[(index * features.count)..<((index + 1) * features.count)]
    }

    /// Reads one or several files with the same columns.
    ///
    /// - Throws: `SourceError` with the line in its path, such as `features.csv:7`.
    public init(paths: [String]) throws(SourceError) {
        for path in paths { try read(path) }
    }

    private mutating func read(_ path: String) throws(SourceError) {
        let source = try ByteSource(path: path)
        var framer = CSVFramer()
        var header: Header?
        var flaw: SourceError?
        func take(_ row: CSVFramer.Row, _ wrong: CSVFramer.Flaw?) {
            guard flaw == nil else { return }
            func refuse(_ reason: String) { flaw = SourceError(path: "\(path):\(row.line)", reason: reason) }
            if let wrong { return refuse(wrong.rawValue) }
            let cells = row.ends.indices.map { String(decoding: row.bytes[row.range($0)], as: UTF8.self) }
            guard let known = header else {
                let found = Header(cells)
                guard let found else { return refuse("the header must have the columns account,payments,minute") }
                if features.isEmpty { features = found.features }
                guard features == found.features else { return refuse("has other features than the file before") }
                header = found
                return
            }
            if let reason = add(cells, known) { refuse(reason) }
        }
        var chunk: [UInt8] = []
        while flaw == nil, try source.next(&chunk) { framer.feed(chunk.span.bytes, take) }
        framer.end(take)
        if let flaw { throw flaw }
    }

    private struct Header {
        var account = -1
        var payments = -1
        var minute = -1
        var features: [String] = []
        var places: [Int] = []
        var count: Int

        init?(_ cells: [String]) {
            count = cells.count
            for (place, name) in cells.enumerated() {
                switch name {
                case "account": account = place
                case "payments": payments = place
                case "minute": minute = place
                default:
                    features.append(name)
                    places.append(place)
                }
            }
            guard account >= 0, payments >= 0, minute >= 0, !features.isEmpty else { return nil }
        }
    }

    /// What is wrong with the row, or `nil`.
    private mutating func add(_ cells: [String], _ header: Header) -> String? {
        guard cells.count == header.count else { return "has \(cells.count) cells, the header \(header.count)" }
        guard let count = Int(cells[header.payments]), let minute = Int(cells[header.minute]) else {
            return "payments and minute must be whole numbers"
        }
        for (name, place) in zip(features, header.places) {
            if cells[place] == "nan" {
                values.append(Self.unknown)
                continue
            }
            guard let value = Float(cells[place]), value.isFinite else {
                values.removeSubrange((accounts.count * features.count)...)
                return "\(name) must be a number, not '\(cells[place])'"
            }
            values.append(value)
        }
        accounts.append(cells[header.account])
        payments.append(count)
        minutes.append(minute)
        return nil
    }
}
