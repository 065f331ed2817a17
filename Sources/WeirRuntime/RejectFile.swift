import WeirCodec
import WeirDomain

/// Lines and rows that were refused, as NDJSON: file, line, field, reason, and what they said.
final class RejectFile {
    private let path: String
    private var sink: FileSink?
    private var failure: SourceError?

    /// The file that somebody asked for, or one in `rejects/` of a data folder, made when something is refused.
    static func open(_ path: String?, data: String?) throws -> RejectFile? {
        if let path { return RejectFile(path, try FileSink(path: path)) }
        guard let data else { return nil }
        let folder = try DataDirectory.part("rejects", of: data)
        let time = String(Clock.now.rfc3339.map { $0 == ":" ? "-" : $0 })
        return RejectFile("\(folder)/\(time).ndjson", nil)
    }

    private init(_ path: String, _ sink: FileSink?) {
        self.path = path
        self.sink = sink
    }

    func add(_ file: String, _ refusal: Refusal, _ raw: RawSpan) {
        if sink == nil {
            do { sink = try FileSink(path: path) } catch { failure = error }
        }
        var object = JSONObject()
        object.put("file", file)
        object.put("line", refusal.line)
        object.put("field", refusal.field)
        object.put("reason", refusal.reason)
        object.put("raw", raw.text)
        sink?.line { $0 += object.closed }
    }

    /// Writes what is left; `nil` where there is no file, for nothing was refused.
    func finish() throws(SourceError) -> String? {
        if let failure { throw failure }
        try sink?.finish()
        return sink == nil ? nil : path
    }
}
