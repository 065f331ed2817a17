import WeirDomain
import WeirEngine
import WeirLists

/// What of a list goes by one person's word, on the list's page.
enum ListWaitingPart {
    /// What one person's word stops or holds, or is to shield, with the way for a second one to sign.
    static func html(
        _ list: NamedList, _ waiting: ListWaiting, _ entries: [ListEntry], _ visit: Visit
    ) -> HTML {
        section(Phrase("One person's word", "一人之决定")) {
            p { list.role == .allow ? shielded(waiting) : stopped(waiting) }
            ListPages.entryTable(entries, Phrase("What waits for a second person", "待第二人签署的条目"))
            if Roles.signers.contains(visit.person.role) {
                WeirServer.form(post: Link("/console/lists", list.name).then("sign")) {
                    hidden("version", String(list.version))
                    field(Phrase("Why", "理由"), "reason", .flag("required"))
                    button(Phrase("Sign version \(list.version)", "签署版本 \(list.version)"), "danger")
                }
            }
        }
    }

    @HTMLBuilder
    private static func stopped(_ waiting: ListWaiting) -> HTML {
        if waiting.accounts > 0 {
            Phrase(
                Written.plural(waiting.accounts, "account is", "accounts are")
                    + " stopped on one person's word. ",
                "\(Written.count(waiting.accounts)) 个账户仅凭一人之决定被限制。")
        }
        if waiting.devices > 0 {
            Phrase(
                "Payments of " + Written.plural(waiting.devices, "device", "devices")
                    + " are held on one person's word, and not declined. ",
                "\(Written.count(waiting.devices)) 个设备仅凭一人之决定，其付款暂缓而不拒绝。")
        }
        if waiting.sites + waiting.addresses > 0 {
            Phrase(
                "Payments that name "
                    + Written.plural(
                        waiting.sites + waiting.addresses, "site or coin's address", "sites or coins' addresses")
                    + " are declined on one person's word. ",
                "涉及 \(Written.count(waiting.sites + waiting.addresses)) 个网站或币地址的付款仅凭一人之决定被拒绝。")
        }
        if let ends = waiting.ends {
            Phrase("It ends by itself, the first of them at ", "到期自动失效，最早于 ")
            moment(ends)
            Phrase(". Once somebody else has signed the list it is for good.", "。另有一人签署后长期有效。")
        }
    }

    @HTMLBuilder
    private static func shielded(_ waiting: ListWaiting) -> HTML {
        let count = waiting.accounts + waiting.devices + waiting.sites + waiting.addresses
        Phrase(
            Written.plural(count, "entry waits", "entries wait")
                + " for a second person: other lists are kept from what they name once somebody else has signed.",
            "\(Written.count(count)) 个条目待第二人签署；签署后才不受其他名单影响。")
        if let ends = waiting.ends {
            Phrase(
                " What was on the list before that was asked for is shielded on one person's word until then, the "
                    + "first of it until ", "此前已在名单上的，凭一人之决定暂时生效，最早至 ")
            moment(ends)
            Phrase(".", "。")
        }
    }

    /// Lists of which something waits, on the page of what waits for a signature.
    static func all(_ lists: [NamedList]) -> HTML {
        if lists.isEmpty { return HTML() }
        return section(Phrase("Lists that wait for a second person's word", "待第二人签署的名单")) {
            ul {
                for list in lists.prefix(50) {
                    li {
                        a(Link("/console/lists", list.name)) { code(list.name) }
                        " "
                        badge(list.role.phrase, list.role.tone)
                    }
                }
            }
        }
    }
}
