import WeirDomain

/// Finds out which types the open types of calls stand for.
///
/// Types are trees of any size once open ones stand for others, so looks at them are counted and their depth is
/// bounded. Past a bound nothing fits and everything is dyn, until the checker sees `excess` and says so.
struct Unifier {
    private var bound: [ValueType?] = []
    /// What was overwritten, so that an attempt that fails can be taken back.
    private var trail: [(number: Int, before: ValueType?)] = []
    private var looks = 0
    /// The bound that was passed, in words.
    private(set) var excess: String?

    mutating func fresh() -> ValueType {
        bound.append(nil)
        return .open(bound.count - 1)
    }

    /// A point to go back to.
    var mark: Int { trail.count }

    mutating func rollBack(to mark: Int) {
        while trail.count > mark, let last = trail.popLast() { bound[last.number] = last.before }
    }

    /// Forgets how to go back: what holds now, holds.
    mutating func commit() { trail.removeAll(keepingCapacity: true) }

    private mutating func set(_ number: Int, _ type: ValueType) {
        trail.append((number, bound[number]))
        bound[number] = type
    }

    /// Counts a look at a type, so deep in another.
    private mutating func look(_ depth: Int) -> Bool {
        looks += 1
        if excess != nil { return false }
        if looks > Limits.ruleTypeSteps {
            excess = "the types of the expression take more than \(Limits.ruleTypeSteps) steps to find"
        } else if depth > Limits.ruleTypeDepth {
            excess = "the types of the expression nest deeper than \(Limits.ruleTypeDepth) levels"
        }
        return excess == nil
    }

    /// The type with its parameters as fresh open types, equal ones for equal names.
    mutating func instantiate(_ type: ValueType, _ names: inout [String: ValueType]) -> ValueType {
        switch type {
        case .parameter(let name):
            if let known = names[name] { return known }
            let open = fresh()
            names[name] = open
            return open
        case .list(let element): return .list(instantiate(element, &names))
        case .map(let key, let value): return .map(instantiate(key, &names), instantiate(value, &names))
        case .type(let inner): return .type(instantiate(inner, &names))
        default: return type
        }
    }

    // MARK: What is known

    /// The last of the open types that stand for one another from this one on.
    private mutating func last(_ number: Int) -> Int {
        var number = number
        while case .open(let next)? = bound[number], look(0) { number = next }
        return number
    }

    /// What is known of a type by itself; what it is made of may be open types that are known.
    mutating func head(_ type: ValueType) -> ValueType {
        guard case .open(let number) = type else { return type }
        let last = last(number)
        return bound[last] ?? .open(last)
    }

    /// What is known of a type; what is still open becomes dyn when `closing`.
    mutating func resolve(_ type: ValueType, closing: Bool = false) -> ValueType {
        resolved(type, closing, 0) ?? type
    }

    /// `nil` for a type that stays as it is: closed ones are not copied.
    private mutating func resolved(_ type: ValueType, _ closing: Bool, _ depth: Int) -> ValueType? {
        guard look(depth) else { return .dyn }
        switch type {
        case .open:
            let known = head(type)
            if case .open = known { return closing ? .dyn : known }
            return resolved(known, closing, depth) ?? known
        case .list(let element): return resolved(element, closing, depth + 1).map { .list($0) }
        case .map(let key, let value):
            let (first, second) = (resolved(key, closing, depth + 1), resolved(value, closing, depth + 1))
            return first == nil && second == nil ? nil : .map(first ?? key, second ?? value)
        case .type(let inner): return resolved(inner, closing, depth + 1).map { .type($0) }
        default: return nil
        }
    }

    // MARK: What fits

    /// Whether a value of one type may stand where the other is expected; what that says of open types is kept.
    mutating func unify(_ a: ValueType, _ b: ValueType) -> Bool {
        let mark = mark
        if match(a, b, 0) { return true }
        rollBack(to: mark)
        return false
    }

    private mutating func match(_ a: ValueType, _ b: ValueType, _ depth: Int) -> Bool {
        guard look(depth) else { return false }
        switch (a, b) {
        case (.open(let x), .open(let y)): return join(last(x), last(y), depth)
        case (.open(let number), let other), (let other, .open(let number)): return bind(last(number), other, depth)
        case (.dyn, _), (_, .dyn): return true
        case (.list(let x), .list(let y)): return match(x, y, depth + 1)
        case (.map(let k, let v), .map(let l, let w)): return match(k, l, depth + 1) && match(v, w, depth + 1)
        case (.type, .type): return true
        case (.record, .map(let key, _)), (.map(let key, _), .record): return match(key, .string, depth + 1)
        case (.null, .timestamp), (.null, .duration), (.null, .record): return true
        case (.timestamp, .null), (.duration, .null), (.record, .null): return true
        default: return a == b
        }
    }

    private mutating func join(_ x: Int, _ y: Int, _ depth: Int) -> Bool {
        if x == y { return true }
        guard bound[x] == nil, bound[y] == nil else { return bind(x, .open(y), depth) }
        // The older one for the newer: a list of empty lists has one that all stand for, not a chain of them.
        set(max(x, y), .open(min(x, y)))
        return true
    }

    private mutating func bind(_ number: Int, _ type: ValueType, _ depth: Int) -> Bool {
        if let known = bound[number] {
            guard match(known, type, depth + 1) else { return false }
            // Of two types that go together the more general one holds: dyn above all, null below its partners.
            if head(type) == .dyn || known == .null { set(number, type) }
            return true
        }
        guard !occurs(number, in: type, depth) else { return false }
        set(number, type)
        return true
    }

    private mutating func occurs(_ number: Int, in type: ValueType, _ depth: Int) -> Bool {
        guard look(depth) else { return true }
        switch type {
        case .open(let other):
            let last = last(other)
            if last == number { return true }
            guard let known = bound[last] else { return false }
            return occurs(number, in: known, depth)
        case .list(let element): return occurs(number, in: element, depth + 1)
        case .map(let key, let value):
            return occurs(number, in: key, depth + 1) || occurs(number, in: value, depth + 1)
        case .type(let inner): return occurs(number, in: inner, depth + 1)
        default: return false
        }
    }

    /// The type of elements that stand together in a list: their common type, or dyn.
    mutating func join(_ types: [ValueType]) -> ValueType {
        guard var common = types.first else { return fresh() }
        for type in types.dropFirst() {
            guard unify(common, type) else { return .dyn }
            if head(type) == .dyn || head(common) == .null { common = type }
        }
        return common
    }
}
