/// How a page is laid out: to be read, or to be used.
struct PageShape {
    /// A heading and whole sentences under it, and nothing to press that a trade would need.
    var isArticle = false
    /// Short news one below the other, each with the time of day before it.
    var isFeed = false

    var isRead: Bool { isArticle || isFeed }

    /// What is pressed where something is bought, sold or paid.
    private static let actions = PhraseFinder([
        "买", "卖", "购", "售", "兑", "付款", "支付", "放币", "放行", "下单", "订单", "挂单", "申诉", "转账", "确认", "提交", "buy", "sell", "pay",
        "paid", "order", "exchange", "swap", "confirm", "continue", "trade", "checkout", "next", "купить", "продать",
        "обмен", "обменять", "mua", "bán", "구매", "판매", "購入", "販売",
        // The same in the languages that exchanges are translated into.
        "оплатить", "оплачено", "оплата", "подтверд", "отправить", "заказ", "сделк", "comprar", "vender", "pagar",
        "pago",
        "pagado", "confirmar", "pedido", "orden", "acheter", "vendre", "payer", "paiement", "confirmer", "commande",
        "kaufen", "verkaufen", "bezahlen", "bezahlt", "zahlung", "bestätigen", "compra", "vendi", "paga", "pagamento",
        "conferma", "ordine", "결제", "지불", "입금", "확인", "주문", "支払", "お支払い", "注文", "確認", "送金", "thanh toán", "xác nhận",
        "đơn hàng", "खरीद", "बेच", "भुगतान", "पुष्टि", "आदेश", "ซื้อ", "ขาย", "ชำระ", "ยืนยัน", "beli", "jual", "bayar",
        "konfirmasi", "شراء", "بيع", "دفع", "تأكيد", "satın al", "öde", "onayla",
    ])
    /// What a field asks that a deal is made of: how much, and at what price.
    private static let terms = PhraseFinder([
        "金额", "数量", "价格", "单价", "限额", "交易额", "成交额", "溢价", "amount", "price", "limit", "monto", "precio", "prima",
        "importe", "montant", "prix", "prime", "betrag", "preis", "importo", "prezzo", "сумм", "цен", "số lượng",
        "số tiền", "giá", "금액", "가격", "수량", "金額", "価格",
    ])
    private static let asking: Set<String> = ["input", "textarea"]
    /// A newspaper asks for none of them, a fund for one.
    private static let mostTerms = 1
    /// Name, mail, site and a comment, and a field to search in: whoever asks for more has a form.
    private static let mostToFill = 5
    /// No newspaper's template has names of so many kinds that boards have.
    private static let kindsOfBoard = 5
    private static let controls: Set<String> = ["button", "option", "label", "select", "textarea"]

    /// Labels about buying and paying that a page to be read may have: in its menu, under a request for a fee.
    private static let mostLabels = 3

    init() {}

    init(_ page: Page, _ blocks: [TextBlock]) {
        let shown = blocks.filter { !$0.block.isHidden }
        // A field to search in is on every newspaper; two fields are a form.
        let fields = page.forms.reduce(0) { $0 + $1.fields.count { !$0.name.isEmpty } }
        let isUsed = shown.contains { block in
            Self.controls.contains(block.block.element) && !Self.actions.matches(block.bytes).isEmpty
        }
        let labels = shown.count { block in
            block.tone == .label && !block.isHeading
                && !(Self.actions.matches(block.bytes).isEmpty && EvidenceReader.board.matches(block.bytes).isEmpty)
        }
        // Libraries give their fields no names; what these ask tells a form from a newspaper's field to search in.
        let terms = shown.count { block in
            Self.asking.contains(block.block.element) && block.tone != .prose
                && !Self.terms.matches(block.bytes).isEmpty
        }
        guard fields <= 2, terms <= Self.mostTerms, !isUsed, labels <= Self.mostLabels,
            page.fieldsToFill <= Self.mostToFill, (page.template?.kinds ?? 0) < Self.kindsOfBoard
        else { return }
        let sentences = shown.filter { Self.isSentence($0) }
        let written = sentences.reduce(0) { $0 + TextBlock.units($1.bytes) }
        let others = shown.filter { $0.tone != .prose }.reduce(0) { $0 + TextBlock.units($1.bytes) }
        let hasHeading = shown.contains { $0.isHeading && TextBlock.units($0.bytes) >= 5 }
        isArticle = hasHeading && sentences.count >= 2 && written >= 40 && 2 * written >= others
        isFeed = shown.count { Self.isTimed($0) } >= 2
    }

    /// Running text with a full stop, longer than a hint beside a field.
    private static func isSentence(_ block: TextBlock) -> Bool {
        let text = block.block.text
        guard block.tone == .prose, !block.isHeading, TextBlock.units(block.bytes) >= 14 else { return false }
        return ["。", "！", "？", ".", "!", "?", "”", "\""].contains { text.hasSuffix($0) }
    }

    /// 10:22 and what happened then.
    private static func isTimed(_ block: TextBlock) -> Bool {
        let head = Array(block.bytes.prefix(5))
        func isDigit(_ c: UInt8) -> Bool { (48...57).contains(c) }
        guard head.count == 5, isDigit(head[0]), isDigit(head[1]), head[2] == 58, isDigit(head[3]), isDigit(head[4])
        else { return false }
        return TextBlock.units(block.bytes) >= 6
    }
}
