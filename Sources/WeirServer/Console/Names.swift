import WeirDomain

// What the domain's words are called on pages.

extension MeasureKind {
    var phrase: Phrase {
        switch self {
        case .warnPayer: Phrase("warn payers", "提示付款人")
        case .holdPayment: Phrase("hold a payment", "暂缓付款")
        case .limitCollection: Phrase("limit collection", "限制收款额度")
        case .suspendTransfers: Phrase("suspend transfers", "暂停转账")
        case .stopCollection: Phrase("stop collection for good", "永久停止收款")
        case .blockSite: Phrase("block a site", "封停网站")
        }
    }

    /// What it does to those it touches, in a sentence.
    var effect: Phrase {
        switch self {
        case .warnPayer: Phrase("Payers see a warning; payments go on.", "付款人会看到提示，支付照常进行。")
        case .holdPayment:
            Phrase("One payment waits for at most a day.", "一笔付款最多暂缓一天。")
        case .limitCollection: Phrase("Beyond the quota a day payments are declined.", "超过每日额度的收款将被拒绝。")
        case .suspendTransfers:
            Phrase("All transfers in and out are declined, for at most 30 days.", "所有转入转出均被拒绝，最长 30 天。")
        case .stopCollection:
            Phrase("The account never collects again. It cannot be undone in a day.", "该账户永久不能收款，难以挽回。")
        case .blockSite: Phrase("Payments shown on the site are declined.", "该网站上的支付将被拒绝。")
        }
    }
}

extension MeasureState {
    var phrase: Phrase {
        switch self {
        case .proposed: Phrase("proposed", "待签署")
        case .approved: Phrase("approved", "已批准")
        case .ordered: Phrase("ordered, not confirmed", "已下达，未确认")
        case .confirmed: Phrase("in force", "已生效")
        case .lifted: Phrase("lifted", "已解除")
        case .expired: Phrase("expired", "已到期")
        case .failed: Phrase("failed", "执行失败")
        case .refused: Phrase("refused", "已否决")
        case .withdrawn: Phrase("withdrawn", "已撤回")
        }
    }

    var tone: String {
        switch self {
        case .proposed, .approved, .ordered: "warn"
        case .confirmed: "bad"
        case .failed: "bad"
        case .lifted, .expired, .refused, .withdrawn: "quiet"
        }
    }
}

extension Typology {
    var phrase: Phrase {
        switch self {
        case .otcDealer: Phrase("OTC dealer", "场外币商")
        case .runningPoints: Phrase("running points", "跑分")
        case .exchangeGateway: Phrase("exchange gateway", "交易所收款")
        case .collector: Phrase("collector", "集中收款")
        case .fourthPartySite: Phrase("fourth-party site", "四方支付网站")
        case .successor: Phrase("successor", "接替账户")
        }
    }

    init?(name: String) {
        guard let found = Typology.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

extension EvidenceKind {
    init?(name: String) {
        guard let found = EvidenceKind.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

extension Case.State {
    var phrase: Phrase {
        switch self {
        case .open: Phrase("open", "处理中")
        case .closed: Phrase("closed", "已结案")
        case .merged: Phrase("merged", "已合并")
        }
    }
}

extension Case.Disposition {
    var phrase: Phrase {
        switch self {
        case .confirmed: Phrase("confirmed", "属实")
        case .falseAlarm: Phrase("false alarm", "误报")
        case .unclear: Phrase("unclear", "无法确定")
        }
    }
}

extension Appeal.State {
    var phrase: Phrase {
        switch self {
        case .filed: Phrase("waiting for a decision", "待裁决")
        case .upheld: Phrase("the measure stands", "维持措施")
        case .reversed: Phrase("reversed", "已撤销措施")
        }
    }

    var tone: String { self == .filed ? "warn" : self == .reversed ? "good" : "quiet" }
}

extension Outcome {
    var phrase: Phrase {
        switch self {
        case .allow: Phrase("allow", "放行")
        case .warn: Phrase("warn", "提示")
        case .hold: Phrase("hold", "暂缓")
        case .decline: Phrase("decline", "拒绝")
        }
    }

    var tone: String {
        switch self {
        case .allow: "good"
        case .warn: "warned"
        case .hold: "held"
        case .decline: "bad"
        }
    }
}

extension EvidenceKind {
    var phrase: Phrase {
        switch self {
        case .price: Phrase("price", "价格")
        case .people: Phrase("people", "人员")
        case .flow: Phrase("flow", "资金流")
        case .cents: Phrase("cents", "尾数")
        case .rhythm: Phrase("rhythm", "节奏")
        case .identity: Phrase("identity", "身份")
        case .merchant: Phrase("merchant", "商户")
        case .site: Phrase("site", "网站")
        case .list: Phrase("list", "名单")
        case .text: Phrase("text", "文字")
        case .model: Phrase("model", "模型")
        }
    }
}

/// The time that is left, or that has passed beyond it: what a deadline's clock shows.
func clock(_ due: Instant, now: Instant) -> HTML {
    let seconds = (due.milliseconds - now.milliseconds) / 1_000
    let words =
        seconds >= 0
        ? Phrase("\(Written.span(seconds).en) left", "剩余 \(Written.span(seconds).zh)")
        : Phrase("\(Written.span(seconds).en) over", "超时 \(Written.span(seconds).zh)")
    return badge(words, seconds < 0 ? "bad" : seconds < 14_400 ? "warn" : "quiet")
}

/// How long ago.
func age(_ at: Instant, now: Instant) -> HTML {
    .text(Written.span(max(0, (now.milliseconds - at.milliseconds) / 1_000)).text)
}
