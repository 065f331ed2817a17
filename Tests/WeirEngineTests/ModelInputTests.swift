import Testing
import WeirDomain
import WeirEngine

/// A fitted model is an input, as prices and rule sets are: journalled, named in what it moves, there after a restart.
@Suite struct ModelInputTests {
    /// One question: how many strangers paid in a week.
    private static func text(_ edge: String) -> String {
        "weir-model 1\nfeatures weekInStrangers\nprior 0.0\nbase 0.0\ntree\n"
            + "split weekInStrangers \(edge) 1 0.5\nleaf -1.0\nleaf 2.0\n"
    }

    private func hand(_ text: String, to scene: EngineTests.Scene) -> Verdict {
        scene.sequence += 1
        let bytes = InputBytes.encode(ModelRequest(text, by: "ann", reason: "a trial", at: scene.now))
        scene.engine.apply(
            type: InputType.model.rawValue, payload: bytes.span.bytes, sequence: scene.sequence,
            effects: &scene.effects)
        return scene.effects.verdict
    }

    @Test func theBytesComeBack() {
        for text in ["", Self.text("3.0")] {
            let request = ModelRequest(text, by: "ann", reason: "病", at: Instant(milliseconds: 12))
            let bytes = InputBytes.encode(request)
            #expect(InputBytes.modelRequest(bytes.span.bytes) == request)
            let short = Array(bytes.prefix(9))
            #expect(InputBytes.modelRequest(short.span.bytes) == nil)
        }
    }

    @Test func whatItSaysNamesItsVersion() throws {
        let scene = try EngineTests.Scene()
        #expect(hand(Self.text("3.0"), to: scene) == .none)
        let asked = scene.engine.modelVersion
        let version = try #require(asked)
        #expect(version.hasPrefix("model-") && version == Engine.check(model: Self.text("3")).version)
        let act = try #require(scene.effects.acts.first)
        #expect(act.type == "model.changed" && act.by == "ann" && act.text == "a trial")
        #expect(act.facts.contains { $0.name == "version" && $0.value == version })
        let named = scene.engine.rulesVersion
        #expect(named == Engine.rulesVersion + "+" + version)
        try scene.deal(60)
        let suspension = try #require(scene.alerts.first { $0.measures == [.suspendTransfers] })
        let said = try #require(suspension.indicators.first { $0.kind == .model })
        #expect(said.weight == 2_000 && said.text.contains(version) && said.text.contains("weekInStrangers (+1.5)"))
        #expect(scene.effects.rulesVersion == named)
    }

    /// Without it, with it, and after it: the engine's own evidence is what it was.
    @Test func itComesAndGoes() throws {
        let (scene, plain) = (try EngineTests.Scene(), try EngineTests.Scene())
        #expect(hand("", to: scene) == .refused("no model is asked"))
        #expect(hand(Self.text("3.0"), to: scene) == .none)
        #expect(hand("", to: scene) == .none && scene.effects.acts.first?.type == "model.withdrawn")
        let (version, model) = (scene.engine.modelVersion, scene.engine.model)
        #expect(version == nil && model == nil)
        try scene.deal(40)
        try plain.deal(40)
        #expect(scene.alerts.map(\.score) == plain.alerts.map(\.score) && !plain.alerts.isEmpty)
        let named = scene.engine.rulesVersion
        #expect(named == Engine.rulesVersion)
    }

    @Test func anUnsoundOneChangesNothing() throws {
        let scene = try EngineTests.Scene()
        _ = hand(Self.text("3.0"), to: scene)
        let version = scene.engine.modelVersion
        for (text, words) in [
            ("weir-model 1\nfeatures horoscope\nprior 0\nbase 0\ntree\nleaf 1\n", "line 2 asks for the feature"),
            ("weir-model 9\n", "line 1 must be"),
        ] {
            guard case .refused(let reason) = hand(text, to: scene) else {
                Issue.record("was taken: \(text)")
                continue
            }
            #expect(reason.contains(words), "\(reason)")
        }
        let after = scene.engine.modelVersion
        #expect(after == version)
    }

    @Test func aRestartAsksTheSameOne() throws {
        let scene = try EngineTests.Scene(seed: 9)
        _ = hand(Self.text("3.0"), to: scene)
        try scene.deal(9)
        let other = try Engine(seed: 9, saved: scene.engine.saved())
        let (own, again) = (scene.engine.stateHash, other.stateHash)
        #expect(own == again)
        let (model, modelAgain) = (scene.engine.model, other.model)
        #expect(model == modelAgain && model != nil)
        let (named, namedAgain) = (scene.engine.rulesVersion, other.rulesVersion)
        #expect(named == namedAgain)
        // The digest tells states apart that ask different models.
        _ = hand(Self.text("4.0"), to: scene)
        let changed = scene.engine.stateHash
        #expect(changed != own)
    }
}
