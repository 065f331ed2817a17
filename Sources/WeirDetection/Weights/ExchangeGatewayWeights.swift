import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A merchant that collects for an exchange.
    static let exchangeGateway = WeightTable(
        typology: .exchangeGateway, base: -18.060, alert: -0.5, hold: 2.0, measure: 3.7,
        stairs: [
            Stair(
                .lineMargin, .price,
                edges: [
                    3.462
                ],
                nats: [
                    -0.04, 10.52,
                ], unknown: 10.52),
            Stair(
                .softIn, .price,
                edges: [
                    0
                ],
                nats: [
                    -1.54, 0.06,
                ], unknown: 0.06),
            Stair(
                .exactIn, .price,
                edges: [
                    0
                ],
                nats: [
                    -1.88, 0.08,
                ], unknown: 0.08),
            Stair(
                .exactOut, .price, own: true,
                edges: [
                    0
                ],
                nats: [
                    -1.11, 0.07,
                ], unknown: 0.07),
            Stair(
                .twoWay, .people, own: true,
                edges: [
                    2, 4, 5,
                ],
                nats: [
                    -0.16, 0.08, 0.72, 1.06,
                ], unknown: 1.06),
            // Set by hand [S]; see docs/methodology/two-way-strangers.md.
            Stair(
                .paidBack, .people, own: true,
                edges: [
                    0.1, 0.2, 0.4,
                ],
                nats: [
                    0.00, 3.00, 5.50, 8.00,
                ], unknown: 0.00),
            Stair(
                .dayInStrangers, .people,
                edges: [
                    9, 11, 15, 16,
                ],
                nats: [
                    -0.13, 0.28, 0.41, 0.71, 1.04,
                ], unknown: 1.04),
            Stair(
                .strangerShareIn, .people,
                edges: [
                    0.9552, 0.9762,
                ],
                nats: [
                    -0.09, 0.04, 0.16,
                ], unknown: 0.16),
            Stair(
                .strangerShareOut, .people, own: true,
                edges: [
                    0.4706, 0.5333, 0.625,
                ],
                nats: [
                    -0.14, 0.24, 0.31, 0.66,
                ], unknown: 0.66),
            Stair(
                .remoteOut, .people, own: true,
                edges: [
                    0.501, 0.6,
                ],
                nats: [
                    -0.05, 0.02, 0.26,
                ], unknown: -0.05),
            Stair(
                .monthOutPayees, .people, own: true,
                edges: [
                    3, 4, 5, 6, 8, 9,
                ],
                nats: [
                    0.88, 0.65, 0.56, 0.18, -0.04, -0.21, -0.32,
                ], unknown: -0.32),
            Stair(
                .dayShare, .flow, own: true,
                edges: [
                    0.1701, 0.1733, 0.233, 0.3159, 0.5679,
                ],
                nats: [
                    -0.33, -0.04, 0.03, 0.38, 0.66, 0.89,
                ], unknown: 0.89),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.2574, 0.3298, 0.3564, 0.411, 0.4685, 0.8331, 0.887, 0.9328,
                ],
                nats: [
                    -1.44, -0.94, -0.33, -0.03, 0.05, 0.12, 0.50, 0.71, 0.82,
                ], unknown: 0.82),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.3121, 0.3212, 0.4026,
                ],
                nats: [
                    -0.04, 1.59, 2.04, 2.50,
                ], unknown: 2.50),
            Stair(
                .merchantShare, .flow,
                edges: [
                    0.02272, 0.02555, 0.02806,
                ],
                nats: [
                    0.49, 0.43, -0.03, -0.13,
                ], unknown: -0.13),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    3.082, 3.201, 3.222, 3.39, 3.413, 4.153, 4.196, 4.24, 4.466,
                ],
                nats: [
                    -0.63, -0.01, 0.44, 0.73, 0.91, 1.06, 1.28, 1.76, 2.15, 2.43,
                ], unknown: -0.63),
            Stair(
                .logSizeOut, .flow, own: true,
                edges: [
                    4, 4.351, 4.537, 4.635,
                ],
                nats: [
                    -0.28, 1.30, 1.84, 2.11, 3.43,
                ], unknown: -0.22),
            Stair(
                .roundIn, .flow,
                edges: [
                    0.09067, 0.09322, 0.09939,
                ],
                nats: [
                    0.41, 0.11, -0.10, -0.23,
                ], unknown: -0.23),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.8197, 0.8289, 0.8404, 0.8668, 0.8926, 0.9445, 0.9699, 0.974, 0.9816,
                ],
                nats: [
                    -1.57, -1.37, -1.01, -0.44, -0.29, -0.17, 0.31, 0.80, 0.95, 1.04,
                ], unknown: 1.04),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.006846, 0.009367, 0.01209, 0.01514, 0.02203, 0.02567, 0.03298, 0.03641, 0.03995, 0.05283,
                ],
                nats: [
                    -1.36, -1.29, -1.19, -0.92, -0.77, -0.10, 0.11, 0.22, 0.48, 0.73, 1.24,
                ], unknown: 1.24),
            Stair(
                .spreadIn, .flow,
                edges: [
                    1.167, 1.179, 1.22, 1.233, 1.243, 1.289, 1.301,
                ],
                nats: [
                    -0.61, -0.47, -0.30, -0.22, 0.00, 0.16, 0.60, 0.68,
                ], unknown: -0.61),
            Stair(
                .ageDays, .identity,
                edges: [
                    585.4, 596.1, 628.2, 670.4, 978.6,
                ],
                nats: [
                    0.86, 0.58, 0.48, 0.06, -0.12, -0.36,
                ], unknown: 0.00),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    -0.49, 1.49,
                ], unknown: 1.49),
            Stair(
                .gatewayIn, .merchant, own: true,
                edges: [
                    0.01036, 0.1696, 0.1854, 0.3919,
                ],
                nats: [
                    -0.40, 6.01, 6.45, 6.59, 6.70,
                ], unknown: 6.70),
            Stair(
                .sitePayees, .site, own: true,
                edges: [
                    1
                ],
                nats: [
                    -0.11, 2.80,
                ], unknown: 2.80),
        ])
}
