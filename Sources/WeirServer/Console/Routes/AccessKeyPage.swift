import WeirDomain
import WeirEngine
import WeirRuntime
import WeirStore

/// A key for a program: a payment switch, a feed of prices, whatever else speaks with the API.
extension AccessPages {
    /// The engine and the register know first; then the key is made, and shown this once.
    func newKey(_ visit: Visit, _ name: String, _ role: Role, besides gone: [String]) async throws -> Reply {
        let access = visit.acting.access
        let key = try await access.change(name, to: role) {
            try access.needName(name, besides: gone)
        } note: {
            try await note(name, $0, visit)
        } carryOut: {
            try access.setConsoleRole(of: name, role)
            return try AccessKeys.make(visit.desk.store, name: name, role: role.name, at: ServerClock.now)
        }
        let isVouched = try await visit.read { $0.unvouched[name] == nil }
        return .page(
            Page(Phrase("API key", "API 密钥"), name, in: .access) {
                p(.class("note")) {
                    Phrase(
                        "It is shown only now. Whoever has it may do what the role may: keep it where the program "
                            + "reads it, and nowhere else.",
                        "仅显示一次。持有者即拥有该角色的权限：请只存放在程序读取处。")
                }
                if !isVouched { Self.vouchHint }
                p(.class("key")) { code(key) }
                if AccessBook.mayHandIn(role) {
                    section(Phrase("Try it", "试用")) {
                        p { Phrase("It decides one payment:", "决策一笔支付：") }
                        HTML.element("pre", [.class("example")], .text(visit.command(paying: key)))
                    }
                }
                p { a(Link("/console/access")) { Phrase("Back to the people", "返回人员") } }
            })
    }

    static var vouchHint: HTML {
        p(.class("hint")) {
            Phrase(
                "Somebody of another hand has to vouch for them under \"Signatures\": until then they sign "
                    + "nothing that cannot be undone.",
                "须由另一授权来源的人员在“复核签署”页复核；在此之前不能签署不可撤销的措施。")
        }
    }
}
