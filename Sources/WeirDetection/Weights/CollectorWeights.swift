import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A collector behind personal codes.
    static let collector = WeightTable(
        typology: .collector, base: -9.488, alert: 0.3, hold: 1.4, measure: 2.8,
        stairs: [
            Stair(
                .weekInStrangers, .people,
                edges: [
                    4, 5,
                ],
                nats: [
                    -0.18, 0.05, 0.30,
                ], unknown: 0.30),
            Stair(
                .remoteIn, .people,
                edges: [
                    0.2228, 0.4958, 0.4989, 0.5589, 0.5837, 0.5922, 0.6776, 0.7189,
                ],
                nats: [
                    -0.85, -0.75, -0.20, -0.10, 0.02, 0.74, 1.03, 1.46, 1.55,
                ], unknown: 0.25),
            Stair(
                .remoteOut, .people, own: true,
                edges: [
                    2
                ],
                nats: [
                    -0.06, 0.08,
                ], unknown: 0.08),
            Stair(
                .citiesIn, .people,
                edges: [
                    4.13, 5.206, 6.3,
                ],
                nats: [
                    -0.12, 0.05, 0.20, 0.72,
                ], unknown: 0.05),
            Stair(
                .citiesOut, .people, own: true,
                edges: [
                    57
                ],
                nats: [
                    -0.07, 0.14,
                ], unknown: 0.14),
            Stair(
                .monthInPayers, .people,
                edges: [
                    7, 8,
                ],
                nats: [
                    -0.24, -0.16, 0.29,
                ], unknown: 0.29),
            Stair(
                .monthOutPayees, .people, own: true,
                edges: [
                    2, 12, 14,
                ],
                nats: [
                    0.17, 0.07, -0.01, -0.11,
                ], unknown: -0.11),
            Stair(
                .dayShare, .flow, own: true,
                edges: [
                    0.3009, 0.9458, 0.9717,
                ],
                nats: [
                    -0.09, 0.24, 0.47, 0.61,
                ], unknown: 0.61),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.3003, 0.3605, 0.3754, 0.3854, 0.8772, 0.8957, 0.9102, 0.9523,
                ],
                nats: [
                    -0.73, -0.63, -0.31, -0.15, -0.07, -0.01, 0.41, 0.58, 0.75,
                ], unknown: 0.75),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.3482
                ],
                nats: [
                    -0.01, 0.89,
                ], unknown: 0.89),
            Stair(
                .dayOutPayees, .flow, own: true,
                edges: [
                    1, 3, 4, 5, 6, 7, 8, 9,
                ],
                nats: [
                    0.28, 0.12, 0.05, -0.03, -0.11, -0.55, -0.67, -1.22, -1.33,
                ], unknown: -1.33),
            Stair(
                .centsCollisions, .cents,
                edges: [
                    1, 2, 6, 20,
                ],
                nats: [
                    -0.12, 0.62, 1.31, 2.82, 3.27,
                ], unknown: 3.27),
            Stair(
                .oddHours, .rhythm,
                edges: [
                    0.08021, 0.08236, 0.1067, 0.1282, 0.2029,
                ],
                nats: [
                    -0.05, 0.03, 0.13, 0.35, 0.51, 0.63,
                ], unknown: 0.63),
            Stair(
                .dealsPerDay, .rhythm,
                edges: [
                    1.446, 1.564, 1.87, 2.166, 2.199,
                ],
                nats: [
                    -0.68, -0.59, 0.02, 0.24, 0.48, 0.59,
                ], unknown: 0.59),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    1.92, 1.936, 2.028, 2.058, 2.073, 2.088, 2.817, 3.055, 3.074, 3.093, 4.561, 4.749, 4.985,
                ],
                nats: [
                    -1.24, -0.88, -0.77, -0.65, -0.52, -0.40, -0.19, 0.22, 0.50, 0.80, 1.18, 1.56, 1.79, 2.98,
                ], unknown: -1.24),
            Stair(
                .logSizeOut, .flow, own: true,
                edges: [
                    0.638, 1.132, 1.438, 5.157, 5.94, 6.292, 6.82, 6.982,
                ],
                nats: [
                    0.12, -0.04, -0.13, -0.20, 0.07, 1.30, 1.47, 1.55, 2.38,
                ], unknown: 0.37),
            Stair(
                .roundIn, .flow,
                edges: [
                    0.2563, 0.2626, 0.2653, 0.272, 0.3806,
                ],
                nats: [
                    0.37, 0.29, 0.20, 0.07, -0.10, -0.53,
                ], unknown: -0.53),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.6227, 0.6796, 0.7544, 0.8047, 0.8193, 0.8214, 0.8354, 0.8376, 0.8646,
                ],
                nats: [
                    -0.82, -0.74, -0.67, -0.59, -0.41, -0.07, 0.03, 0.12, 0.21, 0.28,
                ], unknown: 0.34),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.01192, 0.01811, 0.02169, 0.04884,
                ],
                nats: [
                    -0.45, -0.29, -0.17, 0.01, 0.41,
                ], unknown: 0.41),
            Stair(
                .spreadIn, .flow,
                edges: [
                    0.4726, 1.137, 1.38, 1.5, 1.654, 1.976,
                ],
                nats: [
                    0.15, 0.35, 0.28, 0.17, 0.05, -0.14, -0.45,
                ], unknown: -0.66),
            Stair(
                .suspectsIn, .identity,
                edges: [
                    0.03532, 0.04631, 0.06171, 0.07365, 0.2259, 0.2983,
                ],
                nats: [
                    -0.07, 0.25, 0.38, 0.61, 0.79, 1.17, 1.94,
                ], unknown: 1.94),
            Stair(
                .ageDays, .identity,
                edges: [
                    67.19, 78.15, 277.2, 290.3,
                ],
                nats: [
                    1.13, 0.67, 0.18, 0.04, -0.06,
                ], unknown: -0.06),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    0.54, -1.66,
                ], unknown: -1.66),
            Stair(
                .gatewayIn, .merchant, own: true,
                edges: [
                    0.001618
                ],
                nats: [
                    0.16, -2.56,
                ], unknown: -2.56),
            Stair(
                .silentIn, .text,
                edges: [
                    0.8051, 0.8211, 0.8278, 0.836, 0.8753, 0.9866,
                ],
                nats: [
                    -0.48, -0.38, -0.28, -0.18, 0.16, 0.35, 0.23,
                ], unknown: 0.23),
        ])
}
