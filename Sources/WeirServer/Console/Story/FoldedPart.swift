/// A part of a story that is folded up in a narrow window until somebody opens it, and stands open in a wide one and on
/// paper: the style sheet does that, without a script. A link to `in-NAME` opens it.
/// - Parameter name: the part's id is `s-NAME`.
func foldedPart(
    _ title: Phrase, _ name: String, isAcross: Bool = true, @HTMLBuilder content: () -> HTML
) -> HTML {
    let id = Attribute.id("s-" + name)
    return .element(
        "section", isAcross ? [id, .class("across")] : [id],
        h2 { title }
            + el("details", .class("fold")) {
                // Lies over the heading, which says the same to the eye.
                el("summary") { span(.class("unseen")) { title } }
                el("span", .id("in-" + name), .class("inside"))
                content()
            })
}

/// An act that is seldom needed: one line, until somebody opens it. The letter of a field in it opens it as well.
/// - Parameter name: its id is `s-NAME`.
func foldedAct(_ title: Phrase, _ name: String, isOpen: Bool, @HTMLBuilder content: () -> HTML) -> HTML {
    var attributes: [Attribute] = [.id("s-" + name), .class("act")]
    if isOpen { attributes.append(.flag("open")) }
    return .element("details", attributes, el("summary") { title } + content())
}

/// A form of filters: a line in a narrow window, until somebody opens it or has used it; open in a wide one.
func foldedFilters(isUsed: Bool, _ form: HTML) -> HTML {
    var attributes: [Attribute] = [.class("filtering")]
    if isUsed { attributes.append(.flag("open")) }
    return .element("details", attributes, el("summary") { Phrase("Filter and order", "筛选与排序") } + form)
}
