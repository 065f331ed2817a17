import Foundation
import Testing

/// Instructions by source file, out of what callgrind counted at each address (`--dump-instr=yes`). Valgrind does not
/// read the debug format of the program, so it counts in a stripped copy, and the addresses are looked up in the whole
/// one. What was inlined counts for the file that it was written in; what the language's library and the compiler put
/// there counts for the file that called for it.
struct InstructionMap {
    /// Instructions by the file's path below `Sources/`; "" for what no file of ours can be found for.
    private(set) var byFile: [String: Int] = [:]

    /// - Parameters:
    ///   - profile: the text that callgrind wrote.
    ///   - program: the program that was counted, with debug information.
    ///   - name: the file name of the stripped copy.
    init(profile: String, program: String, name: String, symbolizer: String) throws {
        let costs = Self.costs(profile, of: name)
        let places = costs.keys.sorted()
        let files = try Self.files(at: places, in: program, symbolizer)
        try #require(files.count == places.count, "\(files.count) of \(places.count) addresses were looked up")
        for (place, file) in zip(places, files) { byFile[file, default: 0] += costs[place] ?? 0 }
    }

    /// Instructions by address, within one program. Lines are of three kinds: names with a number that stands for them
    /// later, a cost at an address (which may be told by its distance to the one before), and a cost after a line of
    /// calls, which is that of what was called.
    private static func costs(_ profile: String, of name: String) -> [UInt64: Int] {
        var (costs, address) = ([UInt64: Int](), UInt64(0))
        var objects: [Substring: Bool] = [:]
        var (isOurs, isCall) = (false, false)
        for line in profile.split(separator: "\n") {
            if line.hasPrefix("ob=") || line.hasPrefix("cob=") {
                let parts = line.drop { $0 != "(" }.split(separator: " ", maxSplits: 1)
                if parts.count > 1 { objects[parts[0]] = parts[1].hasSuffix("/" + name) }
                if line.hasPrefix("ob=") { isOurs = objects[parts[0]] ?? false }
            } else if line.hasPrefix("calls=") {
                isCall = true
            } else if let first = line.first, first == "0" || first == "+" || first == "-" || first == "*" {
                let parts = line.split(separator: " ")
                guard parts.count == 3, let cost = Int(parts[2]) else { continue }
                switch first {
                case "0": address = UInt64(parts[0].dropFirst(2), radix: 16) ?? 0
                case "+": address &+= UInt64(parts[0].dropFirst()) ?? 0
                case "-": address &-= UInt64(parts[0].dropFirst()) ?? 0
                default: break
                }
                if isOurs, !isCall { costs[address, default: 0] += cost }
                isCall = false
            }
        }
        return costs
    }

    private struct Found: Decodable {
        struct Frame: Decodable {
            var file: String

            enum CodingKeys: String, CodingKey { case file = "FileName" }
        }
        /// The innermost first.
        var frames: [Frame]

        enum CodingKeys: String, CodingKey { case frames = "Symbol" }
    }

    private static func files(at places: [UInt64], in program: String, _ symbolizer: String) throws -> [String] {
        let folder = try Folder()
        let asked = folder.file("addresses")
        try places.map { "0x" + String($0, radix: 16) + "\n" }.joined().write(
            toFile: asked, atomically: false, encoding: .utf8)
        let answer = try output(
            symbolizer, ["--obj=" + program, "--inlines", "--output-style=JSON"], input: asked)
        return try answer.split(separator: "\n").map { line in
            let found = try JSONDecoder().decode(Found.self, from: Data(line.utf8))
            for frame in found.frames {
                if let range = frame.file.range(of: "/Sources/") { return String(frame.file[range.upperBound...]) }
            }
            return ""
        }
    }
}

/// What a program says on both its outputs.
func output(_ program: String, _ arguments: [String], input: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let input { process.standardInput = FileHandle(forReadingAtPath: input) }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}
