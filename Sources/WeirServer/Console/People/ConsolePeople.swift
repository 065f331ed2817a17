import WeirDomain
import WeirStore

/// The people of the console, for the command line.
public enum ConsolePeople {
    static func file(_ directory: String) -> String { directory + "/people.db" }

    /// Makes the first administrator where there is nobody yet.
    /// - Returns: the password, for the one time that it is shown; it must be replaced at the first sign-in.
    public static func makeFirst(_ directory: String) throws -> (name: String, password: String)? {
        let store = try PeopleStore(path: file(directory))
        defer { try? store.close() }
        guard try store.people().isEmpty else { return nil }
        return ("admin", try make(store, "admin", .admin, mustChange: true))
    }

    /// Makes somebody, or gives somebody a new password.
    /// - Parameter mustChange: the password is good for one sign-in only.
    public static func make(
        _ directory: String, name: String, role: String, mustChange: Bool = true
    ) throws -> String {
        let store = try PeopleStore(path: file(directory))
        defer { try? store.close() }
        guard let role = Role(name: role) else { return "" }
        return try make(store, name, role, mustChange: mustChange)
    }

    /// Names and roles of everybody who has a password.
    public static func all(_ directory: String) throws -> [(String, String)] {
        let store = try PeopleStore(path: file(directory))
        defer { try? store.close() }
        return try store.people().map { ($0.name, $0.role) }
    }

    /// One name has one role, whichever way it comes in.
    public static func setRole(_ directory: String, of name: String, _ role: String) throws {
        let store = try PeopleStore(path: file(directory))
        defer { try? store.close() }
        let changed = try store.change(name) { person in
            guard person.role != role else { return false }
            person.role = role
            return true
        }
        if changed != nil { try store.forgetSessions(of: name) }
    }

    /// - Returns: how many passwords were taken away.
    public static func remove(_ directory: String, _ name: String) throws -> Int {
        let store = try PeopleStore(path: file(directory))
        defer { try? store.close() }
        guard try store.person(name) != nil else { return 0 }
        try store.remove(name)
        return 1
    }

    static func make(_ store: PeopleStore, _ name: String, _ role: Role, mustChange: Bool) throws -> String {
        let password = PasswordHash.oneTime()
        var person = ConsolePerson(name: name, role: role.name, password: try PasswordHash.make(password))
        person.mustChange = mustChange
        try store.set(person)
        try store.forgetSessions(of: name)
        return password
    }
}
