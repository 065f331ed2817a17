/// Why a sign-in over the provider came to nothing, in words that help and give nothing away.
enum SignOnFault: Error {
    /// The provider does not answer, or not as the standard says.
    case provider(String)
    /// The way back does not belong to a sign-in that was begun in this browser.
    case stale
    /// The provider has said no.
    case denied(String)
    /// What the provider sent does not prove who it is.
    case token(String)
    /// Whoever it is has no role here.
    case roleless
    case name(String)

    var words: Phrase {
        switch self {
        case .provider(let what):
            Phrase("The sign-in service cannot be used: \(what).", "登录服务不可用：\(what)。")
        case .stale:
            Phrase(
                "This sign-in is too old, was used before, or was begun in another browser. Begin again.",
                "此次登录已过期、已使用，或在其他浏览器中发起。请重新登录。")
        case .denied(let what): Phrase("The sign-in service said no: \(what).", "登录服务拒绝：\(what)。")
        case .token(let what):
            Phrase("The sign-in service's answer is not good: \(what).", "登录服务的答复无效：\(what)。")
        case .roleless:
            Phrase(
                "You are known there, but no role here goes with it. Ask whoever looks after access.",
                "身份已确认，但未获本系统任何角色。请联系权限管理员。")
        case .name(let name):
            Phrase(
                "The name '\(name)' cannot be used: it is missing, not verified, or somebody else's here.",
                "用户名“\(name)”无法使用：缺失、未验证，或已被他人使用。")
        }
    }
}
