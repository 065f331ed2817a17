import ArgumentParser
import Foundation
import WeirCodec
import WeirDetection

/// `weir explain`.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says which features move a model's opinion of an account, and by how much.",
        discussion: """
            Example:

              weir explain --model weir.model --features features.csv --account u2088
            """)

    @Option(help: "A model of weir train.")
    var model: String
    @Option(help: "A feature table of weir screen.")
    var features: String
    @Option(help: "The account.")
    var account: String
    @Option(help: "How many features to name.")
    var top = 8
    @Flag(help: "Print as JSON, one line a row of the table.")
    var json = false

    func run() throws {
        let fitted = try Model.read(path: model)
        let table: FeatureTable
        do {
            table = try FeatureTable(paths: [features])
        } catch {
            throw Failure.environment("\(error)")
        }
        guard let places = fitted.places(in: table.features) else {
            throw Failure.environment("\(features): lacks a feature that \(model) asks for")
        }
        let rows = (0..<table.count).filter { table.accounts[$0] == account }
        guard !rows.isEmpty else { throw Failure.trouble("\(features): has no row of the account '\(account)'") }
        for index in rows {
            let row = Array(table.row(index))
            show(fitted, places.map { row[$0] }, payments: table.payments[index])
        }
    }

    private func show(_ model: Model, _ values: [Float], payments: Int) {
        let margin = model.margin(values.span)
        let parts = model.contributions(values.span).prefix(max(top, 1)).filter { abs($0.nats) >= 0.005 }
        if json {
            var object = JSONObject()
            object.put("account", account)
            object.put("payments", payments)
            object.put("margin", thousandths: Int((margin * 1000).rounded()))
            object.put("weight", thousandths: Int((model.weight(values.span) * 1000).rounded()))
            object.put(
                "contributions",
                json: JSONObject.array(
                    parts.map { part in
                        var entry = JSONObject()
                        entry.put("feature", model.features[part.feature])
                        let value = values[part.feature]
                        if value == Model.unknown {
                            entry.putNull("value")
                        } else {
                            entry.put("value", thousandths: Int((Double(value) * 1000).rounded()))
                        }
                        entry.put("nats", thousandths: Int((part.nats * 1000).rounded()))
                        return entry.closed
                    }))
            print(String(decoding: object.closed, as: UTF8.self))
            return
        }
        print(
            "after \(payments) payments: log-odds \(Terminal.decimal(Double(margin), 2)), "
                + "evidence \(Terminal.decimal(model.weight(values.span), 2)) nats")
        for part in parts {
            let name = model.features[part.feature].padding(toLength: 20)
            let nats = (part.nats > 0 ? "+" : "") + Terminal.decimal(part.nats, 2)
            let value = values[part.feature]
            print("  \(name) \(nats.padding(before: 7))   \(value == Model.unknown ? "unknown" : "at \(value)")")
        }
    }
}

extension Model {
    /// Reads a model file; a flaw names file and line.
    static func read(path: String) throws -> Model {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure.environment("\(path): cannot be read: \(error.localizedDescription)")
        }
        do throws(ModelFlaw) {
            return try Model(text)
        } catch {
            throw Failure.environment("\(path):\(error.line): \(error.reason)")
        }
    }

    /// Where the model's features stand in a table; `nil` if one is missing.
    func places(in names: [String]) -> [Int]? {
        let found = features.compactMap { names.firstIndex(of: $0) }
        return found.count == features.count ? found : nil
    }
}
