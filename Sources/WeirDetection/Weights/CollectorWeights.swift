import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A collector behind personal codes.
    static let collector = WeightTable(
        typology: .collector, base: -9.988, alert: -1.2, hold: 0.1, measure: 1.4,
        stairs: [
            Stair(
                .weekInStrangers, .people,
                // The last two by hand [S]; see docs/methodology/weights.md.
                edges: [
                    3, 5, 60, 150,
                ],
                nats: [
                    -0.36, 0.12, 0.42, 1.72, 2.42,
                ], unknown: 0.42),
            Stair(
                .dayInStrangers, .people,
                edges: [
                    15
                ],
                nats: [
                    -0.01, 0.14,
                ], unknown: 0.14),
            Stair(
                .strangerShareIn, .people,
                edges: [
                    0.7017, 0.75, 0.8305,
                ],
                nats: [
                    -0.21, -0.05, 0.13, 0.22,
                ], unknown: 0.22),
            Stair(
                .remoteIn, .people,
                edges: [
                    0.232, 0.5, 0.6888,
                ],
                nats: [
                    -0.67, -0.22, 0.15, 0.97,
                ], unknown: 0.25),
            Stair(
                .citiesIn, .people,
                edges: [
                    5.206, 7.413,
                ],
                nats: [
                    -0.06, 0.17, 0.59,
                ], unknown: -0.06),
            Stair(
                .monthOutPayees, .people, own: true,
                edges: [
                    1, 4, 5,
                ],
                nats: [
                    0.92, 0.18, 0.05, -0.16,
                ], unknown: -0.16),
            Stair(
                .hoursShare, .flow, own: true,
                edges: [
                    0.1243
                ],
                nats: [
                    -0.02, 0.11,
                ], unknown: 0.11),
            Stair(
                .passedOnIn, .flow,
                edges: [
                    0.02357
                ],
                nats: [
                    -0.08, 0.13,
                ], unknown: 0.13),
            Stair(
                .withdrawnOut, .flow, own: true,
                edges: [
                    0.2518, 0.313,
                ],
                nats: [
                    -0.21, 0.72, 1.36,
                ], unknown: 1.36),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.7719, 0.91, 0.9337, 0.9631,
                ],
                nats: [
                    -0.29, -0.07, 0.11, 0.27, 0.71,
                ], unknown: 0.71),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.3152
                ],
                nats: [
                    -0.03, 1.78,
                ], unknown: 1.78),
            Stair(
                .oddHours, .rhythm,
                edges: [
                    0.1274
                ],
                nats: [
                    -0.02, 0.34,
                ], unknown: 0.34),
            Stair(
                .dealsPerDay, .rhythm,
                edges: [
                    1.293, 2.123, 3.476,
                ],
                nats: [
                    -1.08, -0.23, 0.71, 0.87,
                ], unknown: 0.87),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    1.73, 2.201, 3.193, 5.176,
                ],
                nats: [
                    -1.11, -0.38, 0.29, 0.80, 2.06,
                ], unknown: -1.11),
            Stair(
                .logSizeOut, .flow, own: true,
                edges: [
                    5.524, 6.02, 6.38, 6.649, 6.876, 7.058,
                ],
                nats: [
                    -0.29, -0.09, 0.87, 1.17, 1.45, 2.06, 2.20,
                ], unknown: 0.72),
            Stair(
                .roundIn, .flow,
                edges: [
                    0.2531
                ],
                nats: [
                    0.14, -0.15,
                ], unknown: -0.15),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.2077, 0.2855, 0.7767, 0.8524,
                ],
                nats: [
                    -0.79, -0.45, -0.35, -0.20, 0.21,
                ], unknown: 0.21),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.03312, 0.04721, 0.06839,
                ],
                nats: [
                    -0.36, -0.29, 0.30, 0.37,
                ], unknown: 0.37),
            Stair(
                .spreadIn, .flow,
                edges: [
                    1.486, 1.845,
                ],
                nats: [
                    0.23, -0.00, -0.38,
                ], unknown: -0.38),
            // Set by hand [S]; see docs/methodology/layers.md.
            Stair(
                .conduitMoneyIn, .flow,
                edges: [
                    0.3, 0.6,
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
                .relayedIn, .flow,
                edges: [
                    0.1, 0.3,
                ],
                nats: [
                    0.00, 0.30, 0.60,
                ], unknown: 0.00),
            Stair(
                .scattered, .flow,
                edges: [
                    1.9, 2.9,
                ],
                nats: [
                    0.00, 0.40, 0.80,
                ], unknown: 0.00),
            Stair(
                .suspectsIn, .identity,
                edges: [
                    0.07463, 0.5327,
                ],
                nats: [
                    -0.10, 1.63, 3.80,
                ], unknown: 3.80),
            // Set by hand [S]; see docs/methodology/weights.md.
            Stair(
                .feeders, .identity,
                edges: [
                    0.5, 1.5, 2.5,
                ],
                nats: [
                    -0.05, 1.00, 5.00, 7.00,
                ], unknown: 0.00),
            Stair(
                .drained, .identity,
                edges: [
                    4.5, 9.5,
                ],
                nats: [
                    0.00, 4.00, 5.50,
                ], unknown: 0.00),
            Stair(
                .feedings, .identity,
                edges: [
                    4, 10, 25,
                ],
                nats: [
                    0.00, 0.60, 1.40, 2.40,
                ], unknown: 0.00),
            Stair(
                .suspectsOut, .identity,
                edges: [
                    0.4572
                ],
                nats: [
                    -0.01, 0.46,
                ], unknown: 0.46),
            Stair(
                .ageDays, .identity,
                edges: [
                    79.98, 319.2,
                ],
                nats: [
                    1.14, 0.03, -0.06,
                ], unknown: 0.00),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    0.88, -2.55,
                ], unknown: -2.55),
            Stair(
                .gatewayIn, .merchant, own: true,
                edges: [
                    0.01329
                ],
                nats: [
                    0.14, -2.32,
                ], unknown: -2.32),
            Stair(
                .silentIn, .text,
                edges: [
                    0.8117, 0.8851, 0.9259,
                ],
                nats: [
                    -0.41, -0.26, 0.08, 0.32,
                ], unknown: 0.32),
        ])
}
