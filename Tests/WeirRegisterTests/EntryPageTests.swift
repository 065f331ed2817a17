import Foundation
import Testing
import WeirRegister

/// Entries of one kind, page by page, however far they stand apart.
@Suite struct EntryPageTests {
    private static let types = ["measure.ordered", "decision", "access.looked"]

    private static func entry(_ number: Int, _ kind: EntryKind) -> [UInt8] {
        let head = #"{"v":1,"seq":\#(number),"part":0,"at":"2026-01-01T00:00:00.000Z","type":"#
        // What somebody wrote is escaped, and looks like no type.
        return Array((head + #""\#(types[kind.rawValue])","text":"\"type\":\"decision\""}"#).utf8)
    }

    /// From the newest page to the oldest and back again.
    private static func expectWhole(_ register: Register, _ kinds: [EntryKind], _ kind: EntryKind?, limit: Int) throws {
        let wanted = Array(kinds.indices.filter { kind == nil || kinds[$0] == kind }.reversed())
        var (found, place): ([Int], Int?) = ([], nil)
        var page: EntryPage
        repeat {
            page = try register.page(of: kind, before: place, limit: limit)
            #expect(page.total == wanted.count && page.newer == found.count)
            found += page.places
            place = page.older
        } while place != nil
        #expect(found == wanted, "\(String(describing: kind))")
        while page.newer > 0 {
            let later = try register.page(of: kind, before: page.back, limit: limit)
            #expect(later.newer == page.newer - limit && later.older == later.places.last)
            page = later
        }
    }

    @Test func everyEntryIsOnAPage() throws {
        let folder = try Folder()
        var (kinds, dice): ([EntryKind], Dice) = ([], Dice(state: 3))
        for round in 0..<6 {
            let register = try Register(folder.file("register"))
            let more = (0..<dice.below(200)).map { _ in dice.below(4) == 0 ? EntryKind.act : .look }
            try register.append(more.enumerated().map { Self.entry(kinds.count + $0.offset, $0.element) })
            kinds += more
            for kind in [nil, EntryKind.act, .decision, .look] {
                try Self.expectWhole(register, kinds, kind, limit: 7 + round)
            }
        }
    }

    /// What was done long ago is found among everything that came since.
    @Test func twoActsFarApartStandOnOnePage() throws {
        let folder = try Folder()
        let register = try Register(folder.file("register"))
        let kinds = [EntryKind.act] + [EntryKind](repeating: .decision, count: 12_000) + [.act, .look]
        try register.append(kinds.enumerated().map { Self.entry($0.offset, $0.element) })
        let page = try register.page(of: .act, limit: 50)
        #expect(page.places == [12_001, 0] && page.older == nil && page.back == nil)
        let next = try register.page(of: .decision, before: 6_000, limit: 2)
        #expect(next.places == [5_999, 5_998] && next.newer == 6_001 && next.older == 5_998 && next.back == 6_002)
        // Beyond both ends.
        #expect(try register.page(of: .act, before: 0, limit: 50).places.isEmpty)
        #expect(try register.page(of: .act, before: .max, limit: 1).places == [12_001])
    }

    /// A register of an older version has no such file, and a crash may leave a part of it, or zeros.
    @Test(arguments: ["none", "shorter", "longer", "zeros", "without sums"])
    func theCountsAreMadeAnew(_ harm: String) throws {
        let folder = try Folder()
        let path = folder.file("register")
        let kinds = (0..<9_000).map { EntryKind(rawValue: $0 % 7 == 0 ? 0 : 1 + $0 % 2) ?? .act }
        do {
            let register = try Register(path)
            try register.append(kinds.enumerated().map { Self.entry($0.offset, $0.element) })
        }
        let file = URL(filePath: path + "/kinds")
        let whole = try Data(contentsOf: file)
        switch harm {
        case "none": try FileManager.default.removeItem(at: file)
        case "shorter": try whole.dropLast(1_000).write(to: file)
        case "without sums":
            // As a version before wrote it.
            let records = stride(from: 0, to: whole.count, by: 28).map { whole[$0..<($0 + 24)] }
            try Data(records.joined()).write(to: file)
        case "longer": try (whole + Data(repeating: 7, count: 100)).write(to: file)
        default: try (whole.dropLast(2_400) + Data(count: 2_400)).write(to: file)
        }
        let register = try Register(path)
        for kind in EntryKind.allCases { try Self.expectWhole(register, kinds, kind, limit: 500) }
        #expect(try Data(contentsOf: file) == whole)
        #expect((register.mended != nil) == (harm == "zeros"))
    }

    @Test func whoeverOnlyReadsHasNoCounts() throws {
        let folder = try Folder()
        let register = try Register(folder.file("register"))
        try register.append([Self.entry(0, .act)])
        let reader = try Register(folder.file("register"), isWritable: false)
        #expect(try reader.page(limit: 5).places == [0])
        #expect(throws: RegisterError.self) { _ = try reader.page(of: .act, limit: 5) }
    }
}
