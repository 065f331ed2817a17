/// Style sheets and scripts of the console. They are a module of their own because a compiler takes its time over bytes
/// written as a list of numbers.
public enum WebAssets {
    /// Colours and themes, before every style sheet.
    public static let palette = PackageResources.palette_css

    /// By the name that pages use.
    public static let all: [(name: String, bytes: [UInt8])] = [
        ("console.css", palette + PackageResources.console_css),
        ("console.js", PackageResources.console_js),
        ("drawings.css", PackageResources.drawings_css),
        ("flow.js", PackageResources.flow_js),
        ("overview.js", PackageResources.overview_js),
        ("queue.js", PackageResources.queue_js),
        ("rules.js", PackageResources.rules_js),
        ("lists.js", PackageResources.lists_js),
        ("verify.js", PackageResources.verify_js),
    ]
}
