import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A running-points mule.
    static let runningPoints = WeightTable(
        typology: .runningPoints, base: -13.608, alert: -1.0, hold: 0.8, measure: 2.5,
        stairs: [
            Stair(
                .weekInStrangers, .people,
                edges: [
                    6, 11,
                ],
                nats: [
                    -1.08, 2.07, 2.34,
                ], unknown: 2.34),
            Stair(
                .dayInStrangers, .people,
                edges: [
                    2, 5, 9,
                ],
                nats: [
                    -0.60, -0.01, 1.50, 1.69,
                ], unknown: 1.69),
            Stair(
                .strangerShareIn, .people,
                edges: [
                    0.8571
                ],
                nats: [
                    -0.21, 0.29,
                ], unknown: 0.29),
            Stair(
                .remoteIn, .people,
                edges: [
                    0.232, 0.6888,
                ],
                nats: [
                    -0.35, -0.24, 1.20,
                ], unknown: -0.14),
            Stair(
                .citiesIn, .people,
                edges: [
                    5.206, 8.546,
                ],
                nats: [
                    -0.07, 0.26, 0.61,
                ], unknown: -0.07),
            Stair(
                .monthInPayers, .people,
                edges: [
                    4, 11,
                ],
                nats: [
                    -0.28, -0.03, 0.22,
                ], unknown: 0.22),
            Stair(
                .quickShare, .flow, own: true,
                edges: [
                    0.3873
                ],
                nats: [
                    -0.04, 6.62,
                ], unknown: 6.62),
            // Set by hand [S]; see docs/methodology/funnel.md.
            Stair(
                .funnelWaited, .flow, own: true,
                edges: [
                    0.2, 0.3, 0.5,
                ],
                nats: [
                    -0.02, 1.50, 3.00, 5.00,
                ], unknown: -0.02),
            // Set by hand [S]; see docs/methodology/pass-through.md.
            Stair(
                .runsThrough, .flow, own: true,
                edges: [
                    1
                ],
                nats: [
                    0.00, 1.80,
                ], unknown: 0.00),
            // Set by hand [S]; see docs/methodology/settlements.md.
            Stair(
                .settled, .flow, own: true,
                edges: [
                    0.9, 1.8, 2.7,
                ],
                nats: [
                    0.00, 1.00, 2.00, 3.00,
                ], unknown: 0.00),
            Stair(
                .cleared, .flow, own: true,
                edges: [
                    1.8, 2.7,
                ],
                nats: [
                    0.00, 2.50, 4.50,
                ], unknown: 0.00),
            // Set by hand [S]; see docs/methodology/layers.md.
            Stair(
                .gathererOut, .flow, own: true,
                edges: [
                    0.2, 0.4,
                ],
                nats: [
                    0.00, 1.00, 2.00,
                ], unknown: 0.00),
            // Set by hand [S]; see docs/methodology/cycles.md.
            Stair(
                .circles, .flow,
                edges: [
                    0.9, 2.5,
                ],
                nats: [
                    0.00, 0.50, 1.00,
                ], unknown: 0.00),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.3281, 0.4553, 0.5758, 0.6491, 0.6901, 0.7849, 0.8915, 0.9337, 0.9579, 0.9843,
                ],
                nats: [
                    -0.70, -0.59, -0.48, -0.36, -0.25, 0.04, 0.19, 0.56, 0.65, 0.87, 0.95,
                ], unknown: 0.95),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.09896, 0.1762, 0.2187,
                ],
                nats: [
                    -0.04, 0.37, 0.64, 0.73,
                ], unknown: 0.73),
            Stair(
                .dayOutPayees, .flow, own: true,
                edges: [
                    5, 6,
                ],
                nats: [
                    0.08, -0.20, -0.52,
                ], unknown: -0.52),
            Stair(
                .centsCollisions, .cents,
                edges: [
                    1
                ],
                nats: [
                    -0.07, 0.81,
                ], unknown: 0.81),
            Stair(
                .dealsPerDay, .rhythm,
                edges: [
                    2.123
                ],
                nats: [
                    -0.13, 0.16,
                ], unknown: 0.16),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    2.546, 3.485, 3.756, 4.943, 5.335,
                ],
                nats: [
                    -1.15, -0.13, 2.84, 3.11, 2.91, 2.69,
                ], unknown: -1.58),
            Stair(
                .roundIn, .flow,
                edges: [
                    0.6928, 0.811,
                ],
                nats: [
                    0.09, -0.28, -0.76,
                ], unknown: -0.76),
            Stair(
                .roundOut, .flow, own: true,
                edges: [
                    0.198, 0.2615,
                ],
                nats: [
                    0.33, -0.02, -0.45,
                ], unknown: -0.45),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.4541, 0.7057, 0.8063, 0.8637,
                ],
                nats: [
                    -1.86, -0.79, -0.65, 0.17, 0.50,
                ], unknown: 0.50),
            Stair(
                .freshOut, .flow, own: true,
                edges: [
                    0.9367, 0.9606, 0.998,
                ],
                nats: [
                    -0.54, -0.10, 0.47, 0.60,
                ], unknown: 0.60),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.02231, 0.03312, 0.07378, 0.09252, 0.1079,
                ],
                nats: [
                    -1.53, -1.16, 0.22, 1.17, 1.54, 1.61,
                ], unknown: 1.61),
            Stair(
                .spreadIn, .flow,
                edges: [
                    0.8781, 0.9222, 1.378, 1.845,
                ],
                nats: [
                    0.02, 0.22, 0.30, 0.21, -0.25,
                ], unknown: -0.53),
            Stair(
                .inherited, .identity,
                edges: [
                    0.9877
                ],
                nats: [
                    -0.03, 0.28,
                ], unknown: 0.28),
            Stair(
                .suspectsOut, .identity,
                edges: [
                    0.03475, 0.1388, 0.3, 0.438, 0.5708, 0.7804,
                ],
                nats: [
                    -0.14, 0.47, 1.11, 2.11, 3.25, 3.87, 4.70,
                ], unknown: 4.70),
            // By hand: see docs/methodology/conduct.md.
            Stair(
                .triedOut, .identity, own: true,
                edges: [
                    0.3
                ],
                nats: [
                    0.00, 1.50,
                ], unknown: 0.00),
            Stair(
                .ageDays, .identity,
                edges: [
                    42.32, 69.13,
                ],
                nats: [
                    1.10, 0.93, -0.04,
                ], unknown: 0.00),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    0.35, -1.01,
                ], unknown: -1.01),
            Stair(
                .silentIn, .text,
                edges: [
                    0.739, 0.8605, 0.8958,
                ],
                nats: [
                    -1.22, -0.54, 0.37, 0.66,
                ], unknown: 0.66),
        ])
}
