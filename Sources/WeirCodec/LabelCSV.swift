public import WeirDomain

extension CompanionCSV {
    /// Reads `account,role,start_day`. A wrong label makes every figure wrong, so the first flaw ends the reading.
    ///
    /// - Throws: `SourceError` with the line in its path, such as `labels.csv:12`.
    public static func labels(path: String) throws(SourceError) -> [AccountLabel] {
        var labels: [AccountLabel] = []
        var lines: [ExactText: Int] = [:]
        var flaw: Refusal?
        let columns = ["account", "role"]
        let note: (Refusal, [UInt8]) -> Void = { refusal, _ in flaw = flaw ?? refusal }
        try rows(ByteSource(path: path), columns: columns, optional: ["start_day"], rejects: note) { cells, line in
            guard !cells[0].isEmpty, cells[0].utf8.count <= Limits.idBytes else {
                return Refusal(line: line, field: "account", reason: "must have 1 to \(Limits.idBytes) bytes")
            }
            guard let role = TrueRole(cells[1]) else {
                return Refusal(
                    line: line, field: "role",
                    reason: "must be honest, honest:<kind>, buyer or otc:<typology>, not '\(cells[1])'")
            }
            guard let day = day(cells[2]) else {
                return Refusal(
                    line: line, field: "start_day",
                    reason: "must be a number of days from 0 to \(Limits.labelDays), not '\(cells[2])'")
            }
            if let first = lines.updateValue(line, forKey: ExactText(cells[0])) {
                return Refusal(
                    line: line, field: "account", reason: "'\(cells[0])' was labelled before, on line \(first)")
            }
            labels.append(AccountLabel(account: cells[0], role: role, startDay: day))
            return nil
        }
        if let flaw { throw SourceError(path: "\(path):\(flaw.line)", reason: flaw.message) }
        return labels
    }

    /// A whole day; of `6.75` the sixth, for what was done on it counts from its beginning.
    private static func day(_ text: String) -> Int? {
        if text.isEmpty { return 0 }
        guard let days = Double(text), days >= 0, days < Double(Limits.labelDays + 1) else { return nil }
        return Int(days)
    }
}
