import Foundation
import WeirDetection

/// Turns the library's JSON into the model that the engine reads.
enum BoostedModel {
    struct Flaw: Error, CustomStringConvertible {
        let description: String
    }

    static func text(of json: Data, features: [String], prior: Float) throws -> String {
        guard let object = try JSONSerialization.jsonObject(with: json) as? [String: Any],
            let learner = object["learner"] as? [String: Any],
            let booster = learner["gradient_booster"] as? [String: Any],
            let forest = (booster["model"] as? [String: Any])?["trees"] as? [[String: Any]]
        else { throw Flaw(description: "the library's model has another form than expected (learner, trees)") }
        // The objective's base score is a half: the sum starts from zero log-odds.
        var out = "\(Model.firstLine)\nfeatures \(features.joined(separator: " "))\nprior \(prior)\nbase 0.0\n"
        for (number, tree) in forest.enumerated() {
            guard let tree = Tree(tree, features: features.count) else {
                throw Flaw(description: "tree \(number) of the library's model has another form than expected")
            }
            out += "tree\n" + tree.lines(features)
        }
        return out
    }

    /// One tree in the library's layout: children by index, leaves with -1.
    private struct Tree {
        var left: [Int]
        var right: [Int]
        var features: [Int]
        /// Thresholds, and the values of leaves.
        var values: [Float]
        var weights: [Double]

        init?(_ tree: [String: Any], features count: Int) {
            func numbers(_ name: String) -> [NSNumber]? { tree[name] as? [NSNumber] }
            guard let left = numbers("left_children"), let right = numbers("right_children"),
                let features = numbers("split_indices"), let values = numbers("split_conditions"),
                let weights = numbers("sum_hessian"), !left.isEmpty
            else { return nil }
            self.left = left.map(\.intValue)
            self.right = right.map(\.intValue)
            self.features = features.map(\.intValue)
            self.values = values.map(\.floatValue)
            self.weights = weights.map(\.doubleValue)
            let n = left.count
            let areEven = [right.count, features.count, values.count, weights.count].allSatisfy { $0 == n }
            let areWithin = (0..<n).allSatisfy { i in
                self.left[i] < n && self.right[i] < n && (self.left[i] < 0 || self.features[i] < count)
            }
            guard areEven, areWithin else { return nil }
        }

        /// Siblings side by side, parents before children.
        func lines(_ names: [String]) -> String {
            var order = [0]
            var next = 0
            var out = ""
            while next < order.count {
                let node = order[next]
                next += 1
                guard left[node] >= 0 else {
                    out += "leaf \(values[node])\n"
                    continue
                }
                out += "split \(names[features[node]]) \(values[node]) \(order.count) \(Float(mean(node)))\n"
                order += [left[node], right[node]]
            }
            return out
        }

        /// What the leaves below add on average, by the weight of the rows that reach them.
        private func mean(_ node: Int) -> Double {
            guard left[node] >= 0 else { return Double(values[node]) }
            let (a, b) = (weights[left[node]], weights[right[node]])
            guard a + b > 0 else { return 0 }
            return (mean(left[node]) * a + mean(right[node]) * b) / (a + b)
        }
    }
}
