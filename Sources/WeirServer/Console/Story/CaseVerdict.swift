import WeirDomain

/// What is suspected and on what, in a line: the first thing to read of a case.
struct CaseVerdict {
    let alert: StoredAlert

    /// Kinds of evidence, the weightiest first; what weighs less than a tenth of a nat says nothing.
    var kinds: [(kind: EvidenceKind, nats: Double)] {
        var sums: [EvidenceKind: Double] = [:]
        for indicator in alert.indicators {
            guard let kind = EvidenceKind(name: indicator.kind) else { continue }
            sums[kind, default: 0] += indicator.weight
        }
        return sums.filter { abs($0.value) >= 0.1 }.map { (kind: $0.key, nats: $0.value) }
            .sorted { (abs($1.nats), $0.kind.rawValue) < (abs($0.nats), $1.kind.rawValue) }
    }

    private static let shown = 6

    var html: HTML {
        guard let typology = Typology(name: alert.typology) else { return HTML() }
        return p(.class("verdict")) {
            el("strong") { typology.phrase }
            Phrase(
                ", score \(alert.score) of 1000 by alert \(alert.number), ",
                "，预警 \(alert.number) 评分 \(alert.score)（满分 1000），")
            moment(alert.at)
        }
            + ul(.class("chips"), .label(Phrase("Evidence by kind, in nats", "各类证据（奈特）").text)) {
                for (kind, nats) in kinds.prefix(Self.shown) {
                    li(.class(nats > 0 ? "for" : "against")) {
                        kind.phrase
                        " "
                        el("b") { Self.signed(nats) }
                    }
                }
            }
    }

    static func signed(_ nats: Double) -> String {
        let tenths = Int((abs(nats) * 10).rounded())
        return (nats < 0 ? "\u{2212}" : "+") + "\(tenths / 10).\(tenths % 10)"
    }
}
