public import WeirCodec

extension Evaluation {
    /// The figures as a table for the terminal.
    public var text: String {
        var out = table(
            [
                "role", "accounts", "alerted", "restricted", "share (95 % interval)", "pay.med", "pay.90", "h.med",
                "money",
            ],
            roles.map { role in
                [
                    role.role, "\(role.accounts)", "\(role.alerted)", "\(role.restricted)",
                    Numbers.percent(role.recall), Numbers.count(role.medianPayments),
                    Numbers.count(role.ninetiethPayments), role.medianHours.map { Numbers.decimal($0) } ?? "-",
                    Numbers.percent(role.moneyLetThrough),
                ]
            })
        let disturbed = honest.filter { $0.alerted > 0 || $0.kind.isEmpty } + [buyers]
        out += "\n"
        out += table(
            ["honest kind", "accounts", "alerted", "restricted", "share (95 % interval)", "taken for"],
            disturbed.map { kind in
                [
                    kind.kind.isEmpty ? "(no kind)" : kind.kind, Numbers.grouped(kind.accounts), "\(kind.alerted)",
                    "\(kind.restricted)", Numbers.percent(kind.restrictedShare),
                    kind.grounds.map { "\($0.typology) \($0.count)" }.joined(separator: ", "),
                ]
            })
        let quiet = honest.filter { $0.alerted == 0 && !$0.kind.isEmpty }
        if !quiet.isEmpty {
            let accounts = quiet.reduce(0) { $0 + $1.accounts }
            out += "  no alert: \(quiet.count) kinds more, \(accounts) accounts\n"
        }
        if let alerts = falseAlerts, let measures = falseMeasures {
            out += "\nper 100,000 honest accounts a month: restricted \(Numbers.decimal(measures.rate)) "
            out += "(\(Numbers.decimal(measures.low))–\(Numbers.decimal(measures.high))), "
            out += "alerted \(Numbers.decimal(alerts.rate)) "
            out += "(\(Numbers.decimal(alerts.low))–\(Numbers.decimal(alerts.high)))\n"
        }
        if sites.bad + sites.honest > 0 {
            out += "sites named in alerts: \(sites.badAlerted) of \(sites.bad) where bad accounts were paid, "
            out += "\(sites.honestAlerted) of \(sites.honest) others\n"
        }
        if !unknown.isEmpty {
            out += "accounts in alerts without a label: \(unknown.count), such as \(unknown[0])\n"
        }
        return out
    }

    /// Other runs beside this one, for the terminal.
    public func text(_ comparisons: [Comparison]) -> String {
        let rows = ([Comparison(name: "this run", self)] + comparisons).map { entry in
            [entry.name] + entry.recalls.map { Numbers.percent($0) }
                + [Numbers.count(entry.medianPayments), "\(entry.honestRestricted)", "\(entry.honestAlerted)"]
        }
        return table(["run"] + roles.map(\.role) + ["pay.med", "honest restricted", "honest alerted"], rows)
    }

    private func table(_ names: [String], _ rows: [[String]]) -> String {
        let widths = names.indices.map { column in
            ([names] + rows).map { $0[column].count }.max() ?? 0
        }
        func line(_ cells: [String]) -> String {
            var text = ""
            for (column, cell) in cells.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                text += (column > 0 ? "  " : "") + (column == 0 ? cell + space : space + cell)
            }
            return text + "\n"
        }
        return line(names) + rows.map(line).joined()
    }

    // MARK: JSON

    /// The figures for scripts; names and shape are stable.
    public var json: JSONObject {
        var object = JSONObject()
        object.put("days", json: number(traffic.days, 3))
        object.put("payments", traffic.payments)
        object.put("payments_refused", traffic.refused)
        object.put("currency", traffic.currency)
        object.put("alert_lines", alertLines)
        object.put("roles", json: JSONObject.array(roles.map { roleJSON($0) }))
        object.put("honest", json: JSONObject.array(honest.map { honestJSON($0) }))
        object.put("buyers", json: honestJSON(buyers))
        object.put("false_alerts_per_100k_month", json: rate(falseAlerts))
        object.put("false_measures_per_100k_month", json: rate(falseMeasures))
        var sitesObject = JSONObject()
        sitesObject.put("bad", sites.bad)
        sitesObject.put("bad_alerted", sites.badAlerted)
        sitesObject.put("other", sites.honest)
        sitesObject.put("other_alerted", sites.honestAlerted)
        object.put("sites", json: sitesObject.closed)
        object.put("accounts_without_label", unknown)
        return object
    }

    private func roleJSON(_ role: RoleFigures) -> [UInt8] {
        var object = JSONObject()
        object.put("role", role.role)
        object.put("accounts", role.accounts)
        object.put("alerted", role.alerted)
        object.put("restricted", role.restricted)
        object.put("restricted_early", role.early)
        for (place, name) in Self.restricting.enumerated() { object.put(name, role.byMeasure[place]) }
        object.put("recall", json: share(role.recall))
        object.put("payments_before_median", json: number(role.medianPayments, 1))
        object.put("payments_before_p90", json: number(role.ninetiethPayments, 1))
        object.put("hours_before_median", json: number(role.medianHours, 2))
        object.put("money_let_through", json: number(role.moneyLetThrough, 4))
        let curve = curves.first { $0.role == role.role }
        object.put("average_precision", json: number(curve?.averagePrecision, 4))
        return object.closed
    }

    private func honestJSON(_ kind: HonestFigures) -> [UInt8] {
        var object = JSONObject()
        object.put("kind", kind.kind)
        object.put("accounts", kind.accounts)
        object.put("alerted", kind.alerted)
        object.put("restricted", kind.restricted)
        object.put("alerted_share", json: share(kind.alertedShare))
        object.put("restricted_share", json: share(kind.restrictedShare))
        return object.closed
    }

    private func share(_ share: Share) -> [UInt8] {
        let interval = share.wilson
        return JSONObject.array([share.value, interval.low, interval.high].map { number($0, 4) })
    }

    private func rate(_ rate: RateInterval?) -> [UInt8] {
        guard let rate else { return Array("null".utf8) }
        return JSONObject.array([rate.rate, rate.low, rate.high].map { number($0, 2) })
    }

    private func number(_ value: Double?, _ digits: Int) -> [UInt8] {
        guard let value else { return Array("null".utf8) }
        return Array(Numbers.decimal(value, digits).utf8.filter { $0 != 44 })
    }
}
