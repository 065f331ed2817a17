import Foundation
import Testing

/// Notifications of payment rails as the running program meets them; another program signs them.
@Suite(.program, .serialized) struct NotificationServerTests {
    /// A rail that signs: its key is made for the test.
    private struct Rail {
        let folder: Folder

        init(_ folder: Folder) throws {
            self.folder = folder
            try openssl("genrsa", "-out", folder.file("rail.key"), "2048")
            try openssl("rsa", "-in", folder.file("rail.key"), "-pubout", "-out", folder.file("rail.pem"))
        }

        private func openssl(_ arguments: String...) throws {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["openssl"] + arguments
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
        }

        func sign(_ text: String) throws -> String {
            let path = try folder.write("text", text)
            try openssl("dgst", "-sha256", "-sign", folder.file("rail.key"), "-out", path + ".sig", path)
            return try Data(contentsOf: URL(filePath: path + ".sig")).base64EncodedString()
        }

        /// A form as Alipay posts it.
        func form(_ fields: [String: String]) throws -> String {
            let signed = fields.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "&")
            let all = fields.merging(["sign_type": "RSA2", "sign": try sign(signed)]) { first, _ in first }
            return all.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
        }

        private static func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
    }

    private static let trade = [
        "app_id": "2016092101248425", "seller_id": "2088201909970555", "buyer_id": "2088102114562585",
        "trade_no": "2016101221001004580200203978", "out_trade_no": "mobile_rdm862016-10-12213600",
        "notify_type": "trade_status_sync", "trade_status": "TRADE_SUCCESS", "total_amount": "1.00",
        "gmt_payment": "2016-10-12 21:37:19", "notify_time": "2016-10-12 21:41:23", "charset": "utf-8",
        "subject": "PC网站支付交易",
    ]

    private static let form = "application/x-www-form-urlencoded; charset=utf-8"

    private func server(_ folder: Folder, data: String = "data") throws -> RunningServer {
        try folder.write("apiv3.key", "0123456789abcdef0123456789abcdef\n")
        let config = """
            {"alipay": {"public_key": "\(folder.file("rail.pem"))", "app_id": "2016092101248425"},
             "wechat_pay": {"api_v3_key": "\(folder.file("apiv3.key"))", "mchid": ["1230000109"],
                            "platform_keys": {"PUB_KEY_ID_7": "\(folder.file("rail.pem"))"}}}
            """
        return try RunningServer(
            folder.file(data), options: ["--config", try folder.write("weir.json", config)])
    }

    private func post(_ server: RunningServer, _ form: String) async throws -> RunningServer.Answer {
        try await server.request("POST", "/v1/notifications/alipay", form, key: nil, type: Self.form)
    }

    private func count(
        _ server: RunningServer, _ rail: String, _ outcome: String, key: String = "own"
    ) async throws -> Int {
        let metrics = try await server.request("GET", "/metrics", key: key).body
        let line = "weir_notifications_total{rail=\"\(rail)\",outcome=\"\(outcome)\"} "
        return metrics.split(separator: "\n").first { $0.hasPrefix(line) }.flatMap { Int($0.dropFirst(line.count)) }
            ?? -1
    }

    @Test func withoutSettingsThereIsNoSuchCall() async throws {
        let folder = try Folder()
        let server = try RunningServer(folder.file("data"))
        for rail in ["alipay", "wechat-pay"] {
            let answer = try await server.request("POST", "/v1/notifications/\(rail)", "a=b", key: nil, type: Self.form)
            #expect(answer.status == 404 && answer.body.contains(#""code":"not_found""#), "\(answer.body)")
        }
        server.stop()
    }

    // MARK: Alipay

    @Test func aTradeOfAlipaysIsDecidedOnce() async throws {
        let folder = try Folder()
        let rail = try Rail(folder)
        let server = try server(folder)
        let waiting = try await post(
            server, try rail.form(Self.trade.merging(["trade_status": "WAIT_BUYER_PAY"]) { $1 }))
        #expect(waiting.status == 200 && waiting.body == "success", "\(waiting.body)")
        #expect(try await server.request("GET", "/v1/decisions/2016101221001004580200203978").status == 404)
        let form = try rail.form(Self.trade)
        for _ in 0..<2 {
            let answer = try await post(server, form)
            #expect(answer.status == 200 && answer.body == "success", "\(answer.body)")
            #expect(answer.header("Content-Type")?.hasPrefix("text/plain") == true)
        }
        let finished = try rail.form(
            Self.trade.merging(["trade_status": "TRADE_FINISHED", "notify_time": "2017-01-12 21:41:23"]) { $1 })
        #expect(try await post(server, finished).body == "success")
        let decision = try await server.request("GET", "/v1/decisions/2016101221001004580200203978")
        #expect(
            decision.status == 200 && decision.body.contains(#""at":"2016-10-12T13:37:19.000Z""#), "\(decision.body)")
        #expect(try await count(server, "alipay", "decided") == 1)
        #expect(try await count(server, "alipay", "repeated") == 2)
        #expect(try await count(server, "alipay", "no_payment") == 1)
        #expect(try await count(server, "wechat-pay", "decided") == 0)
        server.stop()
    }

    /// Alipay tells the sum of all refunds: each becomes a payment of its own, whichever arrives, and how often.
    @Test func refundsOfATradeAddUp() async throws {
        let folder = try Folder()
        let rail = try Rail(folder)
        let server = try server(folder)
        // The payment's own notification has been lost: a refund tells of it too.
        for (total, time) in [("0.30", "08:00:00"), ("0.30", "08:00:00"), ("0.50", "09:00:00"), ("0.30", "08:00:00")] {
            let form = try rail.form(
                Self.trade.merging(["refund_fee": total, "gmt_refund": "2016-10-13 \(time).000"]) { $1 })
            #expect(try await post(server, form).body == "success")
        }
        let (id, path) = ("2016101221001004580200203978", "/v1/accounts/2088102114562585/payments")
        var payments = try await server.request("GET", path)
        for _ in 0..<100 where !payments.body.contains(id + "-R2") {
            try await Task.sleep(for: .milliseconds(50))
            payments = try await server.request("GET", path)
        }
        for (name, amount) in [(id, "1.00"), (id + "-R1", "0.30"), (id + "-R2", "0.20")] {
            #expect(
                payments.body.contains(#""id":"\#(name)""#) && payments.body.contains(#""amount":"\#(amount)""#),
                "\(payments.body)")
        }
        #expect(!payments.body.contains(id + "-R3"))
        #expect(try await count(server, "alipay", "decided") == 2)
        #expect(try await count(server, "alipay", "repeated") == 2)
        server.stop()
    }

    @Test func whatIsNotAlipaysIsNotTaken() async throws {
        let folder = try Folder()
        let rail = try Rail(folder)
        let server = try server(folder)
        let form = try rail.form(Self.trade)
        for bad in [form.replacing("2088102114562585", with: "2088102114562586"), "", "sign=%4", "a=b"] {
            let answer = try await post(server, bad)
            #expect(answer.status == 401 && answer.body == "fail", "\(bad): \(answer.body)")
        }
        #expect(try await count(server, "alipay", "bad_signature") == 4)
        #expect(folder.lines("data/rejects/server.ndjson").isEmpty, "anybody may send such: it is not kept")
        // Alipay's, and nothing that can be decided.
        for (change, field) in [
            (["app_id": "7"], "app_id"), (["buyer_id": ""], "buyer_id"), (["total_amount": "0.00"], "amount"),
        ] {
            let answer = try await post(server, try rail.form(Self.trade.merging(change) { $1 }))
            #expect(answer.status == 422 && answer.body == "fail", "\(field): \(answer.body)")
            #expect(folder.lines("data/rejects/server.ndjson").last?.contains(#""field":"\#(field)""#) == true)
        }
        #expect(try await count(server, "alipay", "refused") == 3)
        #expect(try await server.request("GET", "/v1/decisions/2016101221001004580200203978").status == 404)
        let large = try await post(server, form + "&body=" + String(repeating: "x", count: 70_000))
        #expect(large.status == 413)
        // Another payment with this id was decided before.
        let own = payment("2016101221001004580200203978")
        #expect(try await server.request("POST", "/v1/payments", own).status == 200)
        #expect(try await post(server, form).status == 422)
        server.stop()
    }

    // MARK: WeChat Pay

    /// What is inside, encrypted with the key above: a payment of 1.00 and a refund of 0.30 of it.
    private static let paid = """
        DUcHkaTwFIBdbF8U6qyPlBVg31jiwNiXCQEeIiV3/uvsOkBL0ZNrKpnRPYqcjbEZRqTm5xdzmkfp+NrQNcyCS4NNCMh+lDU3bRJ+TGAc\
        QpBTvQ2e/xgHjWD9PpmAGYWHAkePwgr4rFcJBSbkZFhZjyvHMGJY17VV12qmJ118jMZJLKX68xkhe2HE8GzstuCsdNvTZpMUJORtEGD3\
        TYjEnN+8hgjNGA2yTcsVp44RQtkUKyZ35xIHjpYIA5NyJy7yoWzz76uYvsa0MBoMMuGREyQjxCJ0IsYxxaAtkG9WDz1PS+DUJYf/EZbR\
        7ZDIyhd0WEtoumFx5zB1+dHq1xrYdVu6FlIx/vzZM/isWAd+smQjCBe7fwtJSIiRUXWcx5YD8lOsI096Lu9GH0N4yHxkW18/m2BuTbpN\
        r+y691UQ5ykb4jCW48I5pFnu1ZuBhJ0pxYljZBoput4FxZ9eaQ2BVvYE4jV+Xqm3SBrYxwjczI9Honm8u5INSiHVeD1DT7NkdUEQ2s88\
        wAwzLSXcfEcBR1HrW9onXEkA6gPOkp64cWYbdd4amZiwdIpezBhC0UZoAKVO4NYftpgb0aXbk+wJQaPX7pODKhO2NFCn7PJSuc+KpAH0\
        qpdnL0NUfhKUHYu2sCI8UyIzBmyjz5mmvx+SXo+VNZeXvNjpGNNnls08BqEqGsXKcTXhJGePWXslBVFGKu5U5JKP1wIBnOLOn6Obz9e4\
        wJ2OVW0u0FjXnfsKoTOTa20sLZ7/oHmQeSZrr2ZRBIwv+bV+51vljHzQvZCF4DAprBgCo/6934zkgbKw/3rx0RIci5nB
        """
    private static let givenBack = """
        DUcegK33A8MEOgdJt8PWwAdrzVDy3c3UTlJFYXUmurO3ZCgShoJjO5vQOoWbibsOWre1ukkyxAT78ZLAdp7IGMkiTZ8o2Xt6IlcRCD5f\
        Upp4sg6e/wsGj33oatnAXtDYUw6czBiM0j0YGzenNhcEzUWcZzwIwL5Q2yb4WndW994WNbeloEF6L3TP6m/utOisc9vRZpoGOfcqUjCj\
        GOaVxJynll6oSDuBe+Y0q7NcTMFUfX8pilNOz8EaCIUBXV3jvnywrvfD6YLsZ1Z/dPaAFDghgkdcLYUk3bx6xDknYE88Pp+lZMSoEozc\
        0Zzfm3IiABY0rWpq9yxmppO1hUS3KWr/RgFu6Py3fvH7D1Iq8RlmTkDyODQnCt3EFjDI04c9/USmOEM2YPwBYNiuf7uCqNXPSPu8niqb\
        Y24MZZKvdigX/zOC4tBgnQergdyXhNM9mtYvP0Y7osMXhdIFfhrFGeNCr38oAOzxGkGDzS/z/thGjmDfy+xiNz+HcD4Le/hBSU4hyvJu\
        jRR9MXrOW0oggkPUTYHxoitNdfEBRA==
        """

    private static func body(_ event: String, _ original: String, _ ciphertext: String) -> String {
        """
        {"id":"EV-2018022511223320873","create_time":"2018-06-08T10:34:57+08:00","resource_type":"encrypt-resource",\
        "event_type":"\(event)","summary":"支付成功","resource":{"original_type":"\(original)",\
        "algorithm":"AEAD_AES_256_GCM","ciphertext":"\(ciphertext)","associated_data":"\(original)",\
        "nonce":"fdasflkja484"}}
        """
    }

    private func post(
        _ server: RunningServer, _ rail: Rail, _ body: String, secondsAgo: Int = 0, serial: String = "PUB_KEY_ID_7",
        spoilt: Bool = false
    ) async throws -> RunningServer.Answer {
        let time = Int(Date().timeIntervalSince1970) - secondsAgo
        let fields = [
            "Wechatpay-Timestamp": "\(time)", "Wechatpay-Nonce": "593BEC0C930BF1AFEB40B4A08C8FB242",
            "Wechatpay-Serial": serial,
            "Wechatpay-Signature": try rail.sign("\(time)\n593BEC0C930BF1AFEB40B4A08C8FB242\n\(body)\n"),
        ]
        return try await server.request(
            "POST", "/v1/notifications/wechat-pay", spoilt ? body + " " : body, key: nil, fields: fields)
    }

    @Test func paymentsAndRefundsOfWeChatPay() async throws {
        let folder = try Folder()
        let rail = try Rail(folder)
        var server = try server(folder)
        let paid = Self.body("TRANSACTION.SUCCESS", "transaction", Self.paid)
        let givenBack = Self.body("REFUND.SUCCESS", "refund", Self.givenBack)
        // Who is paid back, only the payment says: WeChat Pay sends the refund again.
        let early = try await post(server, rail, givenBack)
        #expect(
            early.status == 422 && early.body.contains(#""code":"FAIL","message":"transaction_id names"#),
            "\(early.body)")
        #expect(folder.lines("data/rejects/server.ndjson").last?.contains("50200207182018070300011301001") == true)
        for body in [paid, paid, givenBack, givenBack] {
            let answer = try await post(server, rail, body)
            #expect(answer.status == 200 && answer.body == #"{"code":"SUCCESS"}"#, "\(answer.body)")
        }
        #expect(try await count(server, "wechat-pay", "decided") == 2)
        #expect(try await count(server, "wechat-pay", "repeated") == 2)
        server.kill()
        // It was durable before it was acknowledged.
        let key = server.key
        server = try self.server(folder)
        #expect(try await post(server, rail, paid).status == 200)
        #expect(try await count(server, "wechat-pay", "repeated", key: key) == 1)
        for id in ["1217752501201407033233368018", "50200207182018070300011301001"] {
            #expect(try await server.request("GET", "/v1/decisions/\(id)", key: key).status == 200, "\(id)")
        }
        server.stop()
    }

    @Test func whatIsNotWeChatPaysIsNotTaken() async throws {
        let folder = try Folder()
        let rail = try Rail(folder)
        let server = try server(folder)
        let paid = Self.body("TRANSACTION.SUCCESS", "transaction", Self.paid)
        let answers = [
            try await post(server, rail, paid, spoilt: true), try await post(server, rail, paid, secondsAgo: 400),
            try await post(server, rail, paid, secondsAgo: -400), try await post(server, rail, paid, serial: "OTHER"),
            try await server.request("POST", "/v1/notifications/wechat-pay", paid, key: nil),
        ]
        for answer in answers {
            #expect(
                answer.status == 401 && answer.body.hasPrefix(#"{"code":"FAIL","message":"Wechatpay-"#),
                "\(answer.body)")
        }
        #expect(try await count(server, "wechat-pay", "bad_signature") == 5)
        #expect(try await server.request("GET", "/v1/decisions/1217752501201407033233368018").status == 404)
        // Signed, and not to be decrypted; signed, and no payment.
        let torn = try await post(server, rail, Self.body("TRANSACTION.SUCCESS", "refund", Self.paid))
        #expect(torn.status == 422 && torn.body.contains("resource.ciphertext cannot be decrypted"), "\(torn.body)")
        let closed = try await post(server, rail, Self.body("REFUND.CLOSED", "refund", Self.givenBack))
        #expect(closed.status == 200)
        #expect(try await count(server, "wechat-pay", "no_payment") == 1)
        server.stop()
    }

    // MARK: Settings

    @Test func settingsThatCannotBeRightEndTheStart() throws {
        let folder = try Folder()
        _ = try Rail(folder)
        let pem = folder.file("rail.pem")
        try folder.write("short.key", "short")
        for (config, words, status) in [
            (
                #"{"alipay": {"public_key": "/no/such", "app_id": "1"}}"#,
                "alipay.public_key: /no/such: cannot be read", 3
            ),
            (#"{"alipay": {"public_key": "\#(folder.file("rail.key"))", "app_id": "1"}}"#, "is a private key", 3),
            (#"{"alipay": {"public_key": "\#(pem)"}}"#, "alipay: app_id is missing", 2),
            (#"{"alipay": {"public_key": "\#(pem)", "app_id": 7}}"#, "app_id must be a text or a list of texts", 2),
            (#"{"alipay": {"key": "\#(pem)"}}"#, "alipay: 'key' is no setting; there are public_key", 2),
            (#"{"alipay": 7}"#, "alipay must be an object with public_key", 2),
            (
                #"{"wechat_pay": {"api_v3_key": "\#(folder.file("short.key"))", "platform_keys": {"A": "\#(pem)"}}}"#,
                "must have 32 bytes; this has 5", 2
            ),
            (#"{"wechat_pay": {"api_v3_key": "\#(folder.file("short.key"))"}}"#, "platform_keys must be an object", 2),
        ] {
            let path = try folder.write("weir.json", config)
            let ran = try weir("serve", "--data", folder.file("data"), "--listen", "127.0.0.1:0", "--config", path)
            #expect(Int(ran.status) == status && ran.err.contains(words), "\(config): \(ran.err)")
        }
    }
}
