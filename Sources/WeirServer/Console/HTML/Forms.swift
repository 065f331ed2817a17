/// A form that changes something: it carries the session's token.
func form(post to: Link, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    let token = HTML.element(
        "input", [.a("type", "hidden"), .a("name", "csrf"), .a("value", Viewer.current.token)], HTML())
    return .element("form", [.a("method", "post"), .action(to)] + attributes, token + content())
}

/// A form that asks for something.
func form(get to: Link, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML) -> HTML {
    .element("form", [.a("method", "get"), .action(to)] + attributes, content())
}

/// A line to write in, with its label and, where it is needed, a hint below.
/// - Parameter form: which form it stands in, where several of a page have such a field.
func field(
    _ label: Phrase, _ name: String, of form: String = "", value: String = "", type: String = "text",
    hint: Phrase? = nil, _ attributes: Attribute...
) -> HTML {
    let id = form.isEmpty ? name : name + "-" + form
    var all: [Attribute] = [
        .a("type", type), .a("name", name), .id("f-" + id), .a("value", value), .a("dir", "auto"),
    ]
    if hint != nil { all.append(.a("aria-describedby", "h-" + id)) }
    return div(.class("field")) {
        el("label", .a("for", "f-" + id)) { label }
        HTML.element("input", all + attributes, HTML())
        if let hint { p(.class("hint"), .id("h-" + id)) { hint } }
    }
}

/// Some lines to write in.
func area(
    _ label: Phrase, _ name: String, value: String = "", rows: Int = 3, hint: Phrase? = nil, _ attributes: Attribute...
) -> HTML {
    var all: [Attribute] = [.a("name", name), .id("f-" + name), .a("rows", rows), .a("dir", "auto")]
    if hint != nil { all.append(.a("aria-describedby", "h-" + name)) }
    return div(.class("field")) {
        el("label", .a("for", "f-" + name)) { label }
        HTML.element("textarea", all + attributes, .editable(value))
        if let hint { p(.class("hint"), .id("h-" + name)) { hint } }
    }
}

/// A choice among few. With an empty value chosen and the flag `required` somebody has to choose.
func choice(
    _ label: Phrase, _ name: String, _ options: [(value: String, text: Phrase)], chosen: String,
    _ attributes: Attribute...
) -> HTML {
    let all = options.reduce(into: HTML()) { html, option in
        html += .element(
            "option", [.a("value", option.value)] + (option.value == chosen ? [.flag("selected")] : []),
            .plain(option.text.text))
    }
    return div(.class("field")) {
        el("label", .a("for", "f-" + name)) { label }
        HTML.element("select", [.a("name", name), .id("f-" + name)] + attributes, all)
    }
}

/// A value that goes along unseen.
func hidden(_ name: String, _ value: String) -> HTML {
    .element("input", [.a("type", "hidden"), .a("name", name), .a("value", value)], HTML())
}

/// The button that sends a form. `tone` is `plain`, `main` or `danger`.
func button(_ words: Phrase, _ tone: String = "main", _ attributes: Attribute...) -> HTML {
    .element("button", [.a("type", "submit"), .class("button \(tone)")] + attributes, .text(words.text))
}
