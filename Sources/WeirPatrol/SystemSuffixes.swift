import Foundation
public import WeirLists

/// The list of public suffixes that Debian's package publicsuffix brings.
public enum SystemSuffixes {
    private static let path = "/usr/share/publicsuffix/public_suffix_list.dat"

    /// `nil` where the package is not installed: the built-in table, which is short, has to do then.
    public static let list: SuffixList? = {
        guard let data = FileManager.default.contents(atPath: path), data.count <= 16 << 20 else { return nil }
        let list = SuffixList(String(decoding: data, as: UTF8.self))
        return list.isEmpty ? nil : list
    }()

    /// Why lists are looked at less closely here; `nil` where they are not.
    public static var objection: String? {
        list == nil ? "there is no \(path): install Debian's publicsuffix" : nil
    }
}
