import WeirDomain
import WeirDrawing
import WeirEngine

/// A case that waits for something outside: until when, on whose word and why, and the ways into that and out of it.
struct CasePostponed {
    let visit: Visit
    let found: Case
    let back: Link

    /// Letters of the reason in the head; the note has all of it.
    private static let shown = 120

    private var link: Link { Link("/console/cases", found.number).then("postpone") }

    /// For the head of the page.
    @HTMLBuilder
    static func fact(_ found: Case) -> HTML {
        if let postponed = found.postponed {
            el("dt") { Phrase("Put off", "已延后") }
            el("dd") {
                Phrase("until ", "至 ")
                moment(postponed.until)
                " · "
                foreign(postponed.by)
                " · "
                foreign(Figures.short(postponed.reason, shown))
            }
        }
    }

    var html: HTML {
        foldedAct(Phrase("Put it off", "延后"), "later", isOpen: found.postponed != nil) {
            if found.postponed != nil { takingUp }
            if mayPutOff {
                puttingOff
            } else {
                p { Phrase("It is escalated: only somebody who may sign puts it off.", "案件已升级，只有可签署者能延后。") }
            }
        }
    }

    private var mayPutOff: Bool { !found.isEscalated || visit.person.role.maySign }

    private var takingUp: HTML {
        form(post: link) {
            hidden("back", back.text)
            hidden("act", "take_up")
            button(Phrase("Take it up again", "恢复处理"), "plain")
        }
    }

    private var puttingOff: HTML {
        form(post: link) {
            hidden("back", back.text)
            field(
                Phrase("Until", "延后至"), "until", of: "later", value: tomorrow, type: "datetime-local",
                hint: Phrase(
                    "In your time (\(visit.reader.zone)), thirty days at the most. Until then, or until a new alert "
                        + "joins it, it is not in the queue. Its clock runs on.",
                    "按您的时区（\(visit.reader.zone)），最长三十天。到时或有新预警并入之前不在队列中，时限照常计算。"),
                .flag("required"), .a("data-press", "z"))
            CaseActs.reason(Phrase("What it waits for", "等待的事项"), "later")
            button(Phrase("Put it off", "延后"), "plain")
        }
    }

    /// A day from now, in the viewer's zone.
    private var tomorrow: String {
        String(visit.acting.now().advanced(bySeconds: 86_400 + (Viewer.current.zone ?? 0)).rfc3339.prefix(16))
    }
}
