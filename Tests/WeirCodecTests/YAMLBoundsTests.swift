import Testing
import WeirCodec

/// YAML that stands for more than is written is refused before a parser sees it; what people write is not.
@Suite struct YAMLBoundsTests {
    @Test func whatRepeatsItselfIsRefused() throws {
        let bomb = "- &a [x, x]\n" + "bcdefgh".map { "- &\($0) [*a, *a, *a]\n" }.joined()
        #expect(try #require(YAMLBounds.flaw(in: bomb)).line == 2)
        for text in [
            "a: &x 1\nb: *x", "- &-1 [a]\n- *-1", "{a: &x [1], b: [*x]}", "[&x a,*x]", "\u{FEFF}&x [a, *x]",
            "a: \"q\"\n\u{2028}&x b\n- *x", "? &x a\n: *x",
            // A quote inside of a word that goes on: whoever takes it for a beginning sees nothing behind it.
            "a: foo\n  \"bar\nb: &x [y]\nc: [*x, *x]\nd: foo\"",
        ] {
            #expect(YAMLBounds.flaw(in: text) != nil, "\(text)")
        }
        let flaw = try #require(YAMLBounds.flaw(in: "a: &x 1\nb: 二*x\nc: *x\n"))
        #expect((flaw.line, flaw.column) == (3, 4) && flaw.reason.contains("'*x' repeats"), "\(flaw)")
    }

    @Test func whatPeopleWriteIsTaken() {
        for text in [
            "- name: A & B *bonus*\n  url: https://x.example/?a=1&b=2*b\n", "when: a > 1 && b < 2 * c ? d : e\n",
            "- 'really ? *yes*'\n", "a: &x 1\nb: 2\n", "a: *x\n", "", "- - - a\n",
        ] {
            #expect(YAMLBounds.flaw(in: text) == nil, "\(text)")
        }
    }

    @Test func whatIsTooMuchIsRefused() {
        #expect(YAMLBounds.flaw(in: String(repeating: "[],", count: 600_000))?.reason.contains("values") == true)
        #expect(YAMLBounds.flaw(in: String(repeating: "- x\n", count: 1_100_000)) != nil)
        let keys = (0..<200).map { String(repeating: " ", count: $0) + "?\n" }.joined()
        #expect(YAMLBounds.flaw(in: keys)?.reason.contains("question marks") == true)
    }
}
