import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A coin dealer.
    static let otcDealer = WeightTable(
        typology: .otcDealer, base: -10.063, alert: 0.1, hold: 1.2, measure: 2.4,
        stairs: [
            Stair(
                .lineMargin, .price,
                edges: [
                    0, 3, 3.095, 4.803, 6.352,
                ],
                nats: [
                    -2.96, -0.02, 0.28, 1.23, 1.64, 1.77,
                ], unknown: 1.77),
            // Set by hand [S]; see docs/methodology/weights.md.
            Stair(
                .provenLine, .price, own: true,
                edges: [
                    7.5, 10,
                ],
                nats: [
                    -0.01, 1.00, 1.60,
                ], unknown: -0.01),
            // Set by hand [S]; see docs/methodology/price-lattice.md.
            Stair(
                .paidLine, .price, own: true,
                edges: [
                    8, 12,
                ],
                nats: [
                    0.00, 4.00, 7.00,
                ], unknown: 0.00),
            // Set by hand [S]; see docs/methodology/price-lattice.md.
            Stair(
                .tradeLine, .price,
                edges: [
                    3, 6, 10,
                ],
                nats: [
                    0.00, 2.00, 3.00, 5.00,
                ], unknown: 0.00),
            // Set by hand [S]; see docs/methodology/price-lattice.md.
            Stair(
                .longLine, .price,
                edges: [
                    10, 25,
                ],
                nats: [
                    0.00, 2.00, 3.00,
                ], unknown: 0.00),
            Stair(
                .softIn, .price,
                edges: [
                    1.011
                ],
                nats: [
                    -0.04, 4.87,
                ], unknown: 4.87),
            Stair(
                .exactOut, .price, own: true,
                edges: [
                    -2.717, -0.1831, 0,
                ],
                nats: [
                    -0.70, -0.50, -0.41, 0.04,
                ], unknown: 0.04),
            Stair(
                .weekInStrangers, .people,
                edges: [
                    3, 5,
                ],
                nats: [
                    -0.36, 0.19, 0.39,
                ], unknown: 0.39),
            Stair(
                .strangerShareIn, .people,
                edges: [
                    0.666, 0.7778,
                ],
                nats: [
                    -0.20, 0.05, 0.18,
                ], unknown: 0.18),
            Stair(
                .remoteIn, .people,
                edges: [
                    0.2359, 0.6054, 0.709, 0.7985,
                ],
                nats: [
                    -0.35, -0.23, 0.47, 1.00, 1.07,
                ], unknown: -0.15),
            Stair(
                .remoteOut, .people, own: true,
                edges: [
                    0.5898
                ],
                nats: [
                    -0.31, 0.35,
                ], unknown: 0.18),
            // Set by hand [S]; see docs/methodology/price-lattice.md.
            Stair(
                .paidStrangers, .people, own: true,
                edges: [
                    8, 20,
                ],
                nats: [
                    0.00, 2.00, 3.00,
                ], unknown: 0.00),
            Stair(
                .quickShare, .flow, own: true,
                edges: [
                    0.1006, 0.1558, 0.2901, 0.4665,
                ],
                nats: [
                    -0.02, 0.53, 1.10, 1.50, 1.66,
                ], unknown: 1.66),
            Stair(
                .quickForwards, .flow, own: true,
                edges: [
                    1.666
                ],
                nats: [
                    -0.00, 0.11,
                ], unknown: 0.11),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.1314, 0.2763, 0.3478,
                ],
                nats: [
                    -0.53, -0.12, -0.04, 0.11,
                ], unknown: 0.11),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.1275, 0.1986,
                ],
                nats: [
                    -0.01, 0.13, 0.30,
                ], unknown: 0.30),
            Stair(
                .dealsPerDay, .rhythm,
                edges: [
                    1.28, 1.882,
                ],
                nats: [
                    -0.85, -0.14, 0.57,
                ], unknown: 0.57),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    4.148, 4.627, 5.826, 6.389, 6.786,
                ],
                nats: [
                    -0.23, 0.89, 1.74, 1.95, 2.22, 2.54,
                ], unknown: 0.61),
            Stair(
                .logSizeOut, .flow, own: true,
                edges: [
                    3.41, 4.441, 4.536, 4.912, 5.412,
                ],
                nats: [
                    -0.17, 0.36, 1.15, 1.36, 1.65, 1.81,
                ], unknown: -0.11),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.699, 0.7142, 0.8489,
                ],
                nats: [
                    -0.85, -0.15, 0.15, 0.23,
                ], unknown: 0.23),
            Stair(
                .freshOut, .flow, own: true,
                edges: [
                    0.6806
                ],
                nats: [
                    -0.19, 0.07,
                ], unknown: 0.07),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.04337, 0.1033, 0.2085, 0.2738, 0.3314,
                ],
                nats: [
                    -0.70, -0.64, 0.34, 0.52, 0.98, 1.22,
                ], unknown: 1.22),
            Stair(
                .spreadIn, .flow,
                edges: [
                    0.7626, 1.205, 1.267, 1.378, 1.478, 1.832, 2.314,
                ],
                nats: [
                    -0.39, -0.31, -0.18, 0.06, 0.16, 0.29, 0.37, 0.84,
                ], unknown: -0.31),
            // Set by hand [S]; see docs/methodology/identity.md.
            Stair(
                .sharedCustomers, .identity,
                edges: [
                    0.4
                ],
                nats: [
                    0.00, 2.00,
                ], unknown: 0.00),
            Stair(
                .deviceAccounts, .identity,
                edges: [
                    2, 3,
                ],
                nats: [
                    -0.02, 3.50, 4.97,
                ], unknown: 4.97),
            // Set by hand [S]; see docs/methodology/identity.md.
            Stair(
                .cardAccounts, .identity,
                edges: [
                    2, 3,
                ],
                nats: [
                    0.00, 1.00, 2.00,
                ], unknown: 0.00),
            Stair(
                .inherited, .identity,
                edges: [
                    0.8983, 0.9715, 0.9918,
                ],
                nats: [
                    -0.14, 0.22, 0.72, 0.80,
                ], unknown: 0.80),
            Stair(
                .ageDays, .identity,
                edges: [
                    47.43, 59.35,
                ],
                nats: [
                    1.73, 1.59, -0.05,
                ], unknown: 0.00),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    0.19, -0.58,
                ], unknown: -0.58),
            Stair(
                .textSure, .text,
                edges: [
                    1
                ],
                nats: [
                    -0.01, 2.15,
                ], unknown: 2.15),
            Stair(
                .referencesIn, .text,
                edges: [
                    0.04472, 0.3109, 0.3497, 0.4864,
                ],
                nats: [
                    -0.01, 1.12, 1.71, 4.09, 4.22,
                ], unknown: 4.22),
            Stair(
                .silentIn, .text,
                edges: [
                    0.7458, 0.9149,
                ],
                nats: [
                    -0.28, -0.14, 0.21,
                ], unknown: 0.21),
        ])
}
