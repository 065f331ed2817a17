import Testing

@testable import WeirSites

/// Forms whose fields have no names, as libraries make them, below advice as long as an article.
@Suite struct FormFieldTests {
    private static let advice: [String: (String, String, String)] = [
        "es": (
            "Crear una oferta publicitaria de divisas",
            "Si comercia con frecuencia puede crear su propio anuncio comercial y esperar "
                + "a que otros usuarios le escriban con sus propias condiciones.",
            "Cuando está habilitado el precio de su moneda no fluctuará con el mercado "
                + "y tampoco cambiará durante el día hasta que usted mismo decida cambiarlo."
        ),
        "zh": (
            "创建一个广告交易", "如果您经常进行交易，您可以创建自己的交易广告，如果您只是偶尔交易，我们建议您直接搜索。",
            "启用后，您的币价不会随市场波动，自动回复会在对方发起交易时由系统发送给对方，请如实填写。"
        ),
    ]
    private static let fields: [String: [String]] = [
        "es": [
            "Ingrese el monto mínimo de su transacción", "Ingrese el monto máximo de su transacción",
            "Introduzca su precio de cambio",
        ],
        "zh": ["请输入您的最小交易额", "请输入您的最大交易额", "请输入您的交易价格"],
    ]

    private func form(_ language: String, _ labels: [String], _ fields: [String]) -> SiteFinding {
        let (heading, first, second) = Self.advice[language] ?? ("", "", "")
        return finding(
            "<h1>\(heading)</h1><p>USDT / CNY</p><p>\(first)</p><p>\(second)</p>"
                + labels.map { "<p>\($0)</p>" }.joined()
                + fields.map { "<div><input placeholder=\"\($0)\"></div>" }.joined()
                + "<p>Alipay</p><p>WeChat Pay</p>")
    }

    @Test func aFormIsNoArticleForItsAdvice() {
        #expect(form("es", ["Mi anuncio", "Precio fijo"], Self.fields["es"] ?? []).isFinding)
        #expect(form("zh", ["我的广告", "固定价格"], Self.fields["zh"] ?? []).isFinding)
    }

    /// A newspaper has fields as well: to search in, and to give to a fund.
    @Test func fieldsOfANewspaper() {
        #expect(!form("es", ["Mi anuncio"], ["Buscar", "Correo electrónico", "Monto de la donación"]).isFinding)
        #expect(!form("zh", ["我的广告"], ["搜索", "邮箱", "评论"]).isFinding)
    }

    @Test(arguments: [
        ("Crear una oferta publicitaria", "Importe mínimo", "Importe máximo", "Precio de cambio"),
        ("Créer un accord publicitaire", "Montant minimum", "Montant maximal", "Prix d'échange"),
    ])
    func advertisementsOfOtherTongues(_ heading: String, _ least: String, _ most: String, _ price: String) {
        func form(_ goods: String) -> SiteFinding {
            finding(
                "<h6>\(heading)</h6><p>\(goods)</p><p>\(least)</p><p>\(most)</p><p>\(price)</p><p>Alipay</p>"
                    + "<p>WeChat Pay</p>")
        }
        #expect(form("USDT / CNY").isFinding && !form("Té / CNY").isFinding)
    }

    /// So many coins are put in, and one chooses what they are paid for with.
    @Test func coinsAskedForBesideAListOfRails() {
        func sale(_ field: String, _ options: String...) -> SiteFinding {
            finding(
                "<h2>판매 주문</h2><label>판매 금액<input placeholder=\"\(field)\"></label><label>받을 방법<select>"
                    + options.map { "<option>\($0)</option>" }.joined() + "</select></label><button>제출</button>")
        }
        #expect(sale("USDT 금액 입력", "위챗 QR", "알리페이 QR").isFinding)
        #expect(!sale("상품 금액 입력", "위챗 QR", "알리페이 QR").isFinding)
        #expect(!sale("USDT 금액 입력", "위챗 QR", "USDT 지갑").isFinding)
    }
}
