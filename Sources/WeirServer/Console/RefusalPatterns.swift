/// Why something was refused, in the words of the engine, the API and the rule language, and their Chinese.
extension RefusalWords {
    static let patterns: [EngineWords.Pattern] = [
        fields, measures, cases, roles, sets, server, lists, ruleFiles, yaml, sizes, typologies, expressions, regular,
        runs,
        places, openings,
    ].flatMap { $0 }

    private typealias Pattern = EngineWords.Pattern

    /// What is wrong with a field; its name stands before.
    private static let fields = [
        Pattern("is missing in the head line", "在标题行中缺失"),
        Pattern("is missing from the header", "在标题行中缺失"),
        Pattern("is missing: closing needs a reason", "未填写：结案须说明理由"),
        Pattern("is missing: putting a case off needs a reason", "未填写：延后案件须说明理由"),
        Pattern("is missing: what cannot be undone needs one from every signer", "未填写：不可撤销的措施须每位签署人说明理由"),
        Pattern("is missing or empty", "缺失或为空"),
        Pattern("is missing", "未填写"),
        Pattern("is too long, or there are too many views", "过长，或视图过多"),
        Pattern("is too long, nobody's, or holds what cannot be seen", "过长、不可用，或含不可见字符"),
        Pattern("is too long", "过长"),
        Pattern("names no case that there is: #", "没有编号为 \\0 的其他案件"),
        Pattern("is none that there is", "不存在"),
        Pattern("is none of those that can be chosen", "不在可选值内"),
        Pattern("is none of ~", "不在可选值内：\\0"),
        Pattern("is no currency", "不是币种代码"),
        Pattern("is no amount in ~", "不是 \\0 金额"),
        Pattern("is no time of RFC 3339", "不是时间"),
        Pattern("is no day (2026-11-01) and no time", "既不是日期（2026-11-01）也不是时间"),
        Pattern("is no share from 1 to 500", "须为 1 至 500"),
        Pattern("is nobody who works on cases", "不是办案人员"),
        Pattern("is no host such as shop.example", "不是主机名，例如 shop.example"),
        Pattern("looks like the name '~', which somebody has", "与已有用户名“\\0”过于相似"),
        Pattern("is neither released nor declined", "须为放行或退回"),
        Pattern("is neither upheld nor reversed", "须为维持或撤销"),
        Pattern("neither pays nor gets this payment", "既非该付款的付款人，也非收款人"),
        Pattern("is nothing that can be done with cases", "不是可对案件执行的操作"),
        Pattern("is nothing that can be taken back", "不是可撤销的操作"),
        Pattern("does not belong to the cases", "与案件不符"),
        Pattern("is not UTF-8", "不是 UTF-8 文本"),
        Pattern("value is no ~: '~'", "“\\1”不是\\0"),
        Pattern(
            "looks like a name of the rails: what it matches by its looks would be theirs", "与支付通道的名称相似，会误中其域名"),
        Pattern("must be one of ~", "须为以下之一：\\0"),
        Pattern("must be a time such as ~", "须为时间，例如 \\0"),
        Pattern("must be exact, suffix or fuzzy", "须为 exact、suffix 或 fuzzy"),
        Pattern("must be exact or fuzzy for a ~", "\\0须为 exact 或 fuzzy"),
        Pattern("must be exact for a ~", "\\0须为 exact"),
        Pattern("must be later than from", "须晚于开始时间"),
        Pattern("must be an RFC 3339 time with zone, not '~'", "须为带时区的 RFC 3339 时间，而非“\\0”"),
        Pattern("must be an ISO 4217 code, not '~'", "须为 ISO 4217 币种代码，而非“\\0”"),
        Pattern("must be an object of scalars", "须为简单值的映射"),
        Pattern("must be four digits (ISO 18245)", "须为四位数字（ISO 18245）"),
        Pattern("must not be an object or array", "不能是映射或列表"),
        Pattern("must have 1 to # bytes", "须为 1 至 \\0 字节"),
        Pattern("must be ~", "须为 \\0"),
        Pattern("appears twice", "重复"),
        Pattern("has more digits after the point than the currency has", "小数位数超过该币种"),
        Pattern("is greater than the limit of ~", "超过上限 \\0"),
        Pattern("is empty", "为空"),
    ]

    private static let measures = [
        Pattern("measure # of this kind is ~ already", "同种类的措施 \\0 已是“\\1”状态"),
        Pattern(
            "measure # has held this payment already: a payment is held once", "措施 \\0 已暂缓过该付款：同一付款只能暂缓一次"),
        Pattern(
            "measure # was reversed on appeal, and ~ is one hand with ~, who took part in it: it needs somebody else",
            "措施 \\0 已因申诉被撤销，\\1 与参与其中的 \\2 视为同一人，须由他人处理"),
        Pattern(
            "measure # was reversed on appeal, and ~ took part in it: it needs somebody else",
            "措施 \\0 已因申诉被撤销，\\1 曾参与其中，须由他人处理"),
        Pattern("list '~' stops the account ~ by the ~ ~: ", "名单“\\0”会通过\\2 \\3 限制账户 \\1："),
        Pattern("list '~' lets the account ~ go, which others stop: ", "名单“\\0”会放开其他名单限制的账户 \\1："),
        Pattern(
            "list '~' lets the ~ ~ of the account ~ go, which others stop: ", "名单“\\0”会放开其他名单限制的账户 \\3 的\\1 \\2："),
        Pattern("list '~' has nothing that waits for a second person's word", "名单“\\0”没有待第二人签署的条目"),
        Pattern(
            "list '~' is at version #: look at what yours changes there, and send it over that one",
            "名单“\\0”现为版本 \\1：请查看相对该版本的变化，再据此提交"),
        Pattern("list '~' is at version #, not #", "名单“\\0”现为版本 \\1，而非 \\2"),
        Pattern("~ has given the word already: it needs somebody else", "\\0 已作此决定，须由另一人签署"),
        Pattern("a wall is raised, signed or taken down", "保密只能设立、签署或解除"),
        Pattern("there is no notice #", "没有编号为 \\0 的通知"),
        Pattern("names no channel such as app, sms, email or post", "未写明渠道，例如 app、sms、email 或 post"),
        Pattern("a notice was delivered, or was not", "通知只能是已送达或未送达"),
        Pattern(
            "one person's word has kept this from the holder within the last month: say until when, and somebody else "
                + "signs it", "最近一个月内已有一人单独决定对持有人保密：请说明期限，并由另一人签署"),
        Pattern(
            "would last too long: a wall stands for # days at the most, and can be renewed",
            "期限过长：保密最长 \\0 天，可以续期"),
        Pattern("case # has no wall that waits for a second person's word", "案件 \\0 没有待第二人签署的保密"),
        Pattern("the wall that waits would stand until ~, not ~", "待签署的保密期限为 \\0，而非 \\1"),
        Pattern("~ may sign no more: somebody asks for it anew", "\\0 已无签署权，须由他人重新提出"),
        Pattern(
            "the wall of case # would stand around the accounts of case # for longer than one person's word carries: "
                + "have one signed there until ~ first",
            "案件 \\0 的保密将覆盖案件 \\1 的账户，超出一人可决定的期限：请先在该案件签署至 \\2 的保密"),
        Pattern(
            "~ and ~, whose word it is, are one hand: ~. It needs somebody else",
            "\\0 与作此决定的 \\1 视为同一人，须由他人签署"),
        Pattern("list '~' stops the account ~: ", "名单“\\0”会限制账户 \\1："),
        Pattern("measure # is ~: it cannot be changed by '~'", "措施 \\0 为“\\1”状态，不能再\\2"),
        Pattern("measure # was proposed by ~: only they withdraw it", "措施 \\0 由 \\1 提出，只能由其本人撤回"),
        Pattern("measure # is an order of ~: only they release or renew it", "措施 \\0 是 \\1 的命令，只能由其解除或续期"),
        Pattern(
            "measure # is list '~': take the account off it, or change its end there",
            "措施 \\0 即名单“\\1”：请将账户移出名单，或在名单中更改期限"),
        Pattern(
            "~ has turned an appeal against measure # down before: somebody else decides",
            "\\0 曾驳回针对措施 \\1 的申诉，须由他人裁决"),
        Pattern("measure # is not on this account", "措施 \\0 不属于该账户"),
        Pattern("measure # is nothing that has taken something from its holder", "措施 \\0 未限制持有人"),
        Pattern("measure # holds no payment", "措施 \\0 没有暂缓付款"),
        Pattern("measure # cannot be renewed", "措施 \\0 不能续期"),
        Pattern(
            "one person's word carries measure # until ~: somebody else renews it", "措施 \\0 由一人决定最长至 \\1，须由他人续期"),
        Pattern(
            "measure # lasts until ~ at the most: what goes on after that is proposed anew, on new grounds",
            "措施 \\0 最长至 \\1：此后须以新的理由重新提出"),
        Pattern("measure # has changed hands # times: it is proposed anew", "措施 \\0 已易手 \\1 次：须重新提出"),
        Pattern(
            "~ on this ground lasts until ~ at the most: it needs new grounds", "同一理由的 \\0 最长至 \\1：须有新的理由"),
        Pattern("measure # was signed by two: propose it anew", "措施 \\0 由两人签署：请重新提议"),
        Pattern("a hold is not renewed: somebody decides, or it ends", "暂缓不能续期：须作出决定，否则到期结束"),
        Pattern("a held payment is released or declined", "暂缓的付款只能放行或退回"),
        Pattern(
            "would last too long: ~ ends after # hours, and can be renewed", "期限过长：\\0 最长 \\1 小时，可以续期"),
        Pattern("would last too long: a payment is held for # hours at the most", "期限过长：付款最长暂缓 \\0 小时"),
        Pattern("would end before it begins", "结束时间早于开始时间"),
        Pattern("hold_payment needs the payment", "暂缓付款须填写付款编号"),
        Pattern("limit_collection needs a quota a day and its currency", "限额须填写每日额度与币种"),
        Pattern("~ has signed already: it needs somebody else", "\\0 已签署，须由另一人签署"),
        Pattern("~ has signed already: another person has to", "\\0 已签署，须由另一人签署"),
        Pattern(
            "~ and ~, who has signed, are one hand: one gave the other the role. It needs somebody else",
            "\\0 与已签署的 \\1 视为同一人：一方的权限由另一方授予，须由他人签署"),
        Pattern(
            "~ and ~, who has signed, are one hand: ~ gave both of them their way in within the last week. "
                + "It needs somebody else",
            "\\0 与已签署的 \\1 视为同一人：最近一周内二人的权限均由 \\2 授予，须由他人签署"),
        Pattern(
            "~ and ~, who took part in measure #, are one hand: ~. Somebody else decides",
            "\\0 与参与措施 \\2 的 \\1 视为同一人，须由他人裁决"),
        Pattern(
            "~ and ~, who has filed the appeal, are one hand: ~. Somebody else decides",
            "\\0 与代为提出申诉的 \\1 视为同一人，须由他人裁决"),
        Pattern(
            "~ and ~, who has turned an appeal against measure # down before, are one hand: ~. Somebody else decides",
            "\\0 与曾驳回针对措施 \\2 的申诉的 \\1 视为同一人，须由他人裁决"),
        Pattern("appeal # against it is overdue: it is decided first", "对其的申诉 \\0 已逾期，须先裁决"),
        Pattern(
            "~, or a hand of theirs, took part in measure #: somebody else says what has become of its notice",
            "\\0 或与其视为同一人者参与过措施 \\1，通知的送达情况须由他人告知"),
        Pattern("~ took part in measure #: somebody else decides", "\\0 参与过措施 \\1，须由他人裁决"),
        Pattern("an appeal against measure # is waiting to be decided", "对措施 \\0 的申诉正等待裁决"),
        Pattern("appeal # is ~ already", "申诉 \\0 已是“\\1”状态"),
        Pattern("names no host such as shop.example: '~'", "“\\0”不是主机名，例如 shop.example"),
        Pattern("names no account, or one of more than # bytes", "没有账户，或账户超过 \\0 字节"),
        Pattern("names no account", "没有账户"),
        Pattern("names an account of more than # bytes", "账户超过 \\0 字节"),
        Pattern("names no kind of measure", "没有措施种类"),
        Pattern("names something of more than # bytes", "内容超过 \\0 字节"),
        Pattern("has a text of more than # bytes", "文字超过 \\0 字节"),
        Pattern("says nobody, or somebody with too long a name, as who asks", "没有提出人，或其名称过长"),
        Pattern("says nothing against the measure", "没有申诉内容"),
        Pattern("comes more than six months after the measure ended", "措施结束已超过六个月"),
        Pattern("there is no measure #", "没有措施 \\0"),
        Pattern("there is no appeal #", "没有申诉 \\0"),
        Pattern("there is no case #", "没有案件 \\0"),
        Pattern(
            "There is no way to the rail here: it fetches its orders from /v1/rail/orders",
            "此处没有通往通道的途径：通道从 /v1/rail/orders 自行取得指令"),
        Pattern("measure # has no order #", "措施 \\0 没有指令 \\1"),
        Pattern("measure # has a later order than #", "措施 \\0 已有晚于 \\1 的指令"),
        Pattern("this order of ~ has served already, for measure #", "\\0 的该命令已用于措施 \\1"),
        Pattern("an appeal is upheld or reversed", "申诉只能裁决为维持或撤销"),
        Pattern("~ has filed the appeal: somebody else decides", "申诉由 \\0 代为提出，须由他人裁决"),
        Pattern(
            "~ and ~ are one hand: one gave the other the role. It needs somebody else",
            "\\0 与 \\1 视为同一人：一方的权限由另一方授予，须由他人签署"),
        Pattern(
            "~ and ~ are one hand: ~ gave both of them their way in within the last week. It needs somebody else",
            "\\0 与 \\1 视为同一人：最近一周内二人的权限均由 \\2 授予，须由他人签署"),
        Pattern("gives no ground", "没有理由"),
        Pattern("gives no reason", "没有理由"),
        Pattern("would be one more site than can be watched", "超出可巡查的网站数量"),
    ]

    private static let cases = [
        Pattern("case # on this account is open", "该账户的案件 \\0 尚未结案"),
        Pattern("case # on one of its accounts is open", "其中一个账户的案件 \\0 尚未结案"),
        Pattern("case # is full of comments", "案件 \\0 的备注已满"),
        Pattern("case # is full of tags", "案件 \\0 的标签已满"),
        Pattern("case # is escalated already", "案件 \\0 已升级"),
        Pattern("case # is escalated: only somebody who may sign puts it off", "案件 \\0 已升级，只有可签署者能延后"),
        Pattern("case # is not put off", "案件 \\0 未延后"),
        Pattern("a case is put off, or taken up again", "案件只能延后或恢复处理"),
        Pattern("does not say until when", "没有写明期限"),
        Pattern("would be put off for too long: # days are the most", "延后过久：最长 \\0 天"),
        Pattern("case # is ~", "案件 \\0 为“\\1”状态"),
        Pattern("there is no other case #", "没有其他案件 \\0"),
        Pattern("None of the chosen cases could be changed.", "所选案件都无法更改。"),
        Pattern("there is nobody called '~' who works on cases", "没有名为“\\0”的办案人员"),
        Pattern("a case is closed as confirmed, false_alarm or unclear", "结论须为属实、误报或无法确定"),
        Pattern("does not give the file's SHA-256 in hex", "没有文件的 SHA-256"),
        Pattern("is an empty comment", "备注为空"),
        Pattern("is no tag", "不是标签"),
        Pattern("names no file", "没有文件名"),
        Pattern("has too many files already", "文件已满"),
    ]

    private static let roles = [
        Pattern("The role ~ may not do this.", "“\\0”角色无权执行此操作。"),
        Pattern("the role ~ may not ~", "“\\0”角色无权\\1"),
        Pattern("only a person with a role may ~", "只有具备角色的人员可以\\0"),
        Pattern("the role ~ is not ~'s any more", "\\1 已不是\\0"),
        Pattern(
            "only the patrol, and who works on cases, may say that a site was not seen", "只有巡查程序与办案人员可以报告网站无法访问"),
        Pattern("there is no word to be given for '~'", "“\\0”无须复核"),
        Pattern("nobody vouches for themselves", "不能复核自己的授权"),
        Pattern("~ let ~ in: somebody else vouches for it", "\\1 的权限由 \\0 授予，须由他人复核"),
        Pattern(
            "~ and ~ were let in by ~: somebody else vouches for it", "\\0 与 \\1 的权限均由 \\2 授予，须由他人复核"),
        Pattern(
            "~ let ~ in, and nobody else has vouched for it yet: it needs somebody else",
            "\\1 的权限由 \\0 授予，尚未经他人复核，须由他人办理"),
        Pattern(
            "'~' was somebody else's account at the provider, and nobody has vouched for it yet: "
                + "it needs somebody else",
            "“\\0”在登录服务中原为他人的账号，尚未经复核，须由他人办理"),
        Pattern("~ took ~'s way in away: somebody else erases them", "\\1 的权限由 \\0 取消，须由他人抹除"),
        Pattern(
            "~ took part in measure #, to which its holder may object: somebody else erases them",
            "\\0 参与过措施 \\1，持有人仍可申诉，须由他人抹除"),
        Pattern(
            "~ and ~, who took part in measure #, are one hand: somebody else erases its holder",
            "\\0 与参与措施 \\2 的 \\1 视为同一人，须由他人抹除"),
        Pattern("~ stands behind ~ on list '~': somebody else erases them", "\\1 由 \\0 列入名单“\\2”，须由他人抹除"),
        Pattern(
            "~ and ~, who stands behind ~ on list '~', are one hand: somebody else erases them",
            "\\0 与将 \\2 列入名单“\\3”的 \\1 视为同一人，须由他人抹除"),
        Pattern(
            "~ and ~, who took ~'s way in away, are one hand: somebody else erases them",
            "\\0 与取消 \\2 权限的 \\1 视为同一人，须由他人抹除"),
        Pattern("Nobody changes their own role.", "不能更改自己的角色。"),
        Pattern("Nobody takes their own key away.", "不能取消自己的密钥。"),
    ]

    private static let sets = [
        Pattern("~ handed ~ in: somebody else has to sign", "\\1 由 \\0 提交，须由他人签署"),
        Pattern(
            "~ handed ~ in, and may let it decide for # in 1,000 payees alone: for more, somebody else has to ask",
            "\\1 由 \\0 提交，本人最多可灰度 \\2‰；更多须由他人提出"),
        Pattern(
            "~ handed ~ in, and its rule '~' declines payments: somebody else has to ask",
            "\\1 由 \\0 提交，其规则“\\2”会拒绝付款，须由他人提出"),
        Pattern("~ may not sign any more", "\\0 已无签署权限"),
        Pattern("~ cannot go live from its stage ~", "\\0 在“\\1”阶段不能生效"),
        Pattern("~ has been brought back: name its version to go without rules", "\\0 已是回退所得；若要不用规则，须写明其版本"),
        Pattern("the rule set ~ is live: a new one is tried beside it", "规则集 \\0 已生效，新规则集须先试运行"),
        Pattern("the rule set cannot be tried", "该规则集无法试运行"),
        Pattern("the bytes are no rule set of this version", "不是此版本的规则集"),
        Pattern("no rule set is live", "没有生效的规则集"),
        Pattern("no rule set is on trial", "没有试运行的规则集"),
        Pattern("~ is on trial as a canary: withdraw it first", "\\0 正在灰度，请先撤回"),
        Pattern("~ is live already", "\\0 已生效"),
        Pattern("~ is not live: ~ is", "\\0 未生效，生效的是 \\1"),
        Pattern("~ is not on trial: ~ is, in its stage ~", "\\0 不在试运行中，试运行的是 \\1（\\2）"),
        Pattern("a canary decides for 1 to 500 thousandths of the payees", "灰度比例为 1‰ 至 500‰"),
        Pattern("the rule set ~ is not sound: ", "规则集 \\0 有误："),
    ]

    private static let server = [
        Pattern("Go back, load the page again and send it once more.", "请返回并重新载入页面后再提交。"),
        Pattern("This is no form", "不是表单"),
        Pattern("The form is not UTF-8", "表单不是 UTF-8"),
        Pattern("The form is not encoded as forms are", "表单编码有误"),
        Pattern("The form has more than # fields", "表单字段超过 \\0 个"),
        Pattern("It must have arrived and been answered within # s.", "请求须在 \\0 秒内完成。"),
        Pattern("The server is stopping.", "服务器正在停止。"),
        Pattern("the server is stopping", "服务器正在停止"),
        Pattern("too much is waiting to be decided", "等待决策的支付过多"),
        Pattern("the database is too far behind the journal", "数据库落后过多"),
        Pattern("the register is too far behind the journal", "登记簿落后过多"),
        Pattern("the register cannot be written: ~", "登记簿无法写入：\\0"),
        Pattern("Too many people are signing in.", "登录人数过多。"),
        Pattern("The password was not made.", "未能生成密码。"),
        Pattern("The export cannot be read.", "导出文件无法读取。"),
        Pattern("The request failed", "请求失败"),
    ]

    /// Words of refusals that stand in holes.
    static let terms: [String: String] = [
        "in force": "生效中", "proposed": "待签署", "approved": "已批准", "ordered": "已下达", "confirmed": "已生效",
        "lifted": "已解除", "expired": "已到期", "failed": "执行失败", "refused": "已否决", "withdrawn": "已撤回",
        "open": "处理中", "closed": "已结案", "merged": "已合并", "filed": "待裁决", "upheld": "维持", "reversed": "已撤销",
        "approve": "签署", "refuse": "否决", "withdraw": "撤回", "withdraw proposals": "撤回提出的措施", "lift": "解除",
        "renew": "续期", "settle": "决定", "analyst": "分析员", "supervisor": "主管", "compliance": "合规官",
        "regulator": "监管方", "admin": "管理员", "integrator": "接入方", "work on cases": "办理案件",
        "vouch for people": "复核授权", "sign lists": "签署名单", "let people in": "授予权限",
        "decide appeals": "裁决申诉", "propose measures": "提出措施", "approve measures": "签署措施",
        "have orders sent again": "重发指令", "answer for the rail": "代支付通道答复",
        "say what has become of notices": "报告通知的送达情况",
        "refuse measures": "否决措施", "lift measures": "解除措施", "renew measures": "为措施续期",
        "decide on held payments": "决定暂缓的付款", "decide what is kept from the holder": "决定是否告知持有人",
        "ask for a site to be watched": "请求巡查网站",
        "erase whom entries are about": "抹除条目所涉个人信息", "warn_payer": "提示付款人", "hold_payment": "暂缓付款",
        "limit_collection": "限制收款额度", "suspend_transfers": "暂停转账", "stop_collection": "永久停止收款",
        "block_site": "封停网站", "fire": "命中", "account": "账户", "domain": "域名", "device": "设备", "wallet": "钱包",
        "platform": "平台", "site": "网站", "a number": "数字", "a string": "字符串", "a bytes literal": "字节串",
        "the end of the expression": "表达式末尾", "the file": "文件", "a rule": "规则", "the reason": "理由",
        "what a rule yields": "规则的结果", "a decision": "决策", "a measure": "措施", "evidence": "证据", "a test": "测试",
        "a payment": "付款", "a payment before": "先前付款", "a typology": "类型", "the lines": "界线", "a weight": "权重",
        "outcome": "决策", "kind": "类别", "about": "对象", "take": "措施种类", "typology": "类型", "expect": "预期",
        "decision": "决策", "title": "标题", "why": "缘由", "owner": "负责人", "rule": "规则", "method": "方法",
        "function": "函数", "shadow": "试运行", "canary": "灰度", "live": "生效",
    ]
}
