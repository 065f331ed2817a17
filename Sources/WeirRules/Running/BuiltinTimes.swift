extension Builtins {
    /// The fields of timestamps, in UTC or in a time zone, and the units of durations.
    static func time(_ function: Builtin, _ x: Arguments, _ i: Instruction, _ run: inout Run)
        throws(Failure) -> Value?
    {
        if case .duration(let span) = x.first, x.count == 1 { return units(function, span.nanoseconds) }
        guard case .timestamp(let moment) = x.first, x.count <= 2 else { return nil }
        var offset: Int64 = 0
        if x.count == 2 {
            guard case .string(let name) = x.second else { return nil }
            // A zone's file is read, unless it has been before: whether it has makes no difference to the price.
            try run.charge(TimeZone.isOffset(name) ? 32 : 400, i.part)
            guard let zone = TimeZone.named(name) else {
                throw run.fail(.invalidArgument, i.part, .text("unknown time zone \(x.second.shortText)"))
            }
            offset = zone.offset(at: moment.seconds)
        }
        return field(function, of: moment, offset)
    }

    /// A field of a moment on a clock so many seconds ahead of UTC.
    static func field(_ function: Builtin, of moment: Timestamp, _ offset: Int64) -> Value {
        let time = CivilTime(seconds: moment.seconds, offset: offset)
        switch function {
        case .date: return .int(time.day)
        case .dayOfMonth: return .int(time.day - 1)
        case .dayOfWeek: return .int(time.weekday)
        case .dayOfYear: return .int(time.dayOfYear)
        case .fullYear: return .int(time.year)
        case .hours: return .int(time.hour)
        case .milliseconds: return .int(Int64(moment.nanoseconds) / 1_000_000)
        case .minutes: return .int(time.minute)
        case .month: return .int(time.month - 1)
        default: return .int(time.second)
        }
    }

    private static func units(_ function: Builtin, _ nanoseconds: Int64) -> Value? {
        switch function {
        case .hours: .int(nanoseconds / 3_600_000_000_000)
        case .minutes: .int(nanoseconds / 60_000_000_000)
        case .seconds: .int(nanoseconds / 1_000_000_000)
        // The part after the whole seconds, unlike the others.
        case .milliseconds: .int(nanoseconds % 1_000_000_000 / 1_000_000)
        default: nil
        }
    }
}
