/// Finds out which types the open types of calls stand for.
struct Unifier {
    private var bound: [ValueType?] = []
    /// What was overwritten, so that an attempt that fails can be taken back.
    private var trail: [(number: Int, before: ValueType?)] = []

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

    /// What is known of a type; what is still open becomes dyn when `closing`.
    func resolve(_ type: ValueType, closing: Bool = false) -> ValueType {
        switch type {
        case .open(let number):
            if let known = bound[number] { return resolve(known, closing: closing) }
            return closing ? .dyn : type
        case .list(let element): return .list(resolve(element, closing: closing))
        case .map(let key, let value):
            return .map(resolve(key, closing: closing), resolve(value, closing: closing))
        case .type(let inner): return .type(resolve(inner, closing: closing))
        default: return type
        }
    }

    /// Whether a value of one type may stand where the other is expected; what that says of open types is kept.
    mutating func unify(_ a: ValueType, _ b: ValueType) -> Bool {
        let mark = mark
        if match(a, b) { return true }
        rollBack(to: mark)
        return false
    }

    private mutating func match(_ a: ValueType, _ b: ValueType) -> Bool {
        switch (a, b) {
        case (.open(let x), .open(let y)) where x == y: return true
        case (.open(let number), let other), (let other, .open(let number)): return bind(number, other)
        case (.dyn, _), (_, .dyn): return true
        case (.list(let x), .list(let y)): return match(x, y)
        case (.map(let k, let v), .map(let l, let w)): return match(k, l) && match(v, w)
        case (.type, .type): return true
        case (.record, .map(let key, _)), (.map(let key, _), .record): return match(key, .string)
        case (.null, .timestamp), (.null, .duration), (.null, .record): return true
        case (.timestamp, .null), (.duration, .null), (.record, .null): return true
        default: return a == b
        }
    }

    private mutating func bind(_ number: Int, _ type: ValueType) -> Bool {
        if let known = bound[number] {
            guard match(known, type) else { return false }
            // Of two types that go together the more general one holds: dyn above all, null below its partners.
            if type == .dyn || resolve(known) == .null { set(number, type) }
            return true
        }
        if resolve(type) == .open(number) { return true }
        guard !occurs(number, in: type) else { return false }
        set(number, type)
        return true
    }

    private func occurs(_ number: Int, in type: ValueType) -> Bool {
        switch type {
        case .open(let other):
            if other == number { return true }
            return bound[other].map { occurs(number, in: $0) } ?? false
        case .list(let element): return occurs(number, in: element)
        case .map(let key, let value): return occurs(number, in: key) || occurs(number, in: value)
        case .type(let inner): return occurs(number, in: inner)
        default: return false
        }
    }

    /// The type of elements that stand together in a list: their common type, or dyn.
    mutating func join(_ types: [ValueType]) -> ValueType {
        guard var common = types.first else { return fresh() }
        for type in types.dropFirst() {
            guard unify(common, type) else { return .dyn }
            if resolve(type) == .dyn || resolve(common) == .null { common = type }
        }
        return common
    }
}
