import WeirCodec
import WeirDomain
public import WeirEngine
import WeirRuleSets

/// A running rule set as JSON, for the API and the command line.
public enum RuleViewJSON {
    public static func object(_ view: RuleSetView) -> [UInt8] {
        var object = JSONObject()
        object.put("version", view.version)
        object.put("stage", view.stage.name)
        if view.stage == .canary { object.put("permille", view.permille) }
        object.put("by", view.by)
        if !view.others.isEmpty { object.put("handed_in_before_by", view.others) }
        object.put("signed_by", view.approvers)
        object.put("seen", view.seen)
        let tuned = view.set.typologies.filter { !Engine.builtInTypologies.contains($0) }
        object.put("typologies", tuned.map(\.typology.name))
        if view.stage == .shadow || view.stage == .canary {
            object.put("harder", view.harder)
            object.put("milder", view.milder)
            object.put("accounts_harder", view.accounts)
            object.put("merchants_harder", view.merchants)
            object.put("accounts_proposed", view.proposed)
            object.put("needs_two_signatures", view.needsTwo)
            object.put("reach", view.reach)
            object.put("why", view.why)
            object.put("seen_for_one_signature", Limits.guardPayments)
        }
        object.put("windows", json: JSONObject.array(view.windows.map(Self.window)))
        object.put(
            "rules",
            json: JSONObject.array(
                view.set.rules.indices.map { number in
                    var rule = JSONObject()
                    rule.put("id", view.set.rules[number].id)
                    rule.put("title", view.set.rules[number].title)
                    rule.put("held", view.hits[number])
                    if view.isWaiting(number) {
                        rule.put("windows_full", false)
                        rule.put("windows_full_at", view.fullAt(number))
                    }
                    if view.failures[number] > 0 {
                        rule.put("without_value", view.failures[number])
                        rule.put("first_error", view.firstErrors[number])
                    }
                    return rule.closed
                }))
        return object.closed
    }

    private static func window(_ window: RuleWindowView) -> [UInt8] {
        var object = JSONObject()
        object.put("window", window.name)
        object.put("counts_since", window.since)
        object.put("full_at", window.fullAt)
        object.put("full", window.isFull)
        return object.closed
    }
}
