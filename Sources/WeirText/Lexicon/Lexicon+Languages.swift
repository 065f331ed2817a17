extension Lexicon {
    /// English as written on boards and in groups, and what Vietnamese, Russian and Indian traders write beside it.
    static let languages: [List] = [
        List(
            words: """
                usdt usd_t us_dt u_sdt bit_coin bit_coins usdc trc20 erc20 bep20 omniusdt bitcoin bitcoins \
                ethereum litecoin dogecoin stablecoin stablecoins cryptocurrency tetherusd monero btcusd btccny \
                usdtcny usdtrc usdterc
                """, meaning: .term(.a, .asset)),
        List(
            words: """
                btc eth trx xrp bch ltc doge tether crypto cryptos altcoin memecoin
                """, meaning: .term(.b, .asset)),
        List(
            words: """
                buy_btc sell_btc buying_btc selling_btc btc_trade btc_seller btc_buyer btc_deal btc_payment \
                buy_eth sell_eth buy_crypto sell_crypto buying_crypto selling_crypto crypto_trade crypto_otc \
                crypto_exchange crypto_p2p buy_tether sell_tether tether_trade tether_p2p otc_desk otc_trade \
                otc_deal otc_crypto p2p_trade p2p_trader p2p_order p2p_merchant p2p_crypto fiat_c2c c2c_trade \
                fiat_otc release_coin release_coins release_crypto release_the_coins release_the_crypto \
                release_my_coins coin_release release_btc flash_crypto clean_crypto cash_for_crypto \
                crypto_to_cash crypto_cash_out crypto_dealer crypto_escrow send_crypto coins_released mua_coin \
                bán_coin mua_btc bán_btc mua_bán_coin
                """, meaning: .term(.a, .trade)),
        List(words: "otc c2c p2p_payment p2p_transfer escrow_release c2c_order", meaning: .term(.b, .trade)),
        List(
            words: """
                binance huobi okx okex okcoin bybit kucoin mexc bitget gateio coinbase bitfinex bithumb upbit \
                bitmex bitstamp localbitcoins localbitcoin localcryptos paxful remitano wazirx coindcx \
                coinswitch zebpay garantex bestchange coincola otcbtc fcoin bitpie imtoken tokenpocket tronlink \
                metamask trustwallet trust_wallet safepal phantom_wallet noones hodlhodl bitpapa bitzlato huione \
                haowang_guarantee xinbi_guarantee coinex lbank bingx phemex
                """, meaning: .term(.a, .venue)),
        List(
            words: """
                htx btcc kraken cold_wallet ledger_nano hardware_wallet seed_phrase
                """, meaning: .term(.b, .venue)),
        List(
            words: """
                run_points running_points_job money_mule money_mules mule_account mule_accounts qr_renting \
                qr_rental rent_qr rent_your_qr rent_bank_account rent_your_bank_account bank_account_for_rent \
                account_rent_usdt run_score_platform bank_account_rent bank_account_on_rent \
                current_account_on_rent kiraye_ka_account account_kiraye
                """, meaning: .term(.a, .laundering)),
        List(
            words: """
                running_points gaming_fund stock_fund mixed_fund corporate_account_chahiye \
                current_account_chahiye
                """,
            meaning: .term(.b, .laundering)),
        // Russian: exact, since its letters look like Latin ones.
        List(
            words: """
                юсдт усдт тезер биткоин биткойн биткоины биткоинов эфириум криптовалюта криптовалюту \
                криптовалюты криптообменник
                """,
            meaning: .term(.a, .asset)),
        List(
            words: "крипта крипту крипты крипте п2п обменник обнал обнала обналичка дроповод дропы",
            meaning: .term(.b, .trade), traits: .exact),
        List(
            words: """
                покупка_крипты продажа_крипты купить_крипту продать_крипту
                """, meaning: .term(.a, .trade), traits: .exact),
        // Vietnamese: exact, since accents tell words apart ("tiền áo" is money for a shirt).
        List(
            words: """
                tiền_ảo tiền_mã_hóa tiền_mã_hoá tiền_điện_tử tiền_kỹ_thuật_số sàn_coin rửa_tiền giao_dịch_p2p \
                giao_dịch_coin
                """,
            meaning: .term(.b, .asset), traits: .exact),
        List(
            words: """
                cho_thuê_tài_khoản thuê_tài_khoản_ngân_hàng mua_tài_khoản_ngân_hàng
                """, meaning: .term(.a, .laundering), traits: .exact),
    ]

    /// What the other side is told, so that nothing shows.
    static let instructions: [List] = [
        List(
            words: product(
                ["不要", "别", "勿", "请勿", "不用", "无需", "切勿", "禁止", "不能", "不得", "莫", "不", "不可", "不许", "不准"],
                ["", "写", "填", "填写", "加", "留", "任何", "写任何", "填写任何"], ["备注", "附言", "留言"]),
            meaning: .term(.b, .instruction)),
        List(
            words: """
                备注留空 备注空着 备注不填 备注勿填 备注无需填写 无备注 空备注 不带备注 备注写货款 备注写购物 备注购物款 备注写还款 备注写生活费 备注写借款 备注6位 备注后六位 备注订单后六位 \
                不要提币 别提u 不要提数字货币 勿提及数字货币 不要备注任何信息 不要出现币字 不要写u 不要写币 不留痕 不留痕迹 避开风控 躲避风控 绕过风控 规避风控 逃避风控 防风控 过风控 躲风控 \
                规避监管 避开监管 逃避监管 别触发预警 不触发预警 避免触发风控 避免风控 私下转 私下转账 线下转 分开转 分笔转 分批转 拆开转 拆分转账 分多笔 多笔转 分几次转 别一次转 别超过限额 \
                不要超过限额 别超过5万 别超5万 每笔不超5万 每笔不超过5万 换个人转 换人转 找别人转 用别人的卡 借别人卡 借别人的卡 用朋友的卡转 换卡转 换张卡 换号转 走别人的卡 用他人账户 \
                借用他人账户 非本人付款不放 只收本人转账 必须本人实名付款 三方付款不放 三方付款退款
                """, meaning: .term(.b, .instruction)),
        List(
            words: """
                no_remark no_remarks no_remarks_please without_remark without_remarks leave_remark_blank \
                leave_remarks_blank leave_the_remark_blank leave_reference_blank do_not_write_any_remark \
                do_not_write_any_remarks do_not_add_remarks dont_add_remarks do_not_write_remarks \
                dont_write_remarks dont_write_any_remarks do_not_mention_crypto dont_mention_crypto \
                do_not_mention_bitcoin dont_mention_bitcoin dont_mention_usdt do_not_mention_usdt \
                dont_write_crypto do_not_write_crypto never_mention_crypto no_crypto_words no_mention_of_crypto \
                avoid_words_like_crypto split_the_payment split_your_payment split_payments send_in_parts \
                use_another_card use_a_different_card use_a_friends_account third_party_payment_not_accepted \
                no_third_party_payments no_third_party avoid_bank_questions
                """, meaning: .term(.b, .instruction)),
        List(
            words: """
                без_комментариев без_комментария комментарий_не_писать не_писать_комментарий \
                не_указывать_комментарий
                """,
            meaning: .term(.b, .instruction), traits: .exact),
        List(
            words: """
                không_ghi_nội_dung không_ghi_nội_dung_coin đừng_ghi_nội_dung
                """, meaning: .term(.b, .instruction), traits: .exact),
    ]

    private static func product(_ heads: [String], _ middles: [String], _ tails: [String]) -> String {
        heads.flatMap { head in middles.flatMap { middle in tails.map { head + middle + $0 } } }.joined(separator: " ")
    }
}
