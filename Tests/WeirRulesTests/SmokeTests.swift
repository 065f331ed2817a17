import Testing
import WeirRules

@Suite struct SmokeTests {
    @Test func works() throws {
        let checked = try Expression.parse("1 + 2 == 3").check(in: Schema())
        #expect(try Program(compiling: checked).evaluate(with: NoBindings()) == .bool(true))
    }
}
