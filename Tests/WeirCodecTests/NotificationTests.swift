import Testing
import WeirCodec
import WeirDomain

/// What a notification's payment says once it is a record.
private func recorded(_ payment: NotifiedPayment) throws -> Payment {
    let record = try payment.record()
    return Payment(PaymentView(record.span.bytes))
}

/// Alipay's notifications as their documents show them.
@Suite struct AlipayNotificationTests {
    private static let fields = [
        "app_id": "2016092101248425", "buyer_id": "2088102114562585", "buyer_pay_amount": "0.80", "charset": "utf-8",
        "gmt_create": "2016-10-12 21:36:12", "gmt_payment": "2016-10-12 21:37:19",
        "notify_id": "7676a2e1e4e737cff30015c4b7b55e3kh6", "notify_time": "2016-10-12 21:41:23",
        "notify_type": "trade_status_sync", "out_trade_no": "mobile_rdm862016-10-12213600",
        "seller_id": "2088201909970555", "sign": "a+b/c==", "sign_type": "RSA2", "subject": "PC网站支付交易",
        "total_amount": "1.00", "trade_no": "2016101221001004580200203978", "trade_status": "TRADE_SUCCESS",
    ]

    private func form(_ change: (inout [String: String]) -> Void = { _ in }) -> [UInt8] {
        var fields = Self.fields
        change(&fields)
        let parts = fields.map { name, value in
            name + "=" + value.utf8.map { (48...57).contains($0) ? "\(Unicode.Scalar($0))" : Self.escaped($0) }.joined()
        }
        return Array(parts.joined(separator: "&").utf8)
    }

    private static func escaped(_ byte: UInt8) -> String {
        byte == 32 ? "+" : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private func read(_ change: (inout [String: String]) -> Void = { _ in }) throws -> AlipayNotification {
        try AlipayNotification(form: form(change))
    }

    private func payment(_ change: (inout [String: String]) -> Void = { _ in }) throws -> Payment? {
        try read(change).payment().map { try recorded($0) }
    }

    private func refusal(_ change: (inout [String: String]) -> Void) -> String {
        do {
            _ = try payment(change)
            return ""
        } catch {
            return (error as? Refusal)?.message ?? "\(error)"
        }
    }

    @Test func theTradeBecomesAPayment() throws {
        let payment = try #require(try payment())
        #expect(payment.id == "2016101221001004580200203978" && payment.rail == "alipay")
        #expect(payment.at.rfc3339 == "2016-10-12T13:37:19.000Z", "Beijing's time")
        #expect(payment.payer == "2088102114562585" && payment.payerKind == .person)
        #expect(payment.payee == "2088201909970555" && payment.payeeKind == .merchant)
        #expect(payment.amount.minor == 100 && payment.currency.code == "CNY" && payment.channel == .gateway)
        #expect(
            payment.extra
                == #"{"app_id":"2016092101248425","buyer_pay_amount":"0.80","#
                + #""out_trade_no":"mobile_rdm862016-10-12213600","subject":"PC网站支付交易"}"#, "\(payment.extra)")
    }

    /// The same payment in every notification of its trade: the record must not differ.
    @Test func laterNotificationsOfATradeTellTheSamePayment() throws {
        let first = try read().payment()?.record()
        let later = try read { fields in
            fields["trade_status"] = "TRADE_FINISHED"
            fields["notify_id"] = "another"
            fields["notify_time"] = "2017-01-12 21:41:23"
            fields["refund_fee"] = "0.30"
            fields["gmt_close"] = "2017-01-12 21:41:23"
        }
        #expect(try later.payment()?.record() == first && first != nil)
    }

    @Test func whatIsNoPaymentIsNone() throws {
        #expect(try payment { $0["trade_status"] = "WAIT_BUYER_PAY" } == nil)
        let closed = try payment { ($0["trade_status"], $0["gmt_payment"]) = ("TRADE_CLOSED", nil) }
        #expect(closed == nil)
        let agreed = try payment { ($0["trade_status"], $0["notify_type"]) = (nil, "dut_user_sign") }
        #expect(agreed == nil)
        // All was given back: the payment had been made.
        #expect(try payment { $0["trade_status"] = "TRADE_CLOSED" }?.amount.minor == 100)
    }

    @Test func whatIsMissingIsNamed() {
        #expect(refusal { $0["buyer_id"] = nil }.hasPrefix("buyer_id is missing, and so is buyer_open_id"))
        #expect(
            refusal { ($0["buyer_id"], $0["buyer_open_id"]) = (nil, "074a1CcTG1LelxKe4xQC0zgNdId0nxi95b5lsNpazWYoCo5") }
                .isEmpty)
        for name in ["trade_no", "seller_id", "total_amount", "gmt_payment", "trade_status"] {
            #expect(refusal { $0[name] = "" } == "\(name) is missing")
        }
        #expect(refusal { $0["trade_status"] = "TRADE_ODD" }.hasPrefix("trade_status must be one of WAIT_BUYER_PAY"))
        #expect(refusal { $0["gmt_payment"] = "2016-13-12 21:37:19" }.hasPrefix("gmt_payment must be a time such as"))
        #expect(refusal { $0["total_amount"] = "1.001" }.hasPrefix("amount '1.001'"))
        #expect(refusal { $0["trans_currency"] = "USD" } == "trans_currency must be CNY, not 'USD'")
    }

    @Test func signedIsAllButTheSignatureByName() throws {
        let plain = try read()
        let text = String(decoding: plain.signedTexts[0], as: UTF8.self)
        #expect(plain.signedTexts.count == 1 && plain.signature == "a+b/c==" && plain.signType == "RSA2")
        #expect(text.hasPrefix("app_id=2016092101248425&buyer_id=2088102114562585&buyer_pay_amount=0.80&"))
        #expect(text.hasSuffix("&trade_status=TRADE_SUCCESS") && text.contains("&subject=PC网站支付交易&"))
        #expect(!text.contains("sign") && text.contains("gmt_create=2016-10-12 21:36:12"))
        // Alipay's libraries do not agree on empty fields.
        let empty = try read { $0["body"] = "" }.signedTexts.map { String(decoding: $0, as: UTF8.self) }
        #expect(empty.count == 2 && empty[0] == text && empty[1].contains("&body=&"))
    }

    @Test func refundsAreWhatIsBeyondThoseBefore() throws {
        let notification = try read { fields in
            fields["refund_fee"] = "0.50"
            fields["gmt_refund"] = "2016-10-13 08:00:01.250"
            fields["out_biz_no"] = "HZRF001"
        }
        #expect(try notification.refunded()?.minor == 50)
        let refund = try recorded(try notification.refund(2, Amount(minor: 20)))
        #expect(refund.id == "2016101221001004580200203978-R2" && refund.original == "2016101221001004580200203978")
        #expect(refund.payer == "2088201909970555" && refund.payerKind == .merchant)
        #expect(refund.payee == "2088102114562585" && refund.payeeKind == .person)
        #expect(refund.amount.minor == 20 && refund.channel == .refund)
        #expect(refund.at.rfc3339 == "2016-10-13T00:00:01.250Z" && refund.extra.contains(#""out_biz_no":"HZRF001""#))
        #expect(try read().refunded() == nil)
        #expect(try read { $0["refund_fee"] = "0.00" }.refunded() == nil)
        #expect(throws: Refusal.self) { try read { $0["refund_fee"] = "much" }.refunded() }
    }

    /// GBK, as older shops ask for it: signed as it came, read as text.
    @Test func otherCharacterSets() throws {
        let text = String(decoding: form { ($0["charset"], $0["subject"]) = ("GBK", "X") }, as: UTF8.self)
        let gbk = text.replacing("subject=%58", with: "subject=%D6%A7%B8%B6")
        let notification = try AlipayNotification(form: Array(gbk.utf8))
        #expect(notification.signedTexts[0].firstRange(of: [0x3D, 0xD6, 0xA7, 0xB8, 0xB6, 0x26]) != nil)
        let payment = try recorded(try #require(try notification.payment()))
        #expect(payment.extra.contains(#""subject":"支付""#))
    }

    @Test func formsThatAreNone() {
        for text in ["a=%4", "a=%zz", "a=1&a=2", "%61=1&a=2"] {
            #expect(throws: Refusal.self, "\(text)") { try AlipayNotification(form: Array(text.utf8)) }
        }
        let many = (0..<300).map { "f\($0)=1" }.joined(separator: "&")
        #expect(throws: Refusal.self) { try AlipayNotification(form: Array(many.utf8)) }
        #expect(throws: Never.self) { try AlipayNotification(form: []) }
    }
}

/// WeChat Pay's notifications as their documents show them.
@Suite struct WeChatPayNotificationTests {
    private static let transaction = """
        {"transaction_id":"1217752501201407033233368018","amount":{"payer_total":90,"total":100,"currency":"CNY",\
        "payer_currency":"CNY"},"mchid":"1230000109","trade_state":"SUCCESS","bank_type":"CMC","promotion_detail":\
        [{"amount":10,"coupon_id":"109519","goods_detail":[{"goods_id":"M1006"}]}],\
        "success_time":"2018-06-08T10:34:56+08:00","payer":{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},\
        "out_trade_no":"20150806125346","appid":"wxd678efh567hg6787","trade_type":"MICROPAY","attach":"自定义数据",\
        "scene_info":{"device_id":"013467007045764"}}
        """
    private static let refund = """
        {"mchid":"1900000100","transaction_id":"1008450740201411110005820873","out_trade_no":"20150806125346",\
        "refund_id":"50200207182018070300011301001","out_refund_no":"7752501201407033233368018",\
        "refund_status":"SUCCESS","success_time":"2018-06-08T10:34:56+08:00","user_received_account":"招商银行信用卡0403",\
        "amount":{"total":999,"refund":999,"payer_total":999,"payer_refund":999}}
        """

    private func payment(_ from: String = "", _ to: String = "") throws -> Payment? {
        let text = from.isEmpty ? Self.transaction : Self.transaction.replacing(from, with: to)
        return try WeChatPayTransaction.payment(Array(text.utf8)).map { try recorded($0) }
    }

    private func refusal(_ from: String, _ to: String) -> String {
        do {
            _ = try payment(from, to)
            return ""
        } catch {
            return (error as? Refusal)?.message ?? "\(error)"
        }
    }

    @Test func theTransactionBecomesAPayment() throws {
        let payment = try #require(try payment())
        #expect(payment.id == "1217752501201407033233368018" && payment.rail == "wechat-pay")
        #expect(payment.at.rfc3339 == "2018-06-08T02:34:56.000Z" && payment.channel == .collect)
        #expect(payment.payer == "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" && payment.payerKind == .person)
        #expect(payment.payee == "1230000109" && payment.payeeKind == .merchant)
        #expect(payment.amount.minor == 100 && payment.currency.code == "CNY")
        #expect(payment.payeeDevice == "013467007045764")
        #expect(
            payment.extra
                == #"{"appid":"wxd678efh567hg6787","attach":"自定义数据","out_trade_no":"20150806125346","#
                + #""payer_total":"90","trade_type":"MICROPAY"}"#, "\(payment.extra)")
        #expect(try self.payment("MICROPAY", "JSAPI")?.channel == .gateway)
        #expect(try self.payment(#""trade_state":"SUCCESS""#, #""trade_state":"NOTPAY""#) == nil)
        // Of a service provider.
        let below = try self.payment(#""mchid":"1230000109""#, #""sp_mchid":"1","sub_mchid":"2""#)
        #expect(below?.payee == "2")
        #expect(try self.payment("openid", "sub_openid")?.payer == "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o")
    }

    @Test func whatIsMissingIsNamed() {
        #expect(refusal("openid", "nobody").hasPrefix("payer.openid is missing"))
        #expect(refusal(#""mchid""#, #""odd""#) == "mchid is missing")
        #expect(refusal(#""total":100"#, #""total":"100""#) == "amount.total is missing, or no number")
        #expect(refusal(#""total":100"#, #""total":1e2"#).hasPrefix("amount.total must be a whole number of fen"))
        #expect(refusal(#""total":100"#, #""total":0"#).hasPrefix("amount.total must be a whole number of fen"))
        #expect(refusal(#""currency":"CNY""#, #""currency":"XX""#).hasPrefix("amount.currency must be an ISO 4217"))
        #expect(refusal("+08:00", "").hasPrefix("at must be an RFC 3339 time with zone"))
        #expect(refusal(#""mchid":"1230000109""#, #""mchid":"1","mchid":"2""#).contains("a name that appears twice"))
        #expect(refusal("{", "[").contains("is not a JSON object"))
    }

    @Test func theRefundBecomesAPaymentToWhoeverPaid() throws {
        let refund = try #require(try WeChatPayRefund(Array(Self.refund.utf8)))
        #expect(refund.original == "1008450740201411110005820873" && refund.merchant == "1900000100")
        let currency = try #require(Currency("CNY"))
        let payment = try recorded(try refund.payment(to: "oUpF8", currency))
        #expect(payment.id == "50200207182018070300011301001" && payment.original == refund.original)
        #expect(payment.payer == "1900000100" && payment.payerKind == .merchant && payment.payee == "oUpF8")
        #expect(payment.amount.minor == 999 && payment.channel == .refund)
        let closed = Self.refund.replacing(#""refund_status":"SUCCESS""#, with: #""refund_status":"CLOSED""#)
        #expect(try WeChatPayRefund(Array(closed.utf8)) == nil)
    }

    @Test func theEnvelopeIsChecked() throws {
        let good = """
            {"id":"EV-2018022511223320873","create_time":"2015-05-20T13:29:35+08:00","resource_type":"encrypt-resource",\
            "event_type":"TRANSACTION.SUCCESS","summary":"支付成功","resource":{"original_type":"transaction",\
            "algorithm":"AEAD_AES_256_GCM","ciphertext":"YWJj","associated_data":"","nonce":"fdasflkja484"}}
            """
        let notification = try WeChatPayNotification(Array(good.utf8))
        #expect(notification.event == WeChatPayNotification.payment && notification.associatedData.isEmpty)
        #expect(notification.nonce == "fdasflkja484" && notification.ciphertext == "YWJj")
        for (from, to) in [
            ("AEAD_AES_256_GCM", "AEAD_SM4_GCM"), ("encrypt-resource", "plain"), ("ciphertext", "text"),
            ("\"nonce\"", "\"once\""), ("event_type", "type"), ("}}", "}"),
        ] {
            #expect(throws: Refusal.self, "\(from)") {
                try WeChatPayNotification(Array(good.replacing(from, with: to).utf8))
            }
        }
    }

    /// Deep nesting is refused before it is followed.
    @Test func deepObjectsAreRefused() {
        let deep = String(repeating: #"{"a":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000)
        #expect(throws: Refusal.self) { try WeChatPayNotification(Array(deep.utf8)) }
        let lists = #"{"a":"# + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000) + "}"
        #expect(throws: Refusal.self) { try WeChatPayNotification(Array(lists.utf8)) }
    }
}
