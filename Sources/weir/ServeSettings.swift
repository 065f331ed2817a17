import Foundation

/// The file of `weir serve --config`: what the options say, by their names.
struct ServeSettings {
    private(set) var data: String?
    private(set) var listen: String?
    private(set) var rail: String?
    private(set) var railAnswers: String?
    private(set) var prices: String?
    private(set) var priceJump: Int?
    private(set) var hoursAhead: Int?
    private(set) var oidc: String?
    private(set) var model: String?
    private(set) var snapshotEvery: UInt64?
    private(set) var rails = RailSettings()

    private static let names = [
        "data", "listen", "rail", "rail_answers", "prices", "price_jump", "hours_ahead", "oidc", "model",
        "snapshot_every", "alipay", "wechat_pay",
    ]

    /// Without a file nothing is said.
    init(path: String?) throws {
        guard let path else { return }
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw Failure.environment("--config: \(path): cannot be read")
        }
        guard let read = try? JSONSerialization.jsonObject(with: bytes), let object = read as? [String: Any] else {
            throw Failure.wrongUse("--config: \(path): is no JSON object")
        }
        // A name that is passed over would be a setting that somebody believes in.
        for name in object.keys.sorted() where !Self.names.contains(name) {
            let known = Self.names.joined(separator: ", ")
            throw Failure.wrongUse("--config: \(path): '\(name)' is no setting; there are \(known)")
        }
        func text(_ name: String) throws -> String? {
            guard let value = object[name] else { return nil }
            guard let text = value as? String, !text.isEmpty else {
                throw Failure.wrongUse("--config: \(path): \(name) must be a text")
            }
            return text
        }
        data = try text("data")
        listen = try text("listen")
        rail = try text("rail")
        railAnswers = try text("rail_answers")
        prices = try text("prices")
        oidc = try text("oidc")
        model = try text("model")
        rails = try RailSettings(object, path: path)
        func number(_ name: String) throws -> Int? {
            guard let value = object[name] else { return nil }
            guard let number = value as? Int, number >= 0 else {
                throw Failure.wrongUse("--config: \(path): \(name) must be a whole number from 0 on")
            }
            return number
        }
        priceJump = try number("price_jump")
        hoursAhead = try number("hours_ahead")
        snapshotEvery = try number("snapshot_every").map { UInt64($0) }
    }
}
