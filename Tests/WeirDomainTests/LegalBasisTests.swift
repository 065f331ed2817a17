import Testing
import WeirDomain

/// Which legal bases may stand in the register in plain text.
@Suite struct LegalBasisTests {
    @Test(arguments: [
        LegalBasis.contract, "terms", "terms §4", "Terms of use, 4.2", "Anti-Money Laundering Law art. 32",
        "GDPR Art. 6(1)", "反电信网络诈骗法第三十二条", "反洗钱法 第26条", "court order no. 2026/118",
    ])
    func lawsAreKnown(_ basis: String) { #expect(LegalBasis.isKnown(basis), "\(basis)") }

    @Test(arguments: [
        "", "Zhang San, ID 110101199001011234", "terms as told to Li Si", "termsheet", "反洗钱法 张三",
        "court order against Wang",
        "law 第张三条", "law 110101199001011234", "terms 13800138000", "terms of use " + String(repeating: "1", count: 60),
    ])
    func whatMayNameSomebodyIsNot(_ basis: String) { #expect(!LegalBasis.isKnown(basis), "\(basis)") }
}
