import WeirDomain
import WeirEngine

/// What waits for whoever looks at a page, by the entry of the menu under which it stands: what they may do themselves,
/// and not what others have to.
struct Waiting: Sendable {
    private var counts: [Page.Section: Int] = [:]

    init() {}

    init(_ visit: Visit) async throws {
        let (person, role) = (visit.person.name, visit.person.role)
        guard role.mayWorkOnCases else { return }
        let (cases, proposals) = try await visit.caseCache().read { ($0.open(of: person), $0.proposals(for: person)) }
        counts[.queue] = cases
        guard role.maySign else { return }
        let (signatures, appeals) = try await visit.read { engine in
            (
                engine.peopleWaiting(for: person) + (engine.trialWaits(for: person) ? 1 : 0)
                    + engine.listsToSign(by: person),
                engine.appealsWaiting(for: person)
            )
        }
        counts[.signatures] = proposals + signatures
        counts[.appeals] = role.mayDecideAppeals ? appeals : 0
    }

    subscript(section: Page.Section) -> Int { counts[section] ?? 0 }
}

extension Visit {
    /// What waits for this person. A page is a page also where that cannot be told.
    func waiting() async -> Waiting {
        guard session != nil, let waiting = try? await Waiting(self) else { return Waiting() }
        return waiting
    }
}
