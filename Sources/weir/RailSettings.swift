import Foundation
import WeirServer

/// The parts of the file of `weir serve --config` that say how notifications of payment rails are known to be theirs:
/// `alipay` (`public_key`, `app_id`, `seller_id`) and `wechat_pay` (`api_v3_key`, `platform_keys`, `mchid`). Keys are
/// named by their files, so that the settings may be shown to anybody.
struct RailSettings {
    private(set) var alipay: AlipaySettings?
    private(set) var weChatPay: WeChatPaySettings?

    init() {}

    /// - Parameters:
    ///   - object: the whole file.
    ///   - path: of the file, for errors.
    init(_ object: [String: Any], path: String) throws {
        if let part = try Part("alipay", object, path, names: ["public_key", "app_id", "seller_id"]) {
            let apps = try part.texts("app_id")
            guard !apps.isEmpty else { throw part.wrong("app_id is missing") }
            alipay = AlipaySettings(
                key: try part.key(try part.text("public_key"), "public_key"), apps: apps,
                sellers: try part.texts("seller_id"))
        }
        if let part = try Part("wechat_pay", object, path, names: ["api_v3_key", "platform_keys", "mchid"]) {
            let file = try part.text("api_v3_key")
            guard let secret = FileManager.default.contents(atPath: file) else {
                throw Failure.environment("--config: \(path): wechat_pay.api_v3_key: \(file): cannot be read")
            }
            // An editor ends the line.
            let text = String(decoding: secret, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            do {
                weChatPay = try WeChatPaySettings(
                    secret: Array(text.utf8), keys: try part.keys("platform_keys"), merchants: try part.texts("mchid"))
            } catch let flaw as RailKey.Flaw {
                throw part.wrong("\(flaw)")
            }
        }
    }
}

/// One part of a settings file.
private struct Part {
    private let name: String
    private let path: String
    private let values: [String: Any]

    /// `nil` where the file has no such part.
    init?(_ name: String, _ object: [String: Any], _ path: String, names: [String]) throws {
        guard let value = object[name] else { return nil }
        (self.name, self.path) = (name, path)
        guard let values = value as? [String: Any] else {
            throw Failure.wrongUse("--config: \(path): \(name) must be an object with \(names.joined(separator: ", "))")
        }
        self.values = values
        for other in values.keys.sorted() where !names.contains(other) {
            throw wrong("'\(other)' is no setting; there are \(names.joined(separator: ", "))")
        }
    }

    func wrong(_ words: String) -> any Error { Failure.wrongUse("--config: \(path): \(name): \(words)") }

    func text(_ key: String) throws -> String {
        guard let text = values[key] as? String, !text.isEmpty else { throw wrong("\(key) must be a text") }
        return text
    }

    /// One text, or several; none where there is nothing.
    func texts(_ key: String) throws -> [String] {
        guard let value = values[key] else { return [] }
        let texts = (value as? String).map { [$0] } ?? value as? [String]
        guard let texts, !texts.isEmpty, !texts.contains("") else {
            throw wrong("\(key) must be a text or a list of texts")
        }
        return texts
    }

    func key(_ file: String, _ key: String) throws -> RailKey {
        do { return try RailKey(path: file) } catch {
            throw Failure.environment("--config: \(path): \(name).\(key): \(error)")
        }
    }

    /// Files of keys by the names that the rail gives them.
    func keys(_ key: String) throws -> [String: RailKey] {
        guard let files = values[key] as? [String: String], !files.isEmpty else {
            throw wrong("\(key) must be an object: the serial number or id of each key, and its file")
        }
        var keys: [String: RailKey] = [:]
        for (id, file) in files { keys[id] = try self.key(file, "\(key).\(id)") }
        return keys
    }
}
