import WeirDomain

/// What doors are for, in words: of the console's pages and of the API, which lead to the same acts.
enum DoorWords {
    /// In the order in which they are shown.
    enum Group: CaseIterable {
        case pages, acts, api, besides

        init(_ door: Doors.Door) {
            if door.path.hasPrefix("/v1/") {
                self = .api
            } else if door.path == "/console" || door.path.hasPrefix("/console/") {
                self = door.method == "GET" ? .pages : .acts
            } else {
                self = .besides
            }
        }

        var phrase: Phrase {
            switch self {
            case .pages: Phrase("Pages of the console", "控制台页面")
            case .acts: Phrase("What is done at the console", "控制台操作")
            case .api: Phrase("The API, for programs", "接口（供程序使用）")
            case .besides: Phrase("Besides", "其他")
            }
        }
    }

    /// `nil` for a door that nobody has named.
    static func phrase(_ door: Doors.Door) -> Phrase? {
        let place =
            ["/console", "/v1"].first { door.path.hasPrefix($0 + "/") }.map { String(door.path.dropFirst($0.count)) }
        // The same door, without what stands behind it.
        let method = door.method == "HEAD" ? "GET" : door.method
        return words["\(method) \(place ?? door.path)"] ?? words["\(method) \(door.path)"]
    }

    private static let words = people.merging(work) { first, _ in first }.merging(inputs) { first, _ in first }

    /// By method and path, without what the console and the API begin with.
    private static let people: [String: Phrase] = [
        "GET /access": Phrase("see who has access", "查看人员与权限"),
        "POST /access": Phrase("give somebody access", "授予权限"),
        "DELETE /access/:name": Phrase("take somebody's access away", "取消权限"),
        "POST /access/:name/vouch": Phrase("vouch for somebody", "复核授权"),
        "GET /access/doors": Phrase("see which roles open what", "查看角色与页面"),
        "GET /access/looks": Phrase("see who saw what", "查看“查看记录”"),
        "POST /access/people": Phrase("give somebody access", "授予权限"),
        "POST /access/people/:name/remove": Phrase("take somebody's access away", "取消权限"),
        "POST /access/people/:name/reset": Phrase("give somebody a new one-time password", "重置一次性密码"),
        "POST /access/people/:name/sessions": Phrase("end somebody's sessions", "结束他人会话"),
        "POST /access/people/:name/vouch": Phrase("vouch for somebody", "复核授权"),
        "GET /me": Phrase("see one's own password, codes and sessions", "查看本人密码、验证码与会话"),
        "POST /me/codes": Phrase("set up one's own one-time codes", "设置本人动态验证码"),
        "POST /me/password": Phrase("change one's own password", "更改本人密码"),
        "POST /me/sessions": Phrase("end one's own other sessions", "结束本人其他会话"),
        "POST /settings": Phrase("choose language and theme", "选择语言与主题"),
        "GET /sign-in": Phrase("see the sign-in", "打开登录页"),
        "POST /sign-in": Phrase("sign in", "登录"),
        "GET /sign-in/oidc": Phrase("go to the sign-in service", "前往登录服务"),
        "GET /sign-in/oidc/back": Phrase("come back from the sign-in service", "从登录服务返回"),
        "POST /sign-out": Phrase("sign out", "退出"),
        "POST /uncover": Phrase("uncover personal data, with a reason", "说明理由后查看个人信息"),
        "GET /assets/:tag/:name": Phrase("styles and scripts of pages", "页面样式与脚本"),
        "GET /": Phrase("see the live page", "查看实时页面"),
        "GET /assets/live-account.js": Phrase("a script of the live page", "实时页面脚本"),
        "GET /assets/live-draw.js": Phrase("a script of the live page", "实时页面脚本"),
        "GET /assets/live-why.js": Phrase("a script of the live page", "实时页面脚本"),
        "GET /assets/live.css": Phrase("the style of the live page", "实时页面样式"),
        "GET /assets/live.js": Phrase("a script of the live page", "实时页面脚本"),
        "GET /favicon.ico": Phrase("the icon", "图标"),
        "GET /healthz": Phrase("ask whether the server lives", "查询服务器是否在运行"),
        "GET /readyz": Phrase("ask whether the server takes payments", "查询服务器能否接收支付"),
        "GET /metrics": Phrase("read figures for monitoring", "读取监控指标"),
        "GET /openapi.json": Phrase("read the description of the API", "读取接口说明"),
    ]

    private static let work: [String: Phrase] = [
        "GET /console": Phrase("see the overview", "查看总览"),
        "GET /live": Phrase("follow the figures live", "实时跟踪数据"),
        "GET /queue": Phrase("see the queue of cases", "查看案件队列"),
        "POST /queue/act": Phrase("work on many cases at once", "批量处理案件"),
        "POST /queue/next": Phrase("take the next case", "领取下一案件"),
        "POST /queue/undo": Phrase("undo work on many cases", "撤回批量处理"),
        "POST /queue/views": Phrase("save a view of the queue", "保存队列视图"),
        "POST /queue/views/:id/remove": Phrase("remove a view of one's own", "删除本人视图"),
        "GET /cases": Phrase("see cases", "查看案件"),
        "POST /cases": Phrase("open a case", "立案"),
        "GET /cases/:id": Phrase("see a case", "查看案件"),
        "GET /cases/:id/report": Phrase("take the draft of a report home", "下载报告草稿"),
        "POST /cases/:id/assign": Phrase("give a case to somebody", "分配案件"),
        "POST /cases/:id/attach": Phrase("put a file into a case", "向案件存入文件"),
        "POST /cases/:id/close": Phrase("close a case", "结案"),
        "POST /cases/:id/comment": Phrase("write a note into a case", "添加案件记录"),
        "POST /cases/:id/escalate": Phrase("escalate a case", "升级案件"),
        "POST /cases/:id/merge": Phrase("merge cases", "合并案件"),
        "POST /cases/:id/postpone": Phrase("put a case off", "延后案件"),
        "POST /cases/:id/reopen": Phrase("open a case again", "重新立案"),
        "POST /cases/:id/tag": Phrase("tag a case", "为案件加标签"),
        "POST /cases/:id/wall": Phrase("keep a case from its holder", "对持有人保密"),
        "GET /accounts/:id": Phrase("see an account", "查看账户"),
        "GET /accounts/:id/case": Phrase("see an account's picture", "查看账户全貌"),
        "GET /accounts/:id/flow": Phrase("see an account's money flow", "查看账户资金流"),
        "GET /accounts/:id/graph": Phrase("see where its money comes from and goes", "查看其资金的来去"),
        "GET /accounts/:id/linked": Phrase("see accounts in one hand with it", "查看同属一方的账户"),
        "GET /accounts/:id/payments": Phrase("see an account's payments", "查看账户支付"),
        "GET /alerts": Phrase("see alerts", "查看预警"),
        "GET /decisions/:id": Phrase("see a decision", "查看决策"),
        "GET /decisions/:id/reports": Phrase("see what banks said of a payment", "查看银行对支付的回执"),
        "GET /payments/:id": Phrase("see a payment", "查看支付"),
        "GET /documents/:hash": Phrase("open a file of a case or an appeal", "打开案件或申诉文件"),
        "GET /signatures": Phrase("see what waits for a signature", "查看待签署事项"),
        "GET /measures": Phrase("see measures", "查看措施"),
        "POST /measures": Phrase("propose a measure", "提出措施"),
        "GET /measures/:id": Phrase("see a measure", "查看措施"),
        "GET /measures/new": Phrase("see what a measure would touch", "查看措施影响"),
        "POST /measures/new": Phrase("propose a measure", "提出措施"),
        "POST /measures/:id/approve": Phrase("sign a measure", "签署措施"),
        "POST /measures/:id/refuse": Phrase("refuse a measure", "否决措施"),
        "POST /measures/:id/withdraw": Phrase("withdraw one's own proposal", "撤回自己提出的措施"),
        "POST /measures/:id/lift": Phrase("lift a measure", "解除措施"),
        "POST /measures/:id/renew": Phrase("renew a measure", "续期措施"),
        "POST /measures/:id/replay": Phrase("have an order sent to the rail again", "向通道重发指令"),
        "POST /measures/:id/settle": Phrase("decide on a held payment", "裁决暂缓付款"),
        "GET /notices": Phrase("see what holders are told", "查看对持有人的通知"),
        "GET /notices/:id": Phrase("see a notice", "查看通知"),
        "POST /notices/:id/delivery": Phrase("say whether a notice was delivered", "报告通知是否送达"),
        "GET /appeals": Phrase("see appeals", "查看申诉"),
        "POST /appeals": Phrase("hand in an appeal", "提交申诉"),
        "GET /appeals/:id": Phrase("see an appeal", "查看申诉"),
        "POST /appeals/:id/decide": Phrase("decide on an appeal", "裁决申诉"),
        "POST /appeals/:id/document": Phrase("add a document to an appeal", "补充申诉材料"),
        "GET /search": Phrase("search", "搜索"),
        "POST /search/all": Phrase("go through all payments", "逐笔查找全部支付"),
        "GET /sites": Phrase("see sites", "查看网站"),
        "POST /sites": Phrase("have a site watched", "请求巡查网站"),
        "GET /sites/:host": Phrase("see a site", "查看网站"),
        "GET /screenshots/:hash": Phrase("see the patrol's picture of a page", "查看巡查截图"),
        "GET /sites/screenshots/:hash": Phrase("see the patrol's picture of a page", "查看巡查截图"),
        "GET /register": Phrase("see the register", "查看登记簿"),
        "GET /register/checkpoint": Phrase("read the newest checkpoint", "读取最新检查点"),
        "GET /register/entries": Phrase("read entries of the register", "读取登记簿条目"),
        "GET /register/export": Phrase("take the register home", "导出登记簿"),
        "GET /register/key": Phrase("read the register's key", "读取登记簿公钥"),
        "GET /register/proof": Phrase("have an entry proved", "获取条目证明"),
        "POST /register/cosignatures": Phrase("sign a checkpoint as a witness", "作为见证人签署检查点"),
        "POST /register/erasures": Phrase("erase somebody from the register", "从登记簿抹除个人信息"),
        "GET /transparency": Phrase("see the transparency report", "查看透明度报告"),
        "GET /reports/transparency": Phrase("read the transparency report", "读取透明度报告"),
        "GET /reports/labels": Phrase("read what cases were found to be", "读取案件结论"),
    ]

    private static let inputs: [String: Phrase] = [
        "POST /payments": Phrase("have a payment decided", "提交支付并获取决策"),
        "POST /payments:batch": Phrase("have many payments decided", "批量提交支付"),
        "POST /notifications/alipay": Phrase("tell of a payment, as Alipay, signed", "支付宝异步通知（验签）"),
        "POST /notifications/wechat-pay": Phrase("tell of a payment, as WeChat Pay, signed", "微信支付通知（验签）"),
        "POST /messages": Phrase("hand in a bank's message", "提交银行报文"),
        "PUT /accounts": Phrase("tell what accounts are", "提交账户资料"),
        "PUT /prices": Phrase("hand in prices", "提交价格"),
        "DELETE /prices": Phrase("take prices back", "撤回价格"),
        "POST /codes": Phrase("tell whose a payment code is", "登记收款码归属"),
        "POST /orders": Phrase("hand in an authority's order", "提交机关命令"),
        "GET /rail/orders": Phrase("fetch orders for the rail", "通道读取指令"),
        "POST /rail/answers": Phrase("answer orders as the rail", "通道回应指令"),
        "POST /rail/statement": Phrase("hand in what the rail has in force", "提交通道有效措施清单"),
        "POST /outbox/:id/replay": Phrase("have an order sent to the rail again", "向通道重发指令"),
        "GET /rail/differences": Phrase("see where the rail differs", "查看与通道的差异"),
        "GET /rail/status": Phrase("see how the rail stands", "查看通道状态"),
        "GET /lists": Phrase("see lists", "查看名单"),
        "GET /lists/:name": Phrase("see a list", "查看名单"),
        "PUT /lists/:name": Phrase("hand in a list", "提交名单"),
        "POST /lists/:name/sign": Phrase("sign a list that stops accounts", "签署限制账户的名单"),
        "GET /lists/:name/proposed": Phrase("see what a list would change", "查看名单拟变更"),
        "GET /lists/import/one": Phrase("see how something is put on a list", "打开列入名单页"),
        "POST /lists/import/one": Phrase("put something on a list", "列入名单"),
        "GET /lists/import": Phrase("see the import of a list", "打开名单导入"),
        "POST /lists/import": Phrase("import a list", "导入名单"),
        "GET /rules": Phrase("see rules", "查看规则"),
        "GET /rules/rule/:id": Phrase("see a rule, its tests and what it has done", "查看单条规则、测试与命中"),
        "PUT /rules": Phrase("put a rule set on trial", "试运行规则集"),
        "GET /rules/edit": Phrase("open the rule editor", "打开规则编辑器"),
        "POST /rules/check": Phrase("check rules while writing", "编写时检查规则"),
        "GET /rules/backtest": Phrase("see the latest back-test", "查看最近回测"),
        "POST /rules/backtest": Phrase("back-test rules", "回测规则"),
        "POST /rules/backtest/stop": Phrase("stop a back-test", "停止回测"),
        "POST /rules/shadow": Phrase("put a rule set on trial", "试运行规则集"),
        "POST /rules/canary": Phrase("let a rule set decide for a share", "规则集灰度"),
        "POST /rules/approve": Phrase("sign a rule set", "签署规则集"),
        "POST /rules/rollback": Phrase("roll rules back", "回退规则"),
        "POST /rules/withdraw": Phrase("withdraw a rule set", "撤回规则集"),
        "GET /model": Phrase("see the fitted model", "查看模型"),
        "PUT /model": Phrase("put a fitted model in", "更换模型"),
        "DELETE /model": Phrase("withdraw the fitted model", "撤回模型"),
        "GET /state": Phrase("read a fingerprint of the state", "读取状态指纹"),
        "GET /sites/watch": Phrase("fetch what the patrol is to visit", "读取待巡查网站"),
        "POST /sites/findings": Phrase("hand in what the patrol found", "提交巡查结果"),
        "PUT /sites/screenshots/:hash": Phrase("hand in the patrol's picture of a page", "提交巡查截图"),
    ]
}
