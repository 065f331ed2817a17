import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A payee of an unlicensed aggregator.
    static let fourthPartySite = WeightTable(
        typology: .fourthPartySite, base: -12.628, alert: -0.6, hold: 1.3, measure: 3.2,
        stairs: [
            // Set by hand [S]; see docs/methodology/unique-cents.md.
            Stair(
                .centsBesideRound, .cents,
                edges: [
                    0.15, 0.3, 0.5,
                ],
                nats: [
                    0.00, 2.00, 3.00, 6.00,
                ], unknown: 0.00),
            // Set by hand [S]; see docs/methodology/identity.md.
            Stair(
                .deviceAccounts, .identity,
                edges: [
                    2, 3,
                ],
                nats: [
                    0.00, 2.00, 4.00,
                ], unknown: 0.00),
            Stair(
                .weekInStrangers, .people,
                edges: [
                    6
                ],
                nats: [
                    -0.06, 0.14,
                ], unknown: 0.14),
            Stair(
                .dayInStrangers, .people,
                edges: [
                    4, 5, 6,
                ],
                nats: [
                    -0.47, 0.32, 1.17, 1.44,
                ], unknown: 1.44),
            Stair(
                .remoteOut, .people, own: true,
                edges: [
                    0.9677
                ],
                nats: [
                    -0.13, 0.12,
                ], unknown: 0.12),
            Stair(
                .dayShare, .flow, own: true,
                edges: [
                    0.8205
                ],
                nats: [
                    -0.03, 0.41,
                ], unknown: 0.41),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.3345, 0.9797, 0.9991, 1,
                ],
                nats: [
                    -0.25, -0.08, 0.16, 0.39, 0.57,
                ], unknown: 0.57),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.411
                ],
                nats: [
                    -0.04, 3.79,
                ], unknown: 3.79),
            Stair(
                .dealsPerDay, .rhythm,
                edges: [
                    16.74, 18.95,
                ],
                nats: [
                    0.01, -0.06, -0.16,
                ], unknown: -0.16),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    2.4, 2.43, 2.446, 2.49, 2.661, 2.704, 2.821, 2.856, 2.873, 2.946, 2.984, 3.061, 3.118, 3.137,
                    3.156, 3.259, 4.203, 4.545, 4.603, 4.665, 4.801,
                ],
                nats: [
                    -1.20, -0.98, -0.85, -0.76, -0.64, -0.12, -0.00, 0.11, 0.25, 0.50, 0.64, 0.82, 1.17, 1.54, 1.76,
                    2.11, 2.47, 2.04, 1.95, 1.55, 1.36, 1.25,
                ], unknown: -2.42),
            Stair(
                .logSizeOut, .flow, own: true,
                edges: [
                    3.629, 3.67, 3.975, 4.098, 4.242, 4.824, 5.072, 5.216, 5.361, 5.544, 5.746, 5.996,
                ],
                nats: [
                    -0.18, -0.08, 0.08, 0.40, 0.70, 0.82, 1.03, 1.27, 1.77, 2.36, 2.59, 2.94, 3.38,
                ], unknown: -0.18),
            Stair(
                .roundIn, .flow,
                edges: [
                    0.02508, 0.02836, 0.03604, 0.03953, 0.3401, 0.3913,
                ],
                nats: [
                    0.83, 0.63, 0.19, -0.08, -0.20, -0.31, -0.49,
                ], unknown: -0.49),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.8281, 0.8661, 0.9367, 0.9654, 0.9702, 0.9743,
                ],
                nats: [
                    -0.76, -0.66, -0.59, -0.37, -0.16, 0.41, 0.65,
                ], unknown: 0.65),
            Stair(
                .freshOut, .flow, own: true,
                edges: [
                    0.9854
                ],
                nats: [
                    -0.09, 0.10,
                ], unknown: 0.10),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.1092, 0.1284,
                ],
                nats: [
                    -0.06, 0.01, 0.08,
                ], unknown: 0.08),
            Stair(
                .spreadIn, .flow,
                edges: [
                    0.8017, 0.9137, 0.9235, 1.3, 1.344, 1.404,
                ],
                nats: [
                    -0.56, -0.50, -0.42, -0.30, -0.03, 0.50, 0.62,
                ], unknown: -0.56),
            Stair(
                .inherited, .identity,
                edges: [
                    0.9675, 0.9918,
                ],
                nats: [
                    -0.03, 0.17, 0.24,
                ], unknown: 0.24),
            Stair(
                .ageDays, .identity,
                edges: [
                    65.78, 104.3, 165.4, 1_970, 2_163,
                ],
                nats: [
                    0.48, 0.22, 0.10, 0.01, -0.06, -0.13,
                ], unknown: 0.00),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    0.51, -1.56,
                ], unknown: -1.56),
            Stair(
                .gatewayIn, .merchant, own: true,
                edges: [
                    0.01014, 0.09204, 0.6906, 0.6927, 0.7142, 0.7964, 0.851,
                ],
                nats: [
                    -0.31, 3.91, 5.67, 5.55, 5.35, 5.15, 4.95, 4.85,
                ], unknown: 4.85),
            Stair(
                .sitePayees, .site, own: true,
                edges: [
                    2, 3,
                ],
                nats: [
                    -0.01, 0.11, 1.07,
                ], unknown: 1.07),
            Stair(
                .sitePersons, .site, own: true,
                edges: [
                    2, 3,
                ],
                nats: [
                    -0.00, 2.70, 5.61,
                ], unknown: 5.61),
            Stair(
                .silentIn, .text,
                edges: [
                    0.9224, 0.9441, 0.9519, 0.9538, 0.9569, 0.9659, 0.9679, 0.9737,
                ],
                nats: [
                    -0.61, -0.54, -0.47, -0.29, -0.20, 0.17, 0.46, 0.61, 0.76,
                ], unknown: 0.76),
        ])
}
