/// A personal code is for those who stand before it (PBoC 259 of 2021): whose payers scan it from other cities shows it
/// over the net. Which codes a site shows in turn is counted with the site (`SiteTable`).
struct CodeUse: BitwiseCopyable {
    /// Payments by code whose two cities are known, and those of them from another city; fading.
    private var known: Float = 0
    private var afar: Float = 0

    var afarShare: Float { known >= 2 ? min(1, afar / known) : 0 }

    mutating func take(_ deal: Deal) {
        guard deal.city != 0 else { return }
        known += 1
        if deal.isRemote { afar += 1 }
    }

    mutating func fade(by left: Float) {
        known *= left
        afar *= left
    }
}
