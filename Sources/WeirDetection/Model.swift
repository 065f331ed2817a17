/// A gradient-boosted model: regression trees whose leaves add up to log-odds. Its opinion is one further kind of
/// evidence (`EvidenceKind.model`), never one of the two that a measure needs; Weir works without it.
///
/// Sums are made in single precision, tree by tree, as the XGBoost library makes them, so that both agree bit for bit.
package struct Model: Sendable {
    /// One place of a tree. Children stand side by side, so that a step needs no second index.
    struct Node: BitwiseCopyable, Sendable {
        /// Where the value goes left below; of a leaf, what it adds.
        var value: Float
        /// The left child, by place in the forest; the right one is next. 0 of a leaf.
        var left: UInt32
        var feature: UInt16
    }

    /// The features in the order in which the model was trained on them.
    package let features: [String]
    /// Log-odds of a bad account among the rows that the model was trained on.
    package let prior: Float
    /// What the sum starts from.
    package let base: Float
    private(set) var nodes: [Node]
    private(set) var roots: [UInt32]
    /// For explaining: what the leaves below a node add on average over the training rows.
    private(set) var means: [Float]

    package var treeCount: Int { roots.count }

    /// The bounds within which the model's opinion counts, in nats [S]: it may tip a case, never make one.
    package static let leastWeight = -2.0
    package static let greatestWeight = 2.5
    /// Stands for what is not known: below all that features can be, so that it goes left everywhere.
    package static let unknown: Float = -1_000

    /// Log-odds by the model. Changes nothing and allocates nothing.
    /// - Precondition: there are as many values as features, and all of them are finite.
    package func margin(_ values: Span<Float>) -> Float {
        precondition(values.count >= features.count, "a value for every feature of the model")
        var sum = base
        let nodes = nodes.span
        let roots = roots.span
        for tree in 0..<roots.count {
            var node = nodes[Int(roots[tree])]
            while node.left != 0 {
                let goesLeft = values[Int(node.feature)] < node.value
                node = nodes[Int(node.left) + (goesLeft ? 0 : 1)]
            }
            sum += node.value
        }
        return sum
    }

    /// What the model adds to the evidence: log-likelihood ratio in nats, bounded.
    package func weight(_ values: Span<Float>) -> Double {
        min(max(Double(margin(values) - prior), Self.leastWeight), Self.greatestWeight)
    }

    /// What each feature contributes: at every step down a tree the mean below changes, and the change is the doing of
    /// the feature asked there (Saabas 2014). The contributions and the mean of all trees add up to the margin, but for
    /// rounding. The strongest first.
    package func contributions(_ values: Span<Float>) -> [(feature: Int, nats: Double)] {
        var sums = [Double](repeating: 0, count: features.count)
        for root in roots {
            var place = Int(root)
            while nodes[place].left != 0 {
                let node = nodes[place]
                let next = Int(node.left) + (values[Int(node.feature)] < node.value ? 0 : 1)
                sums[Int(node.feature)] += Double(means[next]) - Double(means[place])
                place = next
            }
        }
        let ranked = sums.enumerated().map { (feature: $0.offset, nats: $0.element) }
        return ranked.sorted { (abs($1.nats), $0.feature) < (abs($0.nats), $1.feature) }
    }

    /// The mean margin over the training rows: where contributions start from.
    package var mean: Double { roots.reduce(Double(base)) { $0 + Double(means[Int($1)]) } }
}

// MARK: The file

/// Why a model file cannot be used.
package struct ModelFlaw: Error, Hashable {
    package let line: Int
    package let reason: String
}

extension Model {
    package static let firstLine = "weir-model 1"
    /// More would make a payment slow: trees times depth bounds the work.
    static let mostTrees = 1_000
    static let mostNodes = 1_000_000

    /// Reads a model: the first line, `features`, `prior`, `base`, then trees. A tree is a line `tree`, then its nodes:
    ///
    ///     split FEATURE THRESHOLD LEFT MEAN     the children are LEFT and LEFT + 1, counted within the tree
    ///     leaf VALUE
    package init(_ text: String) throws(ModelFlaw) {
        var reader = ModelReader()
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            if let reason = reader.take(line.split(separator: " ")) { throw ModelFlaw(line: number, reason: reason) }
        }
        if let reason = reader.finish() { throw ModelFlaw(line: number, reason: reason) }
        features = reader.features
        prior = reader.prior ?? 0
        base = reader.base ?? 0
        nodes = reader.nodes
        roots = reader.roots
        means = reader.means
    }

    /// The same text, as `weir train` writes it.
    package var text: String {
        var out = Self.firstLine + "\nfeatures \(features.joined(separator: " "))\nprior \(prior)\nbase \(base)\n"
        for (tree, root) in roots.enumerated() {
            out += "tree\n"
            let end = tree + 1 < roots.count ? Int(roots[tree + 1]) : nodes.count
            for place in Int(root)..<end {
                let node = nodes[place]
                out +=
                    node.left == 0
                    ? "leaf \(node.value)\n"
                    : "split \(features[Int(node.feature)]) \(node.value) \(node.left - root) \(means[place])\n"
            }
        }
        return out
    }
}

/// The state of reading a model file. Every answer is what is wrong, or `nil`.
private struct ModelReader {
    var features: [String] = []
    var prior: Float?
    var base: Float?
    var nodes: [Model.Node] = []
    var roots: [UInt32] = []
    var means: [Float] = []
    private var places: [String: UInt16] = [:]
    private var isOpen = false

    mutating func take(_ words: [Substring]) -> String? {
        guard isOpen else {
            isOpen = words.joined(separator: " ") == Model.firstLine
            return isOpen ? nil : "must be '\(Model.firstLine)'"
        }
        switch words.first {
        case nil: return nil
        case "features": return take(features: words.dropFirst().map(String.init))
        case "prior": return set(\.prior, words)
        case "base": return set(\.base, words)
        case "tree":
            if let flaw = closeTree() { return flaw }
            guard roots.count < Model.mostTrees else { return "has more than \(Model.mostTrees) trees" }
            roots.append(UInt32(nodes.count))
            return nil
        case "split", "leaf": return node(words)
        default: return "begins with the unknown word '\(words[0])'"
        }
    }

    private mutating func take(features names: [String]) -> String? {
        guard !names.isEmpty, names.count <= 1_000, features.isEmpty else { return "must name the features, once" }
        features = names
        for (place, name) in names.enumerated() where places.updateValue(UInt16(place), forKey: name) != nil {
            return "names the feature '\(name)' twice"
        }
        return nil
    }

    private mutating func set(_ part: WritableKeyPath<ModelReader, Float?>, _ words: [Substring]) -> String? {
        guard words.count == 2, let value = Float(words[1]), value.isFinite else { return "must be a number" }
        self[keyPath: part] = value
        return nil
    }

    private mutating func node(_ words: [Substring]) -> String? {
        guard let root = roots.last else { return "stands before the first tree" }
        guard nodes.count < Model.mostNodes else { return "has more than \(Model.mostNodes) nodes" }
        if words[0] == "leaf" {
            guard words.count == 2, let value = Float(words[1]), value.isFinite else { return "must be: leaf VALUE" }
            nodes.append(Model.Node(value: value, left: 0, feature: 0))
            means.append(value)
            return nil
        }
        guard words.count == 5, let value = Float(words[2]), let left = UInt32(words[3]), let mean = Float(words[4]),
            value.isFinite, mean.isFinite
        else { return "must be: split FEATURE THRESHOLD LEFT MEAN" }
        guard let feature = places[String(words[1])] else { return "asks for the unknown feature '\(words[1])'" }
        // Children come after their parent, so that every way down ends.
        guard left > UInt32(nodes.count) - root, left < UInt32(Model.mostNodes) else {
            return "must have its children after itself"
        }
        nodes.append(Model.Node(value: value, left: root + left, feature: feature))
        means.append(mean)
        return nil
    }

    /// All children of the last tree are there.
    private func closeTree() -> String? {
        guard let root = roots.last else { return nil }
        guard Int(root) < nodes.count else { return "a tree has no nodes" }
        let isWhole = nodes[Int(root)...].allSatisfy { $0.left == 0 || Int($0.left) + 1 < nodes.count }
        return isWhole ? nil : "a tree is cut off: a child is missing"
    }

    func finish() -> String? {
        guard isOpen else { return "must be '\(Model.firstLine)'" }
        if features.isEmpty { return "features are missing" }
        if prior == nil || base == nil { return "prior or base is missing" }
        if roots.isEmpty { return "there are no trees" }
        return closeTree()
    }
}
