import WeirDomain

/// How far a measure goes, what kind of basis it has, and what its holder can do about it.
extension NoticeText {
    var scope: Phrase {
        switch measure.kind {
        case .holdPayment:
            Phrase("this one payment. Nothing else on your account is restricted by it.", "仅此一笔付款；账户的其他收付不受影响。")
        case .limitCollection:
            Phrase(
                "what this account collects over this service, from whatever country. A day is one of UTC. What comes "
                    + "in another currency is declined; a refund that names the payment it gives back is not counted. "
                    + "What it pays is not restricted by it. Other accounts of yours are no part of it.",
                "该账户经本服务的全部收款，不论来自何国；每日按 UTC 计算；其他币种的收款会被拒绝，注明原付款的退款不计；"
                    + "付款不受影响；您的其他账户不在其内。")
        case .suspendTransfers: suspension
        case .stopCollection:
            Phrase(
                "whatever this account collects over this service, in all currencies and from all countries. What it "
                    + "pays is not restricted by it. Other accounts of yours are no part of it.",
                "该账户经本服务的全部收款，不论币种和国家；付款不受影响；您的其他账户不在其内。")
        case .warnPayer:
            Phrase(
                "whoever is about to pay this account over this service, in whatever country. Nothing is declined by "
                    + "it. Other accounts of yours are no part of it.",
                "经本服务向该账户付款的所有人，不论国家；不拒绝任何付款；您的其他账户不在其内。")
        case .blockSite:
            Phrase(
                "payments over this site to whichever account of this service, in all currencies and from all "
                    + "countries.",
                "经该网站付给本服务任何账户的付款，不论币种和国家。")
        }
    }

    private var suspension: Phrase {
        let ways =
            switch measure.scope {
            case "debit": Phrase("what this account pays", "该账户的全部付款")
            case "credit": Phrase("what this account gets", "该账户的全部收款")
            default: Phrase("what this account pays and gets", "该账户的全部收付")
            }
        var end = Phrase(same: "")
        if measure.isAuthoritysOrder, measure.scope == "debit", measure.quota.minor > 0 {
            let sum = measure.quota.text(measure.currency) + " " + measure.currency.code
            end = Phrase(", until \(sum) are secured", "，直至保全 \(sum)")
        }
        return ways.with(Phrase(" over this service, in all currencies and countries", "，经本服务进行，不论币种和国家"))
            .with(end).with(Phrase(". Other accounts of yours are no part of it.", "；您的其他账户不在其内。"))
    }

    var basisMeans: Phrase {
        if !measure.authority.isEmpty {
            return Phrase("It is an order of an authority, which binds us.", "此为有权机关的要求，对我们有约束力。")
        }
        if LegalBasis.isContract(measure.basis) {
            return Phrase(
                "It is a ground of your contract with us, which does not allow a use as described above.",
                "此为双方合同的约定：合同不允许上述使用方式。")
        }
        return LegalBasis.isKnown(measure.basis)
            ? Phrase("It is a ground of law, which what is described above meets.", "此为法律依据：上述情形符合其规定。")
            : Phrase("What is described above meets it.", "上述情形符合该依据。")
    }

    var object: [Phrase] {
        let court = Phrase(
            "You can also go to a court, or, where the law provides for one, to a body that settles disputes.",
            "您也可向法院起诉，或在法律有规定时向争议解决机构提出。")
        guard !measure.isAuthoritysOrder else {
            return [
                Phrase(
                    "The order ends by its term, or when \(measure.authority) takes it back: object there.",
                    "此要求到期或由 \(measure.authority) 撤回时结束：请向其提出异议。"),
                Phrase(
                    "If we carry it out wrongly you can object here free of charge, under the number above.",
                    "如我们执行有误，您可以凭上述编号在此免费提出申诉。"),
                court,
            ]
        }
        return [
            Phrase(
                "You can object free of charge, until six months after the measure has ended, under the number above.",
                "您可以凭上述编号免费提出申诉，期限为措施结束后六个月内。"),
            Phrase(
                "Useful documents: contracts, order pages, delivery notes, pay slips.",
                "可提交的材料：合同、订单截图、发货单、工资单等。"),
            Phrase(
                "Somebody who took no part in the measure decides within 14 days. If we were wrong, it ends at once.",
                "由未参与此措施的人员在 14 天内作出决定。如系误判，将立即解除。"),
            court,
        ]
    }
}
