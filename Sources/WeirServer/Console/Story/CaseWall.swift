import WeirDomain
import WeirDrawing
import WeirEngine

/// The wall of a case: how long it stands, on whose word, and what may be done with it.
struct CaseWall {
    let visit: Visit
    let found: Case
    let back: Link

    private var link: Link { Link("/console/cases", found.number) }
    private var term: Case.WallTerm { found.wallTerm }

    var html: HTML {
        foldedAct(Phrase("Keep it from the holder", "对持有人保密"), "wall", isOpen: !found.wall.isEmpty || isWanted) {
            standing
            waiting
            raising
            if !found.wall.isEmpty {
                form(post: link.then("wall")) {
                    hidden("back", back.text)
                    hidden("down", "yes")
                    CaseActs.reason(Phrase("Why it may be told now", "现在可以告知的理由"), "wall")
                    button(Phrase("See what taking the wall down does", "查看解除保密的后果"), "plain")
                }
            }
        }
    }

    /// Whether somebody wants it to stand for longer than one person's word carries.
    private var isWanted: Bool { term.wanted.map { $0 > visit.acting.now() } ?? false }

    private var standing: HTML {
        if found.wall.isEmpty { return HTML() }
        return p { foreign(found.wall) }
            + p(.class("quiet")) {
                Phrase("Ends by itself: ", "到期自动解除：")
                moment(term.until)
                " · "
                foreign(term.by)
                if term.signedBy.isEmpty {
                    Phrase(" · one person's word", " · 一人决定")
                } else {
                    Phrase(" · signed by ", " · 签署人：")
                    foreign(term.signedBy)
                }
            }
    }

    private var waiting: HTML {
        guard isWanted, let wanted = term.wanted else { return HTML() }
        return p {
            foreign(term.wantedBy)
            Phrase(" wants it to stand until ", " 提出保密至 ")
            moment(wanted)
            Phrase("; a second person signs that. On the ground: ", "，须由第二人签署。依据：")
            foreign(term.wantedFor)
        }
            + (term.wantedBy == visit.person.name
                ? HTML()
                : form(post: link.then("wall")) {
                    hidden("back", back.text)
                    hidden("act", "sign")
                    hidden("until", wanted.rfc3339)
                    button(Phrase("Sign it", "签署"), "plain")
                })
    }

    private var raising: HTML {
        form(post: link.then("wall")) {
            hidden("back", back.text)
            hidden("act", "raise")
            CaseActs.reason(
                Phrase("Why the holder must not be told, and on what ground", "不得告知持有人的理由与依据"), "wall-up")
            field(
                Phrase("Until", "期限"), "until", of: "wall", type: "datetime-local",
                hint: Phrase(
                    "In your time (\(visit.reader.zone)). On one person's word it stands for a week; for longer a "
                        + "second person signs, for ninety days at the most. Then what was kept back is told.",
                    "按您的时区（\(visit.reader.zone)）。一人决定最长一周；更长须由第二人签署，最长九十天。到期后告知此前暂缓的通知。"))
            button(
                found.wall.isEmpty ? Phrase("Raise the wall", "设置保密") : Phrase("Renew the wall", "保密续期"), "plain")
        }
    }

    /// For the page of signatures.
    static func waiting(_ cases: [Case]) -> HTML {
        if cases.isEmpty { return HTML() }
        return section(Phrase("Walls that wait for a second person's word", "待第二人签署的保密")) {
            ul {
                for found in cases.prefix(50) {
                    li {
                        a(Link("/console/cases", found.number)) {
                            Phrase("case \(found.number)", "案件 \(found.number)")
                        }
                        " "
                        span(.class("quiet")) {
                            foreign(found.wallTerm.wantedBy)
                            " · "
                            moment(found.wallTerm.wanted)
                        }
                    }
                }
            }
        }
    }
}
