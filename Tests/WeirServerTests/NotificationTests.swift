import Foundation
import Testing
import WeirCodec
import WeirDomain
import WeirServer

/// Whether a notification is the rail's. The signatures and the encryption are another program's.
@Suite struct NotificationTests {
    private typealias Vectors = NotificationVectors

    private static let signedAt = Instant(milliseconds: 1_528_425_297_000)

    /// What is said of a notification that is not taken in; empty where it is.
    private func fault(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch NotificationFault.signature(let why) {
            return "signature: \(why)"
        } catch NotificationFault.refused(let refusal) {
            return refusal.message
        } catch {
            return "\(error)"
        }
    }

    // MARK: Keys

    @Test func keysComeBareInPEMAndInCertificates() throws {
        let wrapped = "-----BEGIN PUBLIC KEY-----\n\(Vectors.publicKey)\n-----END PUBLIC KEY-----\n"
        for text in [Vectors.publicKey, Vectors.publicKey + "\n", wrapped, Vectors.certificate] {
            let key = try RailKey(text: text)
            let signed = Array("\(Vectors.timestamp)\n\(Vectors.nonce)\n\(Vectors.payment)\n".utf8)
            #expect(key.signed(signed, Vectors.signature))
            #expect(!key.signed(signed + [10], Vectors.signature))
            #expect(!key.signed(signed, "WECHATPAY/SIGNTEST/" + Vectors.signature.dropFirst(19)))
            #expect(!key.signed(signed, ""))
        }
    }

    @Test func whatIsNoKeyIsRefused() {
        let flawed = [
            "": "is no public key", "hello, world": "is no public key", Vectors.smallKey: "no RSA key of 2,048 bits",
            "-----BEGIN PRIVATE KEY-----\n\(Vectors.publicKey)\n-----END PRIVATE KEY-----": "is a private key",
            "-----BEGIN CERTIFICATE-----\n\(Vectors.publicKey)\n-----END CERTIFICATE-----": "is no X.509 certificate",
        ]
        for (text, words) in flawed {
            let flaw = #expect(throws: RailKey.Flaw.self) { try RailKey(text: text) }
            #expect(flaw?.description.contains(words) == true, "\(flaw?.description ?? "")")
        }
        #expect(throws: RailKey.Flaw.self) { try RailKey(path: "/no/such/file") }
        // A cut certificate is none, wherever it is cut.
        let lines = Vectors.certificate.split(separator: "\n")
        for count in 1..<(lines.count - 1) {
            let text = (lines.prefix(count) + lines.suffix(1)).joined(separator: "\n")
            #expect(throws: RailKey.Flaw.self, "\(count)") { try RailKey(text: text) }
        }
    }

    // MARK: Alipay

    private func alipay(_ form: String, app: String = "2016092101248425", seller: [String] = []) throws -> String {
        let settings = AlipaySettings(key: try RailKey(text: Vectors.publicKey), apps: [app], sellers: seller)
        return fault { try settings.check(try AlipayNotification(form: Array(form.utf8))) }
    }

    @Test func alipaySignsItsNotifications() throws {
        let good = Vectors.alipay
        #expect(try alipay(good) == "")
        // In another order it says the same.
        let turned = good.split(separator: "&").reversed().joined(separator: "&")
        #expect(try alipay(turned) == "")
        #expect(try alipay(good + "&body=") == "", "an empty field says nothing")
        for (from, to) in [
            ("total_amount=1.00", "total_amount=1.01"), ("2088102114562585", "2088102114562586"),
            ("TRADE_SUCCESS", "TRADE_CLOSED"), ("&version=1.0", ""), ("&version=1.0", "&version=1.0&refund_fee=1.00"),
            ("sign=", "sign=A"), ("PC%E7", "PC%E6"),
        ] {
            let changed = good.replacing(from, with: to)
            #expect(changed != good)
            #expect(try alipay(changed) == "signature: sign is not Alipay's", "\(from)")
        }
        let older = try alipay(good.replacing("sign_type=RSA2", with: "sign_type=RSA"))
        #expect(older == "signature: sign_type must be RSA2, not 'RSA'")
        #expect(try alipay("") == "signature: sign_type must be RSA2, not ''")
    }

    /// Alipay signs for everybody: what is signed may be somebody else's trade.
    @Test func onlyOurOwnTradesAreTaken() throws {
        #expect(try alipay(Vectors.alipay, app: "2021000000000000") == "app_id is none of ours: '2016092101248425'")
        #expect(try alipay(Vectors.alipay, seller: ["2088201909970555"]) == "")
        #expect(try alipay(Vectors.alipay, seller: ["2088"]) == "seller_id is none of ours: '2088201909970555'")
    }

    // MARK: WeChat Pay

    private func settings(
        _ name: String = "PUB_KEY_ID_0114232134912410000000000000", secret: String = Vectors.secret
    ) throws -> WeChatPaySettings {
        try WeChatPaySettings(
            secret: Array(secret.utf8), keys: [name: try RailKey(text: Vectors.publicKey)], merchants: ["1230000109"])
    }

    private var headers: WeChatPaySettings.Headers {
        var headers = WeChatPaySettings.Headers()
        headers.serial = "PUB_KEY_ID_0114232134912410000000000000"
        headers.timestamp = Vectors.timestamp
        headers.nonce = Vectors.nonce
        headers.signature = Vectors.signature
        return headers
    }

    private func check(
        _ body: String = Vectors.payment, after seconds: Int64 = 0,
        _ change: (inout WeChatPaySettings.Headers) -> Void = { _ in }
    ) throws -> String {
        var headers = headers
        change(&headers)
        let (settings, now) = (try settings(), Self.signedAt.advanced(bySeconds: seconds))
        return fault { try settings.check(headers, Array(body.utf8), now: now) }
    }

    @Test func weChatPaySignsItsNotifications() throws {
        #expect(try check() == "")
        #expect(try check { $0.serial = "pub_key_id_0114232134912410000000000000" } == "")
        let wrong = "signature: Wechatpay-Signature is not WeChat Pay's"
        #expect(try check(Vectors.payment + " ") == wrong)
        #expect(try check(Vectors.refund) == wrong)
        #expect(try check { $0.nonce += "0" } == wrong)
        #expect(try check { $0.timestamp = "1528425298" } == wrong)
        #expect(try check { $0.signature = "WECHATPAY/SIGNTEST/abc" } == wrong)
        #expect(try check { $0.signature = "" } == wrong)
        #expect(try check { $0.serial = "" }.contains("Wechatpay-Serial names no key"))
        #expect(try check { $0.timestamp = "yesterday" }.contains("is no time in seconds"))
    }

    @Test func anOldNotificationIsNotTaken() throws {
        for seconds: Int64 in [-300, 0, 300] { #expect(try check(after: seconds) == "") }
        for seconds: Int64 in [-301, 301, 86_400] {
            #expect(try check(after: seconds).contains("more than 300 s away"), "\(seconds)")
        }
        #expect(try check { $0.timestamp = "-9223372036854775808" }.contains("is no time in seconds"))
    }

    @Test func whatIsInsideIsDecrypted() throws {
        let settings = try settings()
        let opened = try settings.open(try WeChatPayNotification(Array(Vectors.payment.utf8)))
        let paid = try #require(try WeChatPayTransaction.payment(opened))
        #expect(paid.payee == "1230000109" && fault { try settings.check(merchant: paid.payee) }.isEmpty)
        #expect(fault { try settings.check(merchant: "7") } == "mchid is none of ours: '7'")
        let refund = try WeChatPayRefund(try settings.open(try WeChatPayNotification(Array(Vectors.refund.utf8))))
        #expect(refund?.original == "1217752501201407033233368018")
        // Another key, another context, a changed bit: nothing is read at all.
        let other = try self.settings(secret: String(Vectors.secret.reversed()))
        let sealed = try WeChatPayNotification(Array(Vectors.payment.utf8))
        #expect(fault { _ = try other.open(sealed) }.contains("the APIv3 key is another one"))
        for (from, to) in [
            (#""associated_data":"transaction""#, #""associated_data":"refund""#), ("DUcH", "DUcI"),
            ("fdasflkja484", "fdasflkja485"),
        ] {
            let text = Vectors.payment.replacing(from, with: to)
            #expect(text != Vectors.payment)
            let notification = try WeChatPayNotification(Array(text.utf8))
            #expect(fault { _ = try settings.open(notification) }.contains("cannot be decrypted"), "\(from)")
        }
        let short = Vectors.payment.replacing("fdasflkja484", with: "fdas")
        let notification = try WeChatPayNotification(Array(short.utf8))
        #expect(fault { _ = try settings.open(notification) } == "resource.nonce must have 12 bytes")
    }

    @Test func settingsThatCannotBeRight() throws {
        let short = #expect(throws: RailKey.Flaw.self) { try settings(secret: "short") }
        #expect(short?.description.contains("must have 32 bytes; this has 5") == true)
        let certificate = try RailKey(text: Vectors.certificate)
        let secret = Array(Vectors.secret.utf8)
        #expect(throws: Never.self) {
            try WeChatPaySettings(secret: secret, keys: [Vectors.serial.lowercased(): certificate], merchants: [])
        }
        let other = #expect(throws: RailKey.Flaw.self) {
            try WeChatPaySettings(secret: secret, keys: ["4F": certificate], merchants: [])
        }
        #expect(other?.description.contains("the serial number \(Vectors.serial)") == true)
    }
}
