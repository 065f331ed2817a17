import WeirDetection
import WeirRuleSets

/// What legs of one role read while a block is taken, by address and without anything to look up. Freed by hand.
struct RoleRun: BitwiseCopyable {
    let rules: UInt64
    /// Windows of every account of what comes in, the shortest first, and their places among all that are read; and of
    /// what goes out.
    let incoming: UnsafeMutableBufferPointer<Window>
    let incomingPlaces: UnsafeMutableBufferPointer<Int>
    let outgoing: UnsafeMutableBufferPointer<Window>
    let outgoingPlaces: UnsafeMutableBufferPointer<Int>
    /// Windows of the set's own that are read, by bits.
    let own: UInt64

    /// - Parameter kept: by step, the places of windows that every account has.
    init(_ plan: SharedPlan, _ role: LegRole, _ layout: borrowing RowLayout, _ kept: [Int]) {
        let place = Int(role.rawValue)
        rules = plan.rules[place]
        var steps = Set(layout.steps[place])
        for rule in plan.conditionSteps.indices where rules >> UInt64(rule) & 1 == 1 {
            steps.formUnion(plan.conditionSteps[rule])
        }
        var own: UInt64 = 0
        var sides: [Direction: [(window: Window, place: Int)]] = [:]
        for step in steps.sorted() {
            guard case .window(let window) = plan.steps[step] else { continue }
            if window.spec >= 0 {
                own |= 1 << UInt64(window.spec)
            } else {
                sides[window.direction, default: []].append((window.window, kept[step]))
            }
        }
        self.own = own
        func ordered(_ direction: Direction) -> [(window: Window, place: Int)] {
            (sides[direction] ?? []).sorted { ($0.window.minutes, $0.place) < ($1.window.minutes, $1.place) }
        }
        (incoming, incomingPlaces) = Self.stored(ordered(.incoming))
        (outgoing, outgoingPlaces) = Self.stored(ordered(.outgoing))
    }

    func free() {
        incoming.deallocate()
        incomingPlaces.deallocate()
        outgoing.deallocate()
        outgoingPlaces.deallocate()
    }

    private static func stored(
        _ windows: [(window: Window, place: Int)]
    ) -> (UnsafeMutableBufferPointer<Window>, UnsafeMutableBufferPointer<Int>) {
        let kinds = UnsafeMutableBufferPointer<Window>.allocate(capacity: windows.count)
        _ = kinds.initialize(from: windows.map(\.window))
        let places = UnsafeMutableBufferPointer<Int>.allocate(capacity: windows.count)
        _ = places.initialize(from: windows.map(\.place))
        return (kinds, places)
    }
}
