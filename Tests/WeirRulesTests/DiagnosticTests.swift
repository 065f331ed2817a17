import Testing
import WeirRules

@Suite struct DiagnosticTests {
    static let schema: Schema = {
        var schema = Schema()
        schema.variable("payment.amount", .double)
        schema.variable("payment.currency", .string)
        schema.variable("payment.remark", .string)
        schema.variable("payee.age_days", .int)
        schema.variable("payee.names", .list(.string))
        schema.variable("extra", .map(.string, .dyn))
        schema.record("window", ["count": .int, "sum": .double])
        schema.function("payee.received", [.string], .record("window")) { (_) throws(EvaluationError) in .null }
        return schema
    }()

    static func words(_ text: String) -> String {
        do {
            let checked = try Expression.parse(text).check(in: schema, expecting: .bool)
            let program = try Program(compiling: checked)
            return program.warnings.isEmpty
                ? "no complaint" : program.warnings.map(\.rendered).joined(separator: "\n")
        } catch { return error.rendered }
    }

    /// What is wrong, and what is said about it.
    @Test(arguments: DiagnosticSnapshots.everyday + DiagnosticSnapshots.rare)
    func messagesReadWell(_ text: String, _ message: String) {
        #expect(Self.words(text) == message)
    }
}
