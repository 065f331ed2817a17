import Testing
import WeirDetection

@Suite struct ModelTests {
    static let text = """
        weir-model 1
        features a b
        prior -3.0
        base 0.0
        tree
        split a 1.5 1 0.1
        leaf -0.5
        split b 0.25 3 0.6
        leaf 0.5
        leaf 0.75
        tree
        split b 2.0 1 0.0
        leaf 0.125
        leaf -0.25

        """

    @Test func sumsByHand() throws {
        let model = try Model(Self.text)
        #expect(model.treeCount == 2 && model.features == ["a", "b"])
        let rows: [([Float], Float)] = [
            ([1, 0], -0.5 + 0.125), ([1.5, 0], 0.5 + 0.125), ([2, 0.25], 0.75 + 0.125), ([2, 9], 0.75 - 0.25),
        ]
        for (values, sum) in rows {
            let margin = model.margin(values.span)
            #expect(margin == sum, "\(values)")
        }
        // -0.375 is 2.625 nats above the prior: more than the model may say.
        let first = rows[0].0
        let weight = model.weight(first.span)
        #expect(weight == Model.greatestWeight)
    }

    @Test func contributionsAddUp() throws {
        let model = try Model(Self.text)
        let values: [Float] = [2, 9]
        let parts = model.contributions(values.span)
        // a: from 0.1 to 0.6; b: from 0.6 to 0.75, and from 0 to -0.25.
        #expect(parts.map(\.feature) == [0, 1])
        #expect(abs(parts[0].nats - 0.5) < 1e-6 && abs(parts[1].nats + 0.1) < 1e-6)
        let sum = model.mean + parts.reduce(0) { $0 + $1.nats }
        let margin = Double(model.margin(values.span))
        #expect(abs(sum - margin) < 1e-6)
    }

    @Test func textComesBack() throws {
        let model = try Model(Self.text)
        #expect(model.text == Self.text)
    }

    @Test(arguments: [
        ("", 1, "must be 'weir-model 1'"), ("weir-model 2\n", 1, "must be"),
        ("weir-model 1\nleaf 1\n", 2, "before the first tree"),
        ("weir-model 1\nfeatures a a\n", 2, "twice"),
        ("weir-model 1\nfeatures a\nprior x\n", 3, "must be a number"),
        ("weir-model 1\nfeatures a\ntree\nsplit c 1 1 0\n", 4, "unknown feature 'c'"),
        ("weir-model 1\nfeatures a\ntree\nsplit a 1 0 0\n", 4, "after itself"),
        ("weir-model 1\nfeatures a\ntree\nsplit a 1 1\n", 4, "must be: split"),
        ("weir-model 1\nfeatures a\ntree\nleaf nan\n", 4, "must be: leaf"),
        ("weir-model 1\nfeatures a\nprior 0\nbase 0\ntree\nsplit a 1 1 0\nleaf 1\n", 8, "cut off"),
        ("weir-model 1\nfeatures a\nprior 0\nbase 0\n", 5, "no trees"),
        ("weir-model 1\nfeatures a\ntree\nleaf 1\n", 5, "prior or base"),
        ("weir-model 1\nforest\n", 2, "unknown word 'forest'"),
    ]) func flawsNameTheirLine(text: String, line: Int, words: String) {
        do throws(ModelFlaw) {
            _ = try Model(text)
            Issue.record("was read: \(text)")
        } catch {
            #expect(error.line == line && error.reason.contains(words), "\(error)")
        }
    }
}
