extension Interpreter {
    /// A macro over a list or a map, or a `cel.bind`.
    static func loop<B: Bindings & ~Copyable>(_ code: Code, _ i: Instruction, _ bindings: borrowing B, _ run: inout Run)
        throws(Failure) -> Value
    {
        let loop = run.tables.loops[Int(i.a)]
        let range = try value(code, loop.range, bindings, &run)
        if loop.kind == .bind {
            run.locals[loop.local] = range
            guard let result = loop.result else { return .null }
            return try value(code, result, bindings, &run)
        }
        let elements: Elements
        switch range {
        case .list(let list): elements = Elements(list: list, isMap: false)
        case .map(let map): elements = Elements(entries: map.entries, isMap: true)
        default: throw run.fail(.noSuchOverload, i.part, .text("\(loop.kind.words) goes over a list or a map"))
        }
        switch loop.kind {
        case .all: return try decide(false, loop, elements, code, i, bindings, &run)
        case .exists: return try decide(true, loop, elements, code, i, bindings, &run)
        case .existsOne: return try existsOne(loop, elements, code, i, bindings, &run)
        case .transformMap, .transformMapEntry: return try makeMap(loop, elements, code, i, bindings, &run)
        default: return try makeList(loop, elements, code, i, bindings, &run)
        }
    }

    /// The elements of a list or the entries of a map; the other array is empty. (An enum would be unwrapped, and its
    /// array counted, at every turn.)
    private struct Elements {
        var list: [Value] = []
        var entries: [ValueMap.Entry] = []
        let isMap: Bool

        var count: Int { isMap ? entries.count : list.count }

        /// The key or index of an element, and its value.
        func pair(_ place: Int) -> (key: Value, value: Value) {
            isMap ? (entries[place].key, entries[place].value) : (.int(Int64(place)), list[place])
        }

        /// What a macro with one variable sees: the element, or the key.
        func single(_ place: Int) -> Value { isMap ? entries[place].key : list[place] }
    }

    /// Sets the variables for one element, and pays for what will be done with it.
    @inline(__always)
    private static func bind(_ loop: Loop, _ elements: Elements, _ place: Int, _ i: Instruction, _ run: inout Run)
        throws(Failure)
    {
        try run.charge(Int(i.b), i.part)
        if let second = loop.second {
            let pair = elements.pair(place)
            run.locals[loop.local] = pair.key
            run.locals[second] = pair.value
        } else {
            run.locals[loop.local] = elements.single(place)
        }
    }

    private static func condition<B: Bindings & ~Copyable>(
        _ loop: Loop, _ code: Code, _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Bool {
        guard let condition = loop.condition else { return true }
        return try bool(code, condition, bindings, &run)
    }

    /// `exists` (decided by a true) and `all` (decided by a false). Errors count only when nothing decides.
    private static func decide<B: Bindings & ~Copyable>(
        _ decisive: Bool, _ loop: Loop, _ elements: Elements, _ code: Code, _ i: Instruction,
        _ bindings: borrowing B, _ run: inout Run
    ) throws(Failure) -> Value {
        var failure: (Failure, Detail)?
        for place in 0..<elements.count {
            try bind(loop, elements, place, i, &run)
            do throws(Failure) {
                if try condition(loop, code, bindings, &run) == decisive { return .bool(decisive) }
            } catch {
                if error.kind == .tooLong { throw error }
                let detail = run.detail
                try run.charge(Run.absorbed, error.part)
                failure = failure ?? (error, detail)
            }
        }
        guard let (error, detail) = failure else { return .bool(!decisive) }
        run.detail = detail
        throw error
    }

    private static func existsOne<B: Bindings & ~Copyable>(
        _ loop: Loop, _ elements: Elements, _ code: Code, _ i: Instruction, _ bindings: borrowing B,
        _ run: inout Run
    ) throws(Failure) -> Value {
        var found = 0
        for place in 0..<elements.count {
            try bind(loop, elements, place, i, &run)
            if try condition(loop, code, bindings, &run) { found += 1 }
        }
        return .bool(found == 1)
    }

    /// `filter`, `map` and `transformList`.
    private static func makeList<B: Bindings & ~Copyable>(
        _ loop: Loop, _ elements: Elements, _ code: Code, _ i: Instruction, _ bindings: borrowing B,
        _ run: inout Run
    ) throws(Failure) -> Value {
        var out: [Value] = []
        for place in 0..<elements.count {
            try bind(loop, elements, place, i, &run)
            guard try condition(loop, code, bindings, &run) else { continue }
            if let result = loop.result {
                out.append(try value(code, result, bindings, &run))
            } else {
                out.append(run.locals[loop.local])
            }
        }
        return .list(out)
    }

    private static func makeMap<B: Bindings & ~Copyable>(
        _ loop: Loop, _ elements: Elements, _ code: Code, _ i: Instruction, _ bindings: borrowing B,
        _ run: inout Run
    ) throws(Failure) -> Value {
        var out = ValueMap()
        for place in 0..<elements.count {
            try bind(loop, elements, place, i, &run)
            guard try condition(loop, code, bindings, &run), let result = loop.result else { continue }
            var name = elements.pair(place).key
            if let key = loop.key { name = try value(code, key, bindings, &run) }
            try insert(name, try value(code, result, bindings, &run), into: &out, i, &run)
        }
        return .map(out)
    }
}
