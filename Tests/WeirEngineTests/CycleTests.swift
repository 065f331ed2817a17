import Testing
import WeirDomain
import WeirEngine

/// Money that comes back to where it came from, over accounts that pass it on within hours.
@Suite struct CycleTests {
    /// A payment of a way: after how many minutes, from whom, to whom, how much.
    struct Step {
        var after: Int
        var from: String
        var to: String
        var fen: Int

        init(_ after: Int, _ from: String, _ to: String, _ fen: Int) {
            (self.after, self.from, self.to, self.fen) = (after, from, to, fen)
        }
    }

    /// - Returns: how often the account's money came back, how many payments had come over two, and by how many ways.
    private func figures(of account: String, _ steps: [Step], rounds: Int = 1) throws -> [String: Float] {
        let scene = try EngineTests.Scene()
        scene.engine.onlyLooksOn = true
        for round in 0..<rounds {
            for step in steps {
                scene.minute += step.after
                scene.pay(step.from, step.to, fen: step.fen + round * 100)
            }
            scene.minute += 600
        }
        let values = scene.engine.figures(of: account) ?? []
        return Dictionary(zip(Engine.featureNames, values).map { ($0, $1) }) { first, _ in first }
    }

    private func circles(_ account: String, _ steps: [Step], rounds: Int = 1) throws -> Float {
        try figures(of: account, steps, rounds: rounds)["circles"] ?? 0
    }

    private static let three = [Step(10, "a", "b", 500_000), Step(60, "b", "c", 480_000), Step(60, "c", "a", 460_000)]

    @Test func moneyThatComesBackIsSeen() throws {
        #expect(try circles("a", Self.three) == 1)
        // Over three and four others; over five the way is lost.
        let names = ["a", "b", "c", "d", "e", "f"]
        for length in 3...6 {
            var steps: [Step] = []
            for place in 0..<length {
                steps.append(Step(30, names[place], names[(place + 1) % length], 500_000 - place * 9_000))
            }
            #expect(try circles("a", steps) == (length <= 5 ? 1 : 0), "over \(length - 1) others")
        }
    }

    /// Each round counts, and what came a week ago half.
    @Test func roundsAddUp() throws {
        let seen = try circles("a", Self.three, rounds: 4)
        #expect(seen > 3.5 && seen <= 4)
    }

    @Test(arguments: [
        // Given back by who got it.
        [Step(10, "a", "b", 500_000), Step(60, "b", "a", 480_000)],
        // It waited for a day on its way.
        [Step(10, "a", "b", 500_000), Step(60, "b", "c", 480_000), Step(1_440, "c", "a", 460_000)],
        // Somebody else paid it.
        [Step(10, "a", "b", 500_000), Step(60, "b", "c", 480_000), Step(60, "d", "a", 460_000)],
        // What comes back is a small part.
        [Step(10, "a", "b", 500_000), Step(60, "b", "c", 480_000), Step(60, "c", "a", 100_000)],
        // The first payment was another's.
        [Step(10, "d", "b", 500_000), Step(60, "b", "c", 480_000), Step(60, "c", "a", 460_000)],
    ]) func whatIsNoCircleIsNone(steps: [Step]) throws {
        #expect(try circles("a", steps) == 0)
    }

    /// Over two accounts to a third: nobody's money comes back, but it was passed on twice before.
    @Test func twoHopsAreCounted() throws {
        var steps: [Step] = []
        for n in 0..<7 {
            steps.append(Step(5, "payer\(n)", "first\(n)", 300_000 + n * 1_000))
            steps.append(Step(20, "first\(n)", "second\(n)", 299_000 + n * 1_000))
            steps.append(Step(20, "second\(n)", "end", 298_000 + n * 1_000))
        }
        let figures = try figures(of: "end", steps)
        // It counts from the third on, when the account has become worth a look.
        #expect((figures["relayedIn"] ?? 0) > 0.5 && figures["circles"] == 0)
    }
}
