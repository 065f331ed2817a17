import Testing

/// A batch far larger than what a connection holds, sent and read at the same time over one connection.
@Suite(.program) struct LargeBatchTests {
    /// Each part makes room for the next one: whoever stands still here stands still for good.
    @Test func aBatchOfTwoHundredThousandLinesGoesOn() throws {
        let folder = try Folder()
        let bench = try weir(
            "bench", "batch", "--seconds", "1", "--accounts", "20000", "--scratch", folder.file("bench"))
        #expect(bench.status == 0 && bench.out.contains(" decisions a second"), "\(bench.err)")
        #expect(bench.out.contains(", 0 refused"), "\(bench.out)")
    }
}
