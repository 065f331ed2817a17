/// The evaluation as one HTML page that a compliance officer can read.
public struct HTMLReport {
    private let evaluation: Evaluation
    private let title: String
    private let comparisons: [Comparison]

    public init(_ evaluation: Evaluation, title: String, comparisons: [Comparison] = []) {
        self.evaluation = evaluation
        self.title = title
        self.comparisons = comparisons
    }

    public var html: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(Numbers.escaped(title))</title>
        <style>
        \(ReportStyle.css)
        </style>
        </head>
        <body>
        <main>
        \(head)
        \(roles)
        \(delays)
        \(honest)
        \(thresholds)
        \(misses)
        \(comparisonTable)
        \(reading)
        </main>
        </body>
        </html>

        """
    }

    // MARK: What came out

    private var head: String {
        let e = evaluation
        var basis = "\(Numbers.grouped(e.badAccounts + e.honestAccounts + e.buyers.accounts)) labelled accounts, "
        basis += "\(Numbers.grouped(e.alertLines)) alert lines"
        if e.traffic.payments > 0 { basis += ", \(Numbers.grouped(e.traffic.payments)) payments" }
        if let days = e.traffic.days { basis += ", \(Numbers.count(days)) days" }
        let bad = Share(e.badRestricted, of: e.badAccounts)
        var tiles = tile(Numbers.percent(bad.value), "of \(e.badAccounts) bad accounts were restricted")
        let honest = "\(Numbers.grouped(e.honestRestricted)) of \(Numbers.grouped(e.honestAccounts))"
        let rate = e.falseMeasures.map { ": \(Numbers.decimal($0.rate)) per 100,000 a month" } ?? ""
        tiles += tile(honest, "honest accounts were restricted\(rate)")
        let payments = e.roles.flatMap(\.paymentsBefore).sorted()
        if let median = quantile(0.5, of: payments) {
            tiles += tile(Numbers.count(median), "payments before the measure (median)")
        }
        let money = e.roles.reduce(0) { $0 + $1.money }
        if money > 0 {
            let through = e.roles.reduce(0) { $0 + $1.moneyBefore } / money
            tiles += tile(Numbers.percent(through), "of the bad accounts' money passed before it")
        }
        return """
            <h1>\(Numbers.escaped(title))</h1>
            <p class="soft">\(basis). Restricted means: transfers suspended, collection limited or stopped.</p>
            <div class="tiles">\(tiles)</div>
            """
    }

    private func tile(_ figure: String, _ words: String) -> String {
        "<div class=\"tile\"><b>\(figure)</b><span>\(words)</span></div>"
    }

    // MARK: Bad roles

    private var roles: String {
        guard !evaluation.roles.isEmpty else { return "<h2>Bad accounts</h2><p>No account is labelled bad.</p>" }
        let bars = evaluation.roles.map {
            BarPlot.Bar(name: Numbers.words($0.role), share: $0.recall, behind: Share($0.alerted, of: $0.accounts))
        }
        let plot = BarPlot(title: "Share of bad accounts restricted, by role", bars: bars, maximum: 1)
        var rows = ""
        for role in evaluation.roles {
            rows += row([
                Numbers.words(role.role), "\(role.accounts)", "\(role.alerted)", "\(role.restricted)",
                Numbers.percent(role.recall), Numbers.count(role.medianPayments), Numbers.count(role.ninetiethPayments),
                role.medianHours.map { Numbers.decimal($0) } ?? "-", Numbers.percent(role.moneyLetThrough),
            ])
        }
        let names = [
            "role", "accounts", "alerted", "restricted", "share restricted (95 % interval)",
            "payments before, median", "payments, 90th perc.", "hours before, median", "money let through",
        ]
        return """
            <h2>Who was found</h2>
            <p>Each bar is the share of a role's accounts on which a measure was taken; the thin line is where the true
            share lies with 95 % confidence. The pale bar behind it counts accounts that raised an alert at least.</p>
            <figure>\(plot.svg)</figure>
            \(table(names, rows))
            """
    }

    private var delays: String {
        let found = evaluation.roles.filter { !$0.paymentsBefore.isEmpty }
        guard !found.isEmpty else { return "" }
        let most = quantile(0.95, of: found.flatMap(\.paymentsBefore).sorted()) ?? 0
        var plots = figure(
            delay(found, "Share restricted after so many payments", "payments of the account", max(most, 20)) {
                $0.paymentsBefore
            }, "After how many payments of its own an account was restricted.")
        if found.contains(where: { !$0.hoursBefore.isEmpty }) {
            let longest = max(found.flatMap(\.hoursBefore).max() ?? 0, 24) / 24
            plots += figure(
                delay(found, "Share restricted after so many days", "days since the role began", longest) {
                    $0.hoursBefore.map { $0 / 24 }
                }, "After how many days in its role an account was restricted.")
        }
        return "<h2>How soon</h2><p>The pale bands are where the true share lies with 95 % confidence.</p>" + plots
    }

    private func delay(
        _ roles: [RoleFigures], _ title: String, _ xName: String, _ maximum: Double,
        _ values: (RoleFigures) -> [Double]
    ) -> LinePlot {
        let lines = roles.map { role in
            var points = [(x: 0.0, y: 0.0)]
            for (place, value) in values(role).enumerated() where value <= maximum {
                points.append((value, Double(place + 1) / Double(role.accounts)))
            }
            if let last = points.last { points.append((maximum, last.y)) }
            let band = points.map { point in
                let count = Int((point.y * Double(role.accounts)).rounded())
                let interval = Share(count, of: role.accounts).wilson
                return (x: point.x, low: interval.low, high: interval.high)
            }
            return LinePlot.Line(name: Numbers.words(role.role), points: points, band: band)
        }
        return LinePlot(
            title: title, xName: xName, yName: "share restricted", xMaximum: maximum, lines: lines, isStepped: true)
    }

    private func figure(_ plot: LinePlot, _ words: String) -> String {
        "<figure>\(plot.svg)<figcaption>\(words)</figcaption></figure>"
    }

    // MARK: Honest accounts and buyers

    private var honest: String {
        let kinds = evaluation.honest
        let highest = kinds.map { max($0.alertedShare.value, $0.restrictedShare.value, 0.02) }.max() ?? 0.02
        let bars = kinds.filter { !$0.kind.isEmpty }.map {
            BarPlot.Bar(name: Numbers.words($0.kind), share: $0.restrictedShare, behind: $0.alertedShare)
        }
        var plot = BarPlot(
            title: "Share of honest accounts alerted and restricted, by kind", bars: bars,
            maximum: min(highest * 1.1, 1))
        plot.goal = 0.02
        plot.isBad = true
        var rows = ""
        for kind in kinds + [evaluation.buyers] {
            let grounds = kind.grounds.map { "\(Numbers.words($0.typology)) \($0.count)" }.joined(separator: ", ")
            rows += row([
                kind.kind == "buyer" ? "buyers (dealers' customers)" : Numbers.words(kind.kind),
                Numbers.grouped(kind.accounts), "\(kind.alerted)", Numbers.percent(kind.alertedShare),
                "\(kind.restricted)", Numbers.percent(kind.restrictedShare), grounds.isEmpty ? "-" : grounds,
            ])
        }
        let names = ["kind", "accounts", "alerted", "share", "restricted", "share (95 % interval)", "taken for"]
        let words =
            "Restricted (red) before alerted (pale); the dashed line is the bound of 2 % for any one kind."
        let bound = bars.isEmpty ? "" : "<figure>\(plot.svg)<figcaption>\(words)</figcaption></figure>"
        return """
            <h2>Who was disturbed</h2>
            <p>\(honestSentence) Buyers are dealers' retail customers: they are to be warned, never restricted, and
            count neither as honest nor as bad.</p>
            \(bound)
            \(table(names, rows))
            """
    }

    private var honestSentence: String {
        guard let alerts = evaluation.falseAlerts, let measures = evaluation.falseMeasures else {
            return "The period is not known, so there are no monthly rates."
        }
        func words(_ rate: RateInterval) -> String {
            "\(Numbers.decimal(rate.rate)) (95 % interval \(Numbers.decimal(rate.low))–\(Numbers.decimal(rate.high)))"
        }
        return "Of 100,000 honest accounts a month, \(words(measures)) were restricted and \(words(alerts)) raised an "
            + "alert that a person must look at."
    }

    // MARK: Thresholds

    private var thresholds: String {
        let curves = evaluation.curves.filter { !$0.points.isEmpty }
        guard !curves.isEmpty else { return "" }
        let lines = curves.map { curve in
            LinePlot.Line(
                name: Numbers.words(curve.role) + " \(Numbers.decimal(curve.averagePrecision, 2))",
                points: curve.points.map { ($0.recall, $0.precision) }, mark: acting(curve.role),
                band: curve.points.map { ($0.recall, $0.found.wilson.low, $0.found.wilson.high) })
        }
        let plot = LinePlot(
            title: "Precision against recall", xName: "recall: share of the role's accounts found",
            yName: "precision", xMaximum: 1, lines: lines, xIsPercent: true)
        return """
            <h2>If the threshold were another</h2>
            <p>Precision is the share of a role's accounts among all that stand out for it, honest ones included. Each
            line goes through all thresholds of the score; the circle is where measures are taken today. The figure
            behind a name is the average precision (1 is best). The pale bands are where precision lies with 95 %
            confidence. Lines end where accounts raise no alert at all.</p>
            \(figure(plot, "Precision depends on how rare bad accounts are: here \(rarity)."))
            """
    }

    private var rarity: String {
        "\(Numbers.grouped(evaluation.badAccounts)) beside \(Numbers.grouped(evaluation.honestAccounts)) honest ones"
    }

    private func acting(_ role: String) -> (x: Double, y: Double)? {
        guard let figures = evaluation.roles.first(where: { $0.role == role }), figures.restricted > 0 else {
            return nil
        }
        let all = Double(figures.restricted + evaluation.honestRestricted)
        return (figures.recall.value, Double(figures.restricted) / all)
    }
}

extension HTMLReport {
    fileprivate func row(_ cells: [String], text: Set<Int> = []) -> String {
        let inner = cells.enumerated().map { place, cell in
            text.contains(place)
                ? "<td class=\"text\">\(Numbers.escaped(cell))</td>" : "<td>\(Numbers.escaped(cell))</td>"
        }
        return "<tr>\(inner.joined())</tr>\n"
    }

    fileprivate func table(_ names: [String], _ rows: String, text: Set<Int> = []) -> String {
        let head = names.enumerated().map { place, name in
            text.contains(place) ? "<th class=\"text\">\(name)</th>" : "<th>\(name)</th>"
        }
        return "<div class=\"scroll\"><table><thead><tr>\(head.joined())</tr></thead>\n"
            + "<tbody>\n\(rows)</tbody></table></div>"
    }

    fileprivate var misses: String {
        let missed = evaluation.missed.prefix(Evaluation.named)
        let wronged = evaluation.wronged.prefix(Evaluation.named)
        var rows = ""
        for account in missed {
            rows += row([
                account.account, account.role, account.payments.map { "\($0)" } ?? "-",
                account.wasAlerted ? "alert, score \(account.highestScore)" : "nothing",
            ])
        }
        var out = "<h2>What went wrong</h2>"
        out += "<p>\(evaluation.missed.count) bad accounts were not restricted; "
        out += "\(evaluation.wronged.count) honest ones were, with the words that were given for it.</p>"
        if !missed.isEmpty {
            out += "<details open><summary>Bad accounts not restricted</summary>"
            out += table(["account", "role", "payments", "seen"], rows) + "</details>"
        }
        rows = ""
        for account in wronged {
            rows += row(
                [account.account, account.role, account.typology, account.measure, account.explanation], text: [4])
        }
        if !wronged.isEmpty {
            out += "<details open><summary>Honest accounts restricted</summary>"
            out += table(["account", "kind", "taken for", "measure", "explanation"], rows, text: [4]) + "</details>"
        }
        return out
    }

    fileprivate var comparisonTable: String {
        guard !comparisons.isEmpty else { return "" }
        var rows = ""
        for entry in comparisons {
            rows += row(
                [entry.name] + entry.recalls.map { Numbers.percent($0) } + [
                    Numbers.count(entry.medianPayments), "\(entry.honestRestricted)", "\(entry.honestAlerted)",
                ])
        }
        let roles = evaluation.roles.map { Numbers.words($0.role) + " restricted" }
        return """
            <h2>Other runs over the same payments</h2>
            <p>The same truth against other alerts: an indicator left out, other parameters, another version. Where
            nothing changes, others carry the finding; where recall falls or honest accounts are hit, what was left out
            is needed.</p>
            \(table(["run"] + roles + ["payments before, median", "honest restricted", "honest alerted"], rows))
            """
    }

    fileprivate var reading: String {
        let e = evaluation
        var notes = ""
        if e.sites.bad + e.sites.honest > 0 {
            notes += "<p>Sites where bad accounts were paid: \(e.sites.badAlerted) of \(e.sites.bad) named in alerts; "
            notes += "other sites: \(e.sites.honestAlerted) of \(e.sites.honest).</p>"
        }
        if !e.unknown.isEmpty {
            notes += "<p>\(e.unknown.count) accounts in alerts have no label and count nowhere.</p>"
        }
        if e.traffic.refused > 0 {
            notes += "<p>\(e.traffic.refused) payment lines were refused, the first at "
            notes += "\(Numbers.escaped(e.traffic.firstRefusal)).</p>"
        }
        return """
            <h2>How to read this</h2>
            <p>Payments before a measure are all payments of the account from the first day of its role on, its
            purchases of daily life included. Money is what bad accounts paid and received\(currencyWords).
            Intervals are Wilson's, at 95 %. Truth comes from the label file: where labels are simulated, so is the
            result.</p>
            \(notes)
            """
    }

    private var currencyWords: String {
        evaluation.traffic.currency.isEmpty ? "" : ", in \(evaluation.traffic.currency)"
    }
}

/// The figures of another run over the same payments.
public struct Comparison: Hashable, Sendable {
    public let name: String
    /// Recall by role, in the order of the evaluation's roles.
    public let recalls: [Double]
    public let medianPayments: Double?
    public let honestRestricted: Int
    public let honestAlerted: Int

    public init(name: String, _ evaluation: Evaluation) {
        self.name = name
        recalls = evaluation.roles.map(\.recall.value)
        medianPayments = quantile(0.5, of: evaluation.roles.flatMap(\.paymentsBefore).sorted())
        honestRestricted = evaluation.honestRestricted
        honestAlerted = evaluation.honestAlerted
    }
}
