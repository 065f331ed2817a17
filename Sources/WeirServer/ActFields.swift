import Hummingbird
import WeirDomain
import WeirEngine
import WeirLists
import WeirRuntime

/// Fields of a body turned into an act: the same for the API's JSON and the console's forms.
extension Acting {
    /// One of the names that a query may give: any other would find nothing, for ever.
    static func name(_ field: String, _ request: Request, of names: [String]) throws -> String? {
        guard let value = request.uri.queryParameters.get(field) else { return nil }
        guard names.contains(value) else { throw invalid(field, "is none of \(names.joined(separator: ", "))") }
        return value
    }

    /// In which language sentences are wanted.
    static func language(_ request: Request) throws -> Language {
        try name("language", request, of: Language.allCases.map(\.rawValue)).flatMap { Language(rawValue: $0) } ?? .en
    }

    /// A measure that somebody asks for.
    static func propose(_ body: Body, _ act: inout ActRequest) throws -> MeasureKind {
        guard let kind = MeasureKind(name: try need(body.kind, "kind")) else {
            throw invalid("kind", "is none of \(MeasureKind.allCases.map(\.name).joined(separator: ", "))")
        }
        act.kind = kind.rawValue
        if kind == .blockSite {
            let site = try need(body.site, "site")
            // As the engine has it: what was made is found again by it.
            act.subject = HostName(site)?.text ?? site
        } else {
            act.subject = try need(body.account, "account")
        }
        act.text = try need(body.ground, "ground")
        // Nothing is taken from anybody without a basis: where people name none it is the contract, or the authority's
        // order once it is known whose it is.
        act.detail = body.basis ?? ""
        if act.detail.isEmpty, body.order == nil { act.detail = LegalBasis.contract }
        act.until = try time(body.until, "until")
        if kind == .limitCollection {
            act.extra = try need(body.currency, "currency")
            let text = try need(body.quota, "quota")
            guard let currency = Currency(act.extra) else { throw invalid("currency", "is no currency") }
            guard case .success(let quota) = text.withBytes({ Amount.parse($0, currency: currency) }) else {
                throw invalid("quota", "is no amount in \(act.extra)")
            }
            act.other = quota.minor
        }
        if kind == .holdPayment { act.extra = try need(body.payment, "payment") }
        act.statement = body.statement ?? ""
        return kind
    }

    /// What is asked of a measure that there is.
    static func change(measure number: Int, _ body: Body, _ act: inout ActRequest) throws {
        act.number = number
        act.text = body.reason ?? ""
        act.until = try time(body.until, "until")
        if act.verb != .approve, act.text.isEmpty { throw invalid("reason", "is missing") }
        if act.verb == .settle {
            let outcome = HoldOutcome.allCases.first { $0.name == body.outcome && $0 != .pending }
            guard let outcome else { throw invalid("outcome", "is neither released nor declined") }
            act.kind = outcome.rawValue
        }
    }

    /// What is asked of a case; files are another matter.
    static func change(case number: Int, _ body: Body, _ act: inout ActRequest) throws {
        act.number = number
        act.text = body.reason ?? ""
        switch act.verb {
        case .assign: act.subject = body.to ?? act.by
        case .comment: act.text = try need(body.text, "text")
        case .tag: act.text = try need(body.tag, "tag")
        case .close:
            guard let disposition = Case.Disposition(name: try need(body.disposition, "disposition")) else {
                throw invalid("disposition", "is none of confirmed, false_alarm, unclear")
            }
            act.kind = disposition.rawValue
            act.text = try need(body.reason, "reason")
        case .wall:
            act.until = try time(body.until, "until")
            switch body.act {
            // As before there were several.
            case nil, "raise":
                act.text = try need(body.reason, "reason")
                act.kind = ActRequest.WallAct.raise.rawValue
            case "lower":
                act.text = try need(body.reason, "reason")
                act.kind = ActRequest.WallAct.lower.rawValue
            case "sign": act.kind = ActRequest.WallAct.sign.rawValue
            default: throw invalid("act", "is none of raise, sign, lower")
            }
        case .postpone:
            switch body.act {
            case nil, "put_off":
                act.text = try need(body.reason, "reason")
                act.until = try time(try need(body.until, "until"), "until")
                act.kind = ActRequest.Postponing.putOff.rawValue
            case "take_up": act.kind = ActRequest.Postponing.takeUp.rawValue
            default: throw invalid("act", "is none of put_off, take_up")
            }
        case .merge:
            guard let into = body.into else { throw invalid("into", "is missing") }
            act.other = Int64(into)
        default: break
        }
    }

    /// The decision on an appeal.
    static func decide(appeal number: Int, _ body: Body, _ act: inout ActRequest) throws {
        act.number = number
        act.text = try need(body.reason, "reason")
        switch body.decision {
        case "reversed": act.kind = 1
        case "upheld": act.kind = 0
        default: throw invalid("decision", "is neither upheld nor reversed")
        }
    }
}

extension Acting.Body {
    /// From a form.
    init(_ form: FormFields) {
        kind = form["kind"]
        account = form["account"]
        site = form["site"] ?? form["account"]
        ground = form["ground"]
        statement = form["statement"]
        basis = form["basis"]
        until = form["until"].map(Self.moment)
        quota = form["quota"]
        currency = form["currency"]
        payment = form["payment"]
        reason = form["reason"]
        text = form["text"]
        tag = form["tag"]
        act = form["act"]
        into = form["into"].flatMap { Int($0.drop { $0 == "#" }) }
        outcome = form["outcome"]
        disposition = form["disposition"]
        decision = form["decision"]
        to = form["to"] ?? ""
    }

    /// A browser's field for a day and a time has no zone: it is the viewer's. Anything else goes on as it is.
    private static func moment(_ text: String) -> String {
        guard text.utf8.count == 16 || text.utf8.count == 19,
            let time = Instant(rfc3339: text + (text.utf8.count == 16 ? ":00Z" : "Z"))
        else { return text }
        return time.advanced(bySeconds: -(Viewer.current.zone ?? 0)).rfc3339
    }
}
