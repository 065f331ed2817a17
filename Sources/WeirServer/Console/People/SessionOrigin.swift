import HTTPTypes
import Hummingbird

/// From where somebody has signed in, as far as one recognises one's own: browser, system and address.
enum SessionOrigin {
    /// What a browser calls itself, and what people call it; those that pass for others come before them.
    private static let browsers = [
        ("MicroMessenger/", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    /// Names of this program's own: nothing of what a browser says stands on a page or in the file as it said it.
    static func words(_ agent: String?, _ address: String) -> String {
        let agent = String((agent ?? "").prefix(400))
        let known = [browsers, systems].compactMap { names in names.first { agent.contains($0.0) }?.1 }
        return (known + [address]).filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Visit {
    /// From where this request comes, for a session that begins with it.
    var sessionOrigin: String { SessionOrigin.words(request.headers[.userAgent], address) }
}
