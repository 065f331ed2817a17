import WeirDomain

/// What the kinds of the register's entries are called on pages. The entry itself is shown as it was hashed.
enum RegisterWords {
    static func phrase(_ type: String) -> Phrase { words[type] ?? Phrase(same: type) }

    /// What somebody may be called for, in order.
    static let alarms = words.keys.filter { $0.hasPrefix("alarm.") }.map { String($0.dropFirst(6)) }.sorted()

    /// Alarms whose number is an appeal's, a case's or a notice's; that of others is a measure's, or none.
    private static let ofAppeals: Set<String> = ["alarm.appeal_overdue", "alarm.still_listed"]
    private static let ofCases: Set<String> = ["alarm.wall_ending"]
    private static let ofNotices: Set<String> = ["alarm.notice_unread"]

    /// What an entry's number is of: `case 11`; nothing where it is of nothing that has a page.
    static func named(_ type: String, _ number: Int) -> String? {
        if ofAppeals.contains(type) { return Phrase("appeal \(number)", "申诉 \(number)").text }
        if ofCases.contains(type) { return Phrase("case \(number)", "案件 \(number)").text }
        if ofNotices.contains(type) { return Phrase("notice \(number)", "通知 \(number)").text }
        return switch type.prefix(while: { $0 != "." }) {
        case "case": Phrase("case \(number)", "案件 \(number)").text
        case "alarm" where number == 0: nil
        case "measure", "alarm": Phrase("measure \(number)", "措施 \(number)").text
        case "notice": Phrase("notice \(number)", "通知 \(number)").text
        case "appeal": Phrase("appeal \(number)", "申诉 \(number)").text
        default: number == 0 ? nil : "\(number)"
        }
    }

    /// The page of what an entry is about; an erased case's number leads to what any other that is not there does.
    static func link(_ type: String, _ number: Int) -> Link? {
        if ofAppeals.contains(type) { return Link("/console/appeals", number) }
        if ofCases.contains(type) { return Link("/console/cases", number) }
        if ofNotices.contains(type) { return nil }
        return switch type.prefix(while: { $0 != "." }) {
        case "case": Link("/console/cases", number)
        case "alarm" where number == 0: nil
        case "measure", "alarm": Link("/console/measures", number)
        case "appeal": Link("/console/appeals", number)
        default: nil
        }
    }

    /// What was decided, of a payment or of one that was held; that a hold waits goes without saying.
    static func outcome(_ name: String) -> String? {
        if let outcome = Outcome.allCases.first(where: { $0.name == name }) { return outcome.phrase.text }
        return switch name {
        case "released": Phrase("released", "已放行").text
        case "declined": Phrase("declined", "已拒绝").text
        default: nil
        }
    }

    private static let words: [String: Phrase] = [
        "decision": Phrase("payment decided", "支付决策"),
        "access.changed": Phrase("access changed", "权限变更"),
        "access.vouched": Phrase("access vouched for", "授权已复核"),
        "version.decides": Phrase("another version decides from here on", "更换决策版本"),
        "erasure": Phrase("somebody's data erased", "个人信息已抹除"),
        "access.looked": Phrase("somebody looked", "查看记录"),
        "case.opened": Phrase("case opened", "立案"),
        "case.alert_joined": Phrase("alert joined a case", "预警并入案件"),
        "case.assigned": Phrase("case assigned", "案件分配"),
        "case.commented": Phrase("case commented", "案件记录"),
        "case.tagged": Phrase("case tagged", "案件标签"),
        "case.file_attached": Phrase("file put into a case", "案件存入文件"),
        "case.closed": Phrase("case closed", "结案"),
        "case.reopened": Phrase("case reopened", "重新立案"),
        "case.merged": Phrase("cases merged", "案件合并"),
        "case.escalated": Phrase("case escalated", "案件升级"),
        "case.postponed": Phrase("case put off", "案件延后"),
        "case.taken_up": Phrase("case back in the queue", "案件恢复处理"),
        "case.wall_raised": Phrase("wall raised", "设立保密"),
        "case.wall_renewed": Phrase("wall renewed", "保密续期"),
        "case.wall_wanted": Phrase("wall waits for a second person", "保密待第二人签署"),
        "case.wall_signed": Phrase("wall signed by a second person", "第二人签署保密"),
        "case.wall_removed": Phrase("wall removed", "解除保密"),
        "case.wall_ended": Phrase("wall ended by itself", "保密到期"),
        "measure.proposed": Phrase("measure proposed", "提出措施"),
        "measure.signed": Phrase("measure signed", "签署措施"),
        "measure.approved": Phrase("measure approved", "措施批准"),
        "measure.ordered": Phrase("measure ordered", "措施下达"),
        "measure.confirmed": Phrase("measure confirmed", "措施生效"),
        "measure.failed": Phrase("measure failed", "措施失败"),
        "measure.refused": Phrase("measure refused", "措施否决"),
        "measure.withdrawn": Phrase("proposal withdrawn", "措施撤回"),
        "measure.lifted": Phrase("measure lifted", "措施解除"),
        "measure.expired": Phrase("measure expired", "措施到期"),
        "measure.renewed": Phrase("measure renewed", "措施续期"),
        "measure.sent_again": Phrase("order sent to the rail again", "向通道重发指令"),
        "measure.undone": Phrase("measure undone by the rail", "通道已撤销措施"),
        "notice.due": Phrase("notice to the holder", "通知持有人"),
        "notice.withheld": Phrase("notice kept back", "暂缓通知"),
        "notice.fetched": Phrase("notice fetched by the platform", "平台已领取通知"),
        "notice.delivered": Phrase("notice delivered", "通知已送达"),
        "notice.failed": Phrase("notice not delivered", "通知未能送达"),
        "appeal.filed": Phrase("appeal filed", "提出申诉"),
        "appeal.document_added": Phrase("document for an appeal", "申诉材料"),
        "appeal.upheld": Phrase("appeal: measure stands", "申诉：维持"),
        "appeal.reversed": Phrase("appeal: measure reversed", "申诉：撤销"),
        "list.changed": Phrase("list changed", "名单变更"),
        "list.signed": Phrase("list signed by a second person", "第二人签署名单"),
        "list.account_added": Phrase("account put on a list", "账户列入名单"),
        "list.account_removed": Phrase("account taken off a list", "账户移出名单"),
        "site.found": Phrase("site found", "发现网站"),
        "site.gone": Phrase("finding gone", "发现已消失"),
        "site.same_operator": Phrase("sites of one operator", "同一经营者网站"),
        "site.raised": Phrase("site feeds a suspect", "网站关联嫌疑"),
        "site.watched": Phrase("site to be watched", "请求巡查"),
        "site.not_seen": Phrase("site not reached", "未能访问网站"),
        "model.changed": Phrase("fitted model changed", "模型变更"),
        "model.withdrawn": Phrase("fitted model withdrawn", "模型撤回"),
        "rules.install": Phrase("first rule set", "首个规则集"),
        "rules.shadow": Phrase("rule set on trial", "规则集试运行"),
        "rules.canary": Phrase("rule set decides for a share", "规则集灰度"),
        "rules.approve": Phrase("rule set signed", "签署规则集"),
        "rules.rollBack": Phrase("rules rolled back", "规则回退"),
        "rules.withdraw": Phrase("rule set withdrawn", "规则集撤回"),
        "measure.renewal_confirmed": Phrase("renewal confirmed by the rail", "通道已确认续期"),
        "alarm.renewal_refused": Phrase("alarm: the rail did not renew", "警报：通道未续期"),
        "alarm.scope_guard": Phrase("alarm: too many automatic measures", "警报：自动措施过多"),
        "alarm.after_reversal": Phrase("alarm: reversed before", "警报：曾被撤销"),
        "alarm.appeal_overdue": Phrase("alarm: appeal overdue", "警报：申诉超时"),
        "alarm.order_refused": Phrase("alarm: the rail did not carry out", "警报：通道未执行"),
        "alarm.shielded": Phrase("alarm: a list shields whom another stops", "警报：名单使另一名单的限制失效"),
        "alarm.still_listed": Phrase("alarm: appeal granted, still on a list", "警报：申诉成立，仍在名单上"),
        "alarm.many_holds": Phrase("alarm: many payments held", "警报：暂缓付款过多"),
        "alarm.odd_price": Phrase("alarm: a price far from the last", "警报：价格与前值相差过大"),
        "accounts.told": Phrase("accounts told of by the platform", "平台提交账户资料"),
        "price.confirmed": Phrase("odd price confirmed", "确认异常价格"),
        "price.withdrawn": Phrase("price withdrawn", "撤回价格"),
        "alarm.many_stopped": Phrase("alarm: rules stop many accounts", "警报：规则接连拒绝的账户过多"),
        "account.not_proposed": Phrase("account stopped by rules, not proposed", "规则接连拒绝的账户，未提议措施"),
        "alarm.many_listed": Phrase("alarm: a list stops many accounts", "警报：名单限制账户过多"),
        "alarm.list_ended": Phrase("alarm: a list stops no longer what it stopped", "警报：名单不再限制原有条目"),
        "alarm.notice_unread": Phrase("alarm: a notice did not reach its holder", "警报：通知未送达持有人"),
        "alarm.lifted_again": Phrase("alarm: lifted by the same person again", "警报：同一人再次解除措施"),
        "alarm.imposed_again": Phrase("alarm: imposed by the same person again", "警报：同一人再次采取措施"),
        "alarm.wall_ending": Phrase("alarm: a wall is about to end", "警报：保密即将到期"),
        "alarm.release_refused": Phrase("alarm: the rail did not undo", "警报：通道未撤销"),
    ]
}
