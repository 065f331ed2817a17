/// What attributes are looked at for.
extension PageReader {
    /// Whether a value is the address of a picture by its looks.
    static func isPicture(_ value: String) -> Bool {
        if value.hasPrefix("data:image/") { return true }
        let path = value.prefix { $0 != "?" && $0 != "#" }.lowercased()
        return [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".bmp"].contains(where: path.hasSuffix)
    }

    static func isCharacter(_ text: String) -> Bool {
        guard text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first else { return false }
        return scalar.properties.isAlphabetic || (48...57).contains(scalar.value) || scalar == "."
    }

    static func isShown(_ attribute: String, in element: String) -> Bool {
        if ["label", ":label", "aria-label", "alt", "title"].contains(attribute) { return true }
        // Elements of a library's own have a hyphen in their names.
        return element.utf8.contains(45) && (attribute.hasSuffix("-text") || attribute == "place" + "holder")
            && !attribute.hasPrefix("data-")
    }

    /// What a bound attribute may show: :title="side == 1 ? '购买数量' : '出售数量'". A label is shown as it stands.
    static func boundTexts(_ attribute: (name: String, value: String)) -> [String] {
        guard let first = attribute.name.utf8.first, first == 58 || first == 118,
            let name = ["v-bind:", ":", "v-"].lazy.compactMap({ drop($0, from: attribute.name) }).first,
            bound.contains(name) && attribute.name != ":label" || name.hasSuffix("-text"),
            attribute.value.utf8.contains(where: { $0 >= 0xE3 })
        else { return [] }
        // What stands between quotes; a quote in a text of its own is rare.
        let parts = attribute.value.split(omittingEmptySubsequences: false) { "'\"`".contains($0) }
        return parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.utf8.contains { $0 >= 0xE3 } }
            .map { String($0.element) }
    }

    private static let bound: Set<String> = [
        "place" + "holder", "title", "label", "text", "html", "content", "description", "value",
    ]

    private static func drop(_ head: String, from name: String) -> String? {
        name.hasPrefix(head) ? String(name.dropFirst(head.count)) : nil
    }

    private static let unfilled: Set<String> = [
        "hidden", "submit", "button", "image", "reset", "search", "checkbox", "radio",
    ]

    /// Whether a field is one that a reader fills in.
    static func isFilled(_ element: String, _ type: String) -> Bool {
        ["input", "select", "textarea"].contains(element) && !unfilled.contains(type)
    }

    static func isMark(_ name: String) -> Bool {
        name == "class" || name == "id" || name.hasPrefix("data-") || name == "onclick" || name == "name"
            || name == "title"
    }

    static func value(_ name: String, _ attributes: [(name: String, value: String)]) -> String {
        attributes.first { $0.name == name }?.value ?? ""
    }

    static func mix(_ hash: UInt64, _ text: String) -> UInt64 {
        var hash = hash
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01B3 }
        return hash
    }
}
