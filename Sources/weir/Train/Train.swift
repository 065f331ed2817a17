import ArgumentParser
import Foundation
import WeirCodec
import WeirDetection
import WeirDomain
import WeirEvaluation

/// `weir train`.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Fits a gradient-boosted model to labelled accounts, through the XGBoost library.",
        discussion: """
            The model's opinion is one further kind of evidence and never one of the two that a measure needs. It knows
            the traffic that it was fitted to: judge it on traffic of another origin. Example:

              weir screen --prices p.csv --accounts a.csv --features features.csv payments.ndjson
              weir train --features features.csv --labels labels.csv --out weir.model
            """)

    @Option(help: "Feature tables of weir screen; may be given more than once, each followed by its labels.")
    var features: [String]
    @Option(help: "The truth: account,role,start_day; as many as feature tables.")
    var labels: [String]
    @Option(help: "Write the model here.")
    var out: String
    @Option(help: "Number of trees.")
    var rounds = 120
    @Option(help: "Questions from root to leaf of a tree.")
    var depth = 4
    @Option(help: "How much of each tree's correction is taken.")
    var eta = 0.1
    @Option(help: "Share of the accounts kept aside to test on.")
    var holdout = 0.25

    func validate() throws {
        guard features.count == labels.count else { throw ValidationError("give one --labels for each --features") }
        guard (1...1_000).contains(rounds) else { throw ValidationError("--rounds must be 1 to 1000") }
        guard (1...8).contains(depth) else { throw ValidationError("--depth must be 1 to 8") }
        guard eta > 0, eta <= 1 else { throw ValidationError("--eta must be greater than 0, at most 1") }
        guard holdout >= 0, holdout <= 0.9 else { throw ValidationError("--holdout must be 0 to 0.9") }
    }

    func run() throws {
        try OutputFiles.check([("--out", out)], reading: features + labels)
        let set: TrainingSet
        do {
            set = try TrainingSet(features: features, labels: labels, holdout: holdout)
        } catch {
            throw Failure.environment("\(error)")
        }
        guard set.training.positives > 0, set.training.positives < set.training.count else {
            throw Failure.trouble(
                "the training rows must hold bad and honest accounts; have the labels the same names?")
        }
        let model: Model
        do {
            model = try fit(set)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure.environment("\(error)")
        }
        try OutputFiles.write(model.text, to: out)
        report(set, model)
    }

    private func fit(_ set: TrainingSet) throws -> Model {
        let library = try XGBoost()
        let training = set.training
        let matrix = try XGBoost.Matrix(
            library, rows: training.values, columns: set.features.count, labels: training.labels)
        let booster = try XGBoost.Booster(
            library, matrix,
            [
                ("objective", "binary:logistic"), ("base_score", "0.5"), ("max_depth", "\(depth)"), ("eta", "\(eta)"),
                ("min_child_weight", "2"), ("lambda", "2"), ("tree_method", "hist"), ("nthread", "2"), ("seed", "1"),
                ("verbosity", "0"),
            ])
        try booster.train(matrix, rounds: rounds)
        let honest = training.count - training.positives
        let prior = Float(log(Double(training.positives) / Double(honest)))
        let model: Model
        do {
            model = try Model(BoostedModel.text(of: booster.json(), features: set.features, prior: prior))
        } catch let flaw as ModelFlaw {
            throw Failure.trouble("the fitted model cannot be read back: line \(flaw.line) \(flaw.reason)")
        }
        // Rows that the library has not seen: it keeps sums of those that it trained on.
        let fresh = try XGBoost.Matrix(
            library, rows: training.values, columns: set.features.count, labels: training.labels)
        try compare(model, try booster.margins(fresh), training)
        let rows = Terminal.grouped(training.count)
        let bad = Terminal.grouped(training.positives)
        Terminal.note(
            "weir: XGBoost \(try library.version): \(model.treeCount) trees on \(rows) rows, \(bad) of bad accounts; "
                + "the engine's sums agree bit for bit")
        return model
    }

    /// The engine's sums must be the library's, to the last bit.
    private func compare(_ model: Model, _ margins: [Float], _ rows: TrainingRows) throws {
        var differing = 0
        var first = ""
        for (row, margin) in margins.enumerated() {
            let own = model.margin(rows.row(row).span)
            guard own.bitPattern != margin.bitPattern, !(own == 0 && margin == 0) else { continue }
            if differing == 0 { first = "row \(row + 1) of \(rows.accounts[row]): \(own), not \(margin)" }
            differing += 1
        }
        guard differing == 0 else {
            throw Failure.trouble(
                "the engine's sums differ from the library's in \(differing) of \(margins.count) rows, "
                    + "first in \(first)")
        }
    }

    private func report(_ set: TrainingSet, _ model: Model) {
        let test = set.test
        guard test.positives > 0, test.positives < test.count else { return }
        let result = test.judge { model.margin($0.span) }
        Terminal.note(
            "Accounts kept aside (\(Terminal.grouped(result.bad)) bad, \(Terminal.grouped(result.honest)) honest):")
        Terminal.note("  area under the ROC curve     \(Terminal.decimal(result.area, 4))")
        Terminal.note("  found above every honest one \(result.aboveAll) of \(result.bad)")
        Terminal.note("  They come from the same traffic as the others: this flatters the model.")
        var gains: [(String, Double)] = []
        let sums = test.meanContributions(model)
        for (place, name) in set.features.enumerated() { gains.append((name, sums[place])) }
        gains.sort { ($1.1, $0.0) < ($0.1, $1.0) }
        Terminal.note(
            "  what it looks at: "
                + gains.prefix(8).map { "\($0.0) \(Terminal.decimal($0.1, 2))" }.joined(separator: ", "))
    }
}
