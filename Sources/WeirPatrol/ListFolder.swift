import Foundation
import Glibc
public import WeirDomain
public import WeirLists

/// Lists on disk, every version of each: `NAME/000001.csv` with its entries, `NAME/000001.json` with where they are
/// from. Nothing is overwritten: going back is a new version with an old one's entries.
public struct ListFolder: Sendable {
    public let path: String

    public init(_ path: String) { self.path = path }

    private struct Facts: Codable {
        var role: String
        var source: String
        var basis: String
        var from: String?
        var until: String?
        var imported: String
        var file: String
        var entries: Int
    }

    /// Names of the lists, in order.
    public func names() -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return all.filter { NamedList.isName($0) && !versions($0).isEmpty }.sorted()
    }

    public func versions(_ name: String) -> [Int] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + name)) ?? []
        return files.filter { $0.hasSuffix(".json") }.compactMap { Int($0.dropLast(5)) }.sorted()
    }

    /// A version, or the newest one.
    public func list(_ name: String, version: Int? = nil) throws(ListFile.Flaw) -> NamedList {
        guard let version = version ?? versions(name).last else {
            throw ListFile.Flaw("\(path): there is no list '\(name)'")
        }
        let stem = file(name, version)
        guard let data = FileManager.default.contents(atPath: stem + ".json") else {
            throw ListFile.Flaw("\(path): list '\(name)' has no version \(version)")
        }
        guard let facts = try? JSONDecoder().decode(Facts.self, from: data), let role = ListRole(name: facts.role)
        else {
            throw ListFile.Flaw("\(stem).json: is broken")
        }
        let reading = try ListFile.read(stem + ".csv", format: .csv, isStored: true)
        guard reading.refusals.isEmpty, reading.entries.count == facts.entries else {
            throw ListFile.Flaw("\(stem).csv: does not hold the \(facts.entries) entries that it was written with")
        }
        return NamedList(
            name: name, version: version, role: role, source: facts.source, basis: facts.basis,
            from: facts.from.flatMap { Instant(rfc3339: $0) }, until: facts.until.flatMap { Instant(rfc3339: $0) },
            entries: reading.entries)
    }

    /// Writes a list as the next version; answers it with its number. Two at a time wait for one another.
    /// - Parameters:
    ///   - origin: the file that it came from.
    ///   - seen: the version at which somebody has looked, 0 for none: where there is another one by now it is refused.
    public func add(
        _ list: NamedList, origin: String, at time: Instant, over seen: Int? = nil
    ) throws(ListFile.Flaw) -> NamedList {
        guard NamedList.isName(list.name) else {
            throw ListFile.Flaw("'\(list.name)' is no list's name: lower-case letters, digits and hyphens, at most 64")
        }
        let place = path + "/" + list.name
        let lock = try lockedFolder(place)
        defer { close(lock) }
        var list = list
        let newest = versions(list.name).last ?? 0
        if let seen, seen != newest {
            throw ListFile.Flaw(
                "list '\(list.name)' is at version \(newest), not \(seen): look at what yours changes there",
                isOutrun: true)
        }
        list.version = newest + 1
        let facts = Facts(
            role: list.role.name, source: list.source, basis: list.basis, from: list.from?.rfc3339,
            until: list.until?.rfc3339,
            imported: time.rfc3339, file: origin, entries: list.entries.count)
        let stem = file(list.name, list.version)
        do {
            try Data(ListExport.csv(list.entries).utf8).write(to: URL(filePath: stem + ".csv"), options: .atomic)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            // Last: a version is there once this is.
            try encoder.encode(facts).write(to: URL(filePath: stem + ".json"), options: .atomic)
        } catch {
            throw ListFile.Flaw("\(stem): cannot be written: \(error.localizedDescription)")
        }
        return list
    }

    private func file(_ name: String, _ version: Int) -> String {
        let digits = String(version)
        return "\(path)/\(name)/" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// Lists as a person names them: a folder of lists, or files, each a list of its own named after it.
    public static func open(_ paths: [String]) throws(ListFile.Flaw) -> [NamedList] {
        var lists: [NamedList] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw ListFile.Flaw("\(path): does not exist")
            }
            if isFolder.boolValue {
                let folder = ListFolder(path)
                for name in folder.names() { lists.append(try folder.list(name)) }
            } else {
                lists += try file(path)
            }
        }
        return lists
    }

    private static func file(_ path: String) throws(ListFile.Flaw) -> [NamedList] {
        let reading = try ListFile.read(path)
        let stem = URL(filePath: path).deletingPathExtension().lastPathComponent.lowercased()
        let name = String(stem.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(56))
        let check = ListCheck(reading.entries, role: .watch, suffixes: SystemSuffixes.list)
        var lists = [NamedList(name: name, role: .watch, source: path, entries: check.accepted)]
        if !reading.allowed.isEmpty {
            lists.append(NamedList(name: name + "-allow", role: .allow, source: path, entries: reading.allowed))
        }
        return lists
    }
}

/// Makes a list's folder, and waits until nobody else writes there; the file that it answers is to be closed.
private func lockedFolder(_ place: String) throws(ListFile.Flaw) -> Int32 {
    do {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
        throw ListFile.Flaw("\(place): cannot be written: \(error.localizedDescription)")
    }
    let file = open(place + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw ListFile.Flaw("\(place)/lock: cannot be written (errno \(errno))") }
    guard flock(file, LOCK_EX) == 0 else {
        close(file)
        throw ListFile.Flaw("\(place)/lock: cannot be locked (errno \(errno))")
    }
    return file
}
