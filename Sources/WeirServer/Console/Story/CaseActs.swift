import WeirDomain
import WeirLists

/// What has been written about a case, and where to write more.
struct CaseNotes {
    let visit: Visit
    let found: Case
    let back: Link

    /// Comments on the page; older ones fold away.
    private static let shown = 50

    var html: HTML {
        let mayWork = visit.person.role.mayWorkOnCases
        let older = found.comments.count - Self.shown
        let none =
            mayWork
            ? Phrase(
                "Nobody has written anything yet. What you write stays: it is in the register.",
                "还没有记录。所写内容会保留，并载入登记簿。")
            : Phrase("Nobody has written anything yet.", "还没有记录。")
        return
            (found.comments.isEmpty ? empty(none) : HTML())
            + (older > 0
                ? p(.class("quiet")) { Phrase("\(older) older notes are not shown.", "另有 \(older) 条较早记录未显示。") }
                : HTML())
            + el("ol", .class("notes")) {
                for comment in found.comments.suffix(Self.shown) {
                    li {
                        p(.class("quiet")) {
                            foreign(comment.by)
                            " · "
                            moment(comment.at)
                        }
                        el("blockquote") { foreign(comment.text) }
                    }
                }
            }
            + (mayWork
                ? form(post: Link("/console/cases", found.number).then("comment")) {
                    hidden("back", back.fragment("in-notes").text)
                    area(
                        Phrase("Write a note", "添加记录"), "text", rows: 2, .flag("required"), .a("data-press", "c"))
                    button(Phrase("Add the note", "添加"), "plain")
                } : HTML())
            + h3 { Phrase("Files", "文件") }
            + (found.files.isEmpty
                ? p(.class("quiet")) {
                    Phrase("None yet.", "暂无。")
                }
                : ul {
                    for file in found.files.suffix(40) {
                        li {
                            a(Link("/console/documents", file.hash)) { foreign(file.name) }
                            " "
                            span(.class("quiet")) {
                                foreign(file.by)
                                " · "
                                moment(file.at)
                                " · SHA-256 "
                                code(String(file.hash.prefix(16)))
                            }
                        }
                    }
                })
            + (mayWork
                ? form(
                    post: Link("/console/cases", found.number).then("attach"), .a("enctype", "multipart/form-data"),
                    .class("inline")
                ) {
                    hidden("back", back.fragment("in-notes").text)
                    field(
                        Phrase("Put a file into the case", "存入文件"), "file", type: "file", .flag("required"),
                        .a("aria-describedby", "h-file"))
                    button(Phrase("Put in", "存入"), "plain")
                }
                    + p(.class("hint"), .id("h-file")) {
                        Phrase("At most 1 MB; pictures show under Sites.", "不超过 1 MB；图片显示在“网站”部分。")
                    } : HTML())
    }
}

/// What can be done with a case, at the end of its page.
struct CaseActs {
    let visit: Visit
    let found: Case
    let account: String
    let back: Link

    private var link: Link { Link("/console/cases", found.number) }

    var html: HTML {
        guard visit.person.role.mayWorkOnCases else { return HTML() }
        return section(Phrase("Act", "处理"), .id("s-act"), .class("across")) {
            div(.class("grid acts")) {
                if found.state == .open {
                    // Four parts stand side by side.
                    measure
                    assignment
                    closing
                    seldom
                } else if found.state == .closed {
                    reopening
                }
            }
            p(.class("hint keys scripted")) {
                Phrase(
                    "Keys: p proposes, a takes it, c comments, z puts off, e closes, n is next.",
                    "快捷键：p 提出措施，a 由我承办，c 记录，z 延后，e 结案，n 下一案件。")
            }
        }
    }

    /// A reason, under an id of its own: several forms of the page ask for one.
    static func reason(_ label: Phrase, _ form: String) -> HTML {
        div(.class("field")) {
            el("label", .a("for", "f-reason-" + form)) { label }
            HTML.element(
                "textarea",
                [
                    .a("name", "reason"), .id("f-reason-" + form), .a("rows", 2), .a("dir", "auto"), .flag("required"),
                ], HTML())
        }
    }

    private var measure: HTML {
        div {
            h3 { Phrase("A measure", "措施") }
            p { Phrase("You see first whom it touches and what it costs if it is wrong.", "提出前会显示影响对象与误判代价。") }
            p {
                a(
                    Link("/console/measures/new").query("account", account).query("case", "\(found.number)"),
                    .class("button")
                ) {
                    Phrase("Propose a measure", "提出措施")
                }
            }
            if Roles.listKeepers.contains(visit.person.role) {
                p { ListEntryPages.offer(visit, .account, account, back: back, "button plain") }
            }
        }
    }

    /// Those who may work on the case, but whoever does.
    private var colleagues: [String] {
        visit.acting.access.all.filter { $0.role.mayWorkOnCases && $0.name != found.assignee }.map(\.name)
    }

    private var assignment: HTML {
        div {
            h3 { Phrase("Who works on it", "承办") }
            if !colleagues.isEmpty {
                form(post: link.then("assign"), .class("inline")) {
                    hidden("back", back.text)
                    choice(
                        Phrase("Give it to", "分配给"), "to", colleagues.map { ($0, Phrase(same: $0)) },
                        chosen: visit.person.name, .class("foreign"))
                    button(Phrase("Assign", "分配"), "plain")
                }
            }
            form(post: link.then("tag"), .class("inline")) {
                hidden("back", back.text)
                field(
                    Phrase("Tag, or take it away", "加上或去掉标签"), "tag", .flag("required"),
                    .a("maxlength", Limits.tagBytes))
                button(Phrase("Tag", "标签"), "plain")
            }
        }
    }

    private var closing: HTML {
        div(.id("s-close")) {
            h3 { Phrase("Close", "结案") }
            form(post: link.then("close")) {
                hidden("back", back.text)
                choice(
                    Phrase("What came of it", "结论"), "disposition",
                    [("", Phrase("choose", "请选择"))] + Case.Disposition.allCases.map { ($0.name, $0.phrase) },
                    chosen: "",
                    .flag("required"))
                Self.reason(Phrase("Why", "理由"), "why")
                button(Phrase("Close the case", "结案"), "main")
            }
            p(.class("hint")) {
                Phrase("What you find is a label: detection learns from it.", "结论会作为标签，供检测学习。")
            }
        }
    }

    private var reopening: HTML {
        div {
            h3 { Phrase("Reopen", "重新立案") }
            form(post: link.then("reopen")) {
                hidden("back", back.text)
                Self.reason(Phrase("Why", "理由"), "why")
                button(Phrase("Reopen the case", "重新立案"), "plain")
            }
        }
    }

    /// Each is a line, so that what is done every day stays in view.
    private var seldom: HTML {
        div {
            h3 { Phrase("Seldom needed", "其他操作") }
            CasePostponed(visit: visit, found: found, back: back).html
            if !found.isEscalated {
                foldedAct(Phrase("Escalate", "升级"), "escalate", isOpen: false) {
                    form(post: link.then("escalate")) {
                        hidden("back", back.text)
                        Self.reason(Phrase("Why it cannot wait", "升级理由"), "escalate")
                        button(Phrase("Escalate", "升级"), "plain")
                    }
                }
            }
            foldedAct(Phrase("Merge into another case", "并入另一案件"), "merge", isOpen: false) {
                form(post: link.then("merge")) {
                    field(Phrase("Into case", "并入案件"), "into", type: "number", .flag("required"), .a("min", "1"))
                    Self.reason(Phrase("Why they belong together", "合并理由"), "merge")
                    button(Phrase("See what merging does", "查看合并后果"), "plain")
                }
            }
            if visit.person.role.maySign { CaseWall(visit: visit, found: found, back: back).html }
        }
    }
}
