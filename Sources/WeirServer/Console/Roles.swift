import WeirDomain

/// Which roles a door is for. The engine decides act by act all the same.
struct Roles: Sendable, Hashable {
    let roles: Set<Role>
    /// For those who have not signed in as well.
    var isOpen = false

    /// Everybody who works at the console.
    static let readers = Roles(roles: [.analyst, .supervisor, .compliance, .regulator, .admin])
    static let workers = Roles(roles: Set(Role.allCases.filter(\.mayWorkOnCases)))
    static let signers = Roles(roles: Set(Role.allCases.filter(\.maySign)))
    static let admins = Roles(roles: [.admin])
    /// Whoever is signed in, for what is their own.
    static let everybody = Roles(roles: Set(Role.allCases.filter { !$0.isProgram }))
    /// Before signing in.
    static let open = Roles(roles: Set(Role.allCases), isOpen: true)

    func contains(_ role: Role) -> Bool { roles.contains(role) }
}

extension Role {
    var phrase: Phrase {
        switch self {
        case .integrator: Phrase("integrator", "接入方")
        case .analyst: Phrase("analyst", "分析员")
        case .supervisor: Phrase("supervisor", "主管")
        case .compliance: Phrase("compliance", "合规官")
        case .regulator: Phrase("regulator", "监管方")
        case .admin: Phrase("administrator", "管理员")
        case .patrol: Phrase("site patrol", "巡查程序")
        case .rail: Phrase("payment rail", "支付通道")
        case .prices: Phrase("price feed", "行情程序")
        }
    }
}
