import HTTPTypes
import Hummingbird
import WeirDomain
import WeirEngine
import WeirRuntime

/// What is to be done on a server that has decided nothing yet: how payments and prices come in, and who looks at what
/// comes of them. It stands on the overview until the first payment has been decided.
struct FirstSteps {
    let visit: Visit
    let all: Overview

    var html: HTML {
        if all.status.decided > 0 { return HTML() }
        return section(Phrase("First steps", "开始使用"), .id("first-steps")) {
            p(.class("hint")) {
                Phrase(
                    "Nothing has been decided here yet. This stands here until the first payment has been; "
                        + "weir demo shows what it is like with simulated traffic.",
                    "此处尚未决策任何支付；首笔支付决策后，本说明不再显示。weir demo 可用模拟交易演示。")
            }
            el("ol", .class("first")) {
                programs
                payments
                prices
                people
                rail
            }
        }
    }

    private func step(_ title: Phrase, isDone: Bool, @HTMLBuilder content: () -> HTML) -> HTML {
        li {
            h3 {
                title
                " "
                isDone ? badge(Phrase("done", "已完成"), "good") : badge(Phrase("to be done", "待完成"), "warn")
            }
            content()
        }
    }

    /// A command to be copied; the key's place is for the reader to fill.
    private func command(_ text: String) -> HTML { .element("pre", [.class("example")], .text(text)) }

    private var access: HTML {
        let link = Link("/console/access")
        return visit.console.doors.opens(link, to: visit.person.role)
            ? a(link) { Phrase("To the access page", "前往权限页") }
            : .text(Phrase("An administrator does it on the access page.", "由管理员在权限页完成。").text)
    }

    private var programs: HTML {
        step(
            Phrase("A key for the payment switch", "为支付系统生成密钥"),
            isDone: visit.acting.access.all.contains { $0.role == .integrator }
        ) {
            p {
                Phrase(
                    "Add it by a name of its own, with the role integrator and an API key, which is shown once. ",
                    "以单独的名称添加，角色选“接入方”，方式选 API 密钥；密钥仅显示一次。")
                access
            }
        }
    }

    private var payments: HTML {
        step(Phrase("Payments", "支付"), isDone: false) {
            p {
                Phrase(
                    "Ask before each payment; the answer says allow, warn, hold or decline. Many at once, a line each, "
                        + "go to /v1/payments:batch. ",
                    "每笔支付之前询问，应答为放行、提示、暂缓或拒绝。批量（每行一笔）送至 /v1/payments:batch。")
                a(Link("/openapi.json")) { Phrase("All calls", "全部接口") }
            }
            command(visit.command(paying: "KEY"))
        }
    }

    private var prices: HTML {
        step(Phrase("Board prices", "盘口价格"), isDone: !all.prices.isEmpty) {
            p {
                Phrase(
                    "What coins cost on the OTC boards, at least every hour: without it no amount can be read as "
                        + "coins. Lines of time, asset, currency and price, with a key of the role prices, which "
                        + "POST /v1/access gives.",
                    "场外盘口的币价，至少每小时一次；没有价格就无法判断金额是否为买卖币。每行为时间、资产、货币与价格，使用角色 prices 的密钥（经 POST /v1/access 发放）。")
            }
            command(
                "curl -X PUT -H 'Authorization: Bearer KEY' \(visit.origin)/v1/prices "
                    + "--data-binary $'at,asset,currency,price\\n\(now),USDT,CNY,7.23\\n'")
        }
    }

    private var now: String { String(ServerClock.now.rfc3339.prefix(19)) + "Z" }

    private var people: HTML {
        let signers = visit.acting.access.all.count { $0.role.maySign }
        return step(Phrase("A second person", "第二个人"), isDone: signers > 1) {
            p {
                Phrase(
                    "Analysts work on cases and propose; what cannot be undone needs two people who may sign. ",
                    "分析员办理案件并提出措施；不可撤销的措施须由两名有签署权的人员签署。")
                access
            }
        }
    }

    private var rail: HTML {
        step(Phrase("Measures reach the rail", "措施送达支付通道"), isDone: false) {
            p {
                Phrase(
                    "weir serve --rail ADDRESS sends each order there; without it the rail fetches them from "
                        + "/v1/rail/orders and answers with a key of its own, of the role rail. A measure counts as in "
                        + "force once the rail has confirmed it.",
                    "weir serve --rail 地址 将指令逐条送达；否则由通道自 /v1/rail/orders 领取，并以其专用密钥（角色 rail）答复。"
                        + "通道确认后措施才算生效。")
            }
        }
    }
}

extension Visit {
    /// The address that the browser has asked, for commands that are to be copied.
    var origin: String {
        let isSecure = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] } == "https"
        let host = (request.head.authority ?? "").filter {
            $0.isASCII && ($0.isLetter || $0.isNumber || ".:-[]".contains($0))
        }
        return (isSecure ? "https://" : "http://") + (host.isEmpty ? "127.0.0.1:8080" : host)
    }

    /// How a payment is handed in with a key.
    func command(paying key: String) -> String {
        let at = String(ServerClock.now.rfc3339.prefix(19)) + "Z"
        return "curl -H 'Authorization: Bearer \(key)' -H 'Content-Type: application/json' \(origin)/v1/payments "
            + #"-d '{"id":"first-1","at":""# + at
            + #"","rail":"alipay","payer":"u1","payee":"u2","amount":"12.50","currency":"CNY"}'"#
    }
}
