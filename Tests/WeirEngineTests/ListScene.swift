import Testing
import WeirDomain
import WeirEngine
import WeirLists

/// What lists are tried in.
extension ActScene {
    static let day: Int64 = 86_400

    /// A house of an administrator, whoever that one has let in, and two of other hands; a month later, its clock told.
    static func house() -> ActScene {
        let scene = ActScene()
        scene.give("root", .admin)
        scene.give("ann", .compliance, by: "root", as: .admin)
        scene.give("bob", .supervisor)
        scene.give("cyd", .compliance)
        scene.tell(days: 30)
        return scene
    }

    /// Lets days go by, and tells the engine.
    func tell(days: Int64) {
        now = now.advanced(bySeconds: days * Self.day)
        ask(.time, by: Measure.weir, nil) { $0.kind = Engine.wallClock }
    }

    /// The next version of a list, of what is wanted; handed in now.
    @discardableResult
    func put(_ entries: [ListEntry], _ role: ListRole, by person: String, named name: String) -> Verdict {
        let version = (engine.outside.lists.first { $0.name == name }?.version ?? 0) + 1
        return take(NamedList(name: name, version: version, role: role, entries: entries), by: person, at: now)
    }

    /// Signs a list; what is said where that is refused.
    func sign(_ name: String, by person: String, _ role: Role = .supervisor, version: Int = 1) -> String {
        let verdict = ask(.signList, version, by: person, role) { $0.extra = name }
        #expect(verdict == .none || !verdict.reason.isEmpty)
        return verdict.reason
    }

    /// Starts anew from a snapshot, which changes nothing.
    func restart() throws {
        let before = hash
        engine = try Engine(seed: 3, saved: engine.saved())
        #expect(hash == before)
    }
}
