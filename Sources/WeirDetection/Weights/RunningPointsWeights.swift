import WeirDomain

// Fitted; see docs/methodology/weights.md. Made anew by the procedure described there, not by hand.

extension WeightTable {
    /// A running-points mule.
    static let runningPoints = WeightTable(
        typology: .runningPoints, base: -14.771, alert: 0.5, hold: 2.6, measure: 4.7,
        stairs: [
            Stair(
                .weekInStrangers, .people,
                edges: [
                    6
                ],
                nats: [
                    -0.69, 1.49,
                ], unknown: 1.49),
            Stair(
                .dayInStrangers, .people,
                edges: [
                    4, 5, 6,
                ],
                nats: [
                    -0.22, 0.23, 0.58, 0.67,
                ], unknown: 0.67),
            Stair(
                .remoteIn, .people,
                edges: [
                    0.5124, 0.6145, 0.6536, 0.6625, 0.7162, 0.7274, 0.7607, 0.796,
                ],
                nats: [
                    -0.94, -0.79, -0.17, 0.16, 0.62, 0.80, 1.02, 1.26, 1.49,
                ], unknown: 0.68),
            Stair(
                .citiesIn, .people,
                edges: [
                    6.3, 9.699,
                ],
                nats: [
                    -0.10, 0.81, 1.33,
                ], unknown: -0.10),
            Stair(
                .monthInPayers, .people,
                edges: [
                    6, 7, 10,
                ],
                nats: [
                    -0.38, 0.03, 0.14, 0.35,
                ], unknown: 0.35),
            Stair(
                .quickShare, .flow, own: true,
                edges: [
                    0.1385, 0.2293, 0.2574, 0.3976, 0.4656,
                ],
                nats: [
                    -0.02, 0.16, 1.03, 1.19, 1.75, 2.03,
                ], unknown: 2.03),
            Stair(
                .dayShare, .flow, own: true,
                edges: [
                    0.4799, 0.4912, 0.597, 0.6798,
                ],
                nats: [
                    -0.09, 0.07, 0.28, 0.54, 0.63,
                ], unknown: 0.63),
            Stair(
                .quickForwards, .flow, own: true,
                edges: [
                    0.9918, 1.955, 1.996,
                ],
                nats: [
                    -0.01, 0.10, 0.25, 0.49,
                ], unknown: 0.49),
            Stair(
                .topPayees, .flow, own: true,
                edges: [
                    0.3349, 0.3662, 0.4333, 0.5253, 0.5297, 0.6211, 0.6296, 0.8073, 0.8237, 0.9343, 0.9586, 0.9752,
                ],
                nats: [
                    -1.36, -0.93, -0.76, -0.42, -0.25, -0.12, 0.07, 0.28, 0.62, 0.70, 0.94, 1.02, 1.12,
                ], unknown: 1.12),
            Stair(
                .replies, .flow, own: true,
                edges: [
                    0.05515, 0.08497, 0.1099, 0.1242, 0.1456, 0.2093, 0.231,
                ],
                nats: [
                    -0.19, 0.34, 0.92, 1.30, 1.70, 2.18, 2.81, 3.71,
                ], unknown: 3.71),
            Stair(
                .dayOutPayees, .flow, own: true,
                edges: [
                    6, 7, 9,
                ],
                nats: [
                    0.11, -0.11, -0.65, -1.39,
                ], unknown: -1.39),
            Stair(
                .centsCollisions, .cents,
                edges: [
                    1
                ],
                nats: [
                    -0.03, 0.35,
                ], unknown: 0.35),
            Stair(
                .oddHours, .rhythm,
                edges: [
                    0.2649
                ],
                nats: [
                    -0.03, 7.79,
                ], unknown: 7.79),
            Stair(
                .dealsPerDay, .rhythm,
                edges: [
                    1.475, 1.514, 1.527, 1.694, 1.838, 2.017,
                ],
                nats: [
                    -1.00, -0.37, 0.10, 0.24, 0.41, 0.56, 0.71,
                ], unknown: 0.71),
            Stair(
                .logSizeIn, .flow,
                edges: [
                    2.774, 2.862, 3.009, 3.106, 3.164, 3.353, 3.373, 3.577, 3.653, 3.679, 4.342, 4.389, 4.678, 4.74,
                    5.401,
                ],
                nats: [
                    -1.30, -0.39, -0.24, 0.03, 1.27, 2.17, 2.61, 2.86, 3.11, 3.32, 3.54, 3.35, 3.25, 2.45, 2.33,
                    2.04,
                ], unknown: -2.80),
            Stair(
                .logSizeOut, .flow, own: true,
                edges: [
                    3.7, 3.9, 4.317,
                ],
                nats: [
                    -0.07, 0.13, 0.43, 0.70,
                ], unknown: -0.07),
            Stair(
                .roundIn, .flow,
                edges: [
                    0.3884, 0.4218, 0.4606, 0.8376, 0.858, 0.9148,
                ],
                nats: [
                    0.24, 0.11, 0.02, -0.10, -0.86, -1.33, -1.62,
                ], unknown: -1.62),
            Stair(
                .roundOut, .flow, own: true,
                edges: [
                    0.1642, 0.1911, 0.2086, 0.298, 0.3247,
                ],
                nats: [
                    0.28, 0.18, 0.01, -0.16, -0.26, -0.36,
                ], unknown: -0.36),
            Stair(
                .freshIn, .flow,
                edges: [
                    0.3384, 0.3552, 0.3848, 0.8149, 0.8167, 0.8478, 0.8541,
                ],
                nats: [
                    -1.45, -1.31, -1.16, -0.88, -0.77, -0.29, 0.21, 0.50,
                ], unknown: 0.50),
            Stair(
                .freshOut, .flow, own: true,
                edges: [
                    0.9357, 0.9392,
                ],
                nats: [
                    -0.26, -0.10, 0.26,
                ], unknown: 0.26),
            Stair(
                .veryRoundIn, .flow,
                edges: [
                    0.01849, 0.0296, 0.03665, 0.0402, 0.04653, 0.04975, 0.05309, 0.06424, 0.06935, 0.07476, 0.07994,
                    0.09001, 0.09918,
                ],
                nats: [
                    -1.49, -1.36, -0.79, -0.22, 0.16, 0.31, 0.43, 0.85, 0.96, 1.06, 1.17, 1.27, 1.35, 1.44,
                ], unknown: 1.44),
            Stair(
                .spreadIn, .flow,
                edges: [
                    0.717, 0.7343, 1.562, 1.617, 1.661, 1.739,
                ],
                nats: [
                    0.07, 0.23, 0.35, 0.24, 0.09, -0.18, -0.31,
                ], unknown: -0.59),
            Stair(
                .inherited, .identity,
                edges: [
                    0.9918, 0.9959,
                ],
                nats: [
                    -0.02, 0.09, 0.34,
                ], unknown: 0.34),
            Stair(
                .ageDays, .identity,
                edges: [
                    53.36, 666, 1_727,
                ],
                nats: [
                    0.84, 0.08, -0.01, -0.12,
                ], unknown: -0.12),
            Stair(
                .isMerchant, .merchant,
                edges: [
                    1
                ],
                nats: [
                    0.26, -0.81,
                ], unknown: -0.81),
            Stair(
                .textDoubtful, .text,
                edges: [
                    1.969
                ],
                nats: [
                    -0.01, 2.20,
                ], unknown: 2.20),
            Stair(
                .silentIn, .text,
                edges: [
                    0.7271, 0.7902, 0.7995, 0.809, 0.8202, 0.8292, 0.8312, 0.869, 0.8704, 0.8742, 0.8862,
                ],
                nats: [
                    -1.49, -1.31, -1.21, -1.00, -0.64, -0.50, -0.27, 0.05, 0.19, 0.34, 0.72, 0.82,
                ], unknown: 0.82),
        ])
}
