import WeirDomain

/// A model with the place of each of its features, so that it can be asked of an account while it is weighed.
package struct ModelInUse {
    let model: Model
    /// Names exactly its content.
    package let version: String
    private let places: [Feature]

    /// - Throws: `ModelFlaw` where the model asks for features that this version does not read.
    package init(_ model: Model) throws(ModelFlaw) {
        var places: [Feature] = []
        for name in model.features {
            guard let feature = Feature.allCases.first(where: { $0.name == name }) else {
                throw ModelFlaw(line: 2, reason: "asks for the feature '\(name)', which this version does not read")
            }
            places.append(feature)
        }
        self.model = model
        version = model.version
        self.places = places
    }

    /// A value for each of the model's features.
    private func values(_ features: inout Features) -> [Float] {
        var values: [Float] = []
        values.reserveCapacity(places.count)
        for place in places {
            let value = features[place]
            values.append(value.isFinite ? value : Model.unknown)
        }
        return values
    }

    /// Nats, within the model's bounds.
    func weight(_ features: inout Features) -> Float { Float(model.weight(values(&features).span)) }

    /// What moved its opinion most, in words.
    func words(_ features: inout Features) -> KindWords {
        let values = values(&features)
        let nats = model.weight(values.span)
        let reasons = model.contributions(values.span).prefix(3).map { part in
            "\(model.features[part.feature]) (\(part.nats >= 0 ? "+" : "-")\(Self.tenths(abs(part.nats))))"
        }
        return KindWords(
            code: "model", value: nats,
            text:
                "The model \(version), fitted to labelled accounts, finds it \(nats >= 0 ? "likelier" : "less likely") "
                + "to be bad than they were on average; what moved it most: \(reasons.joined(separator: ", ")).")
    }

    private static func tenths(_ x: Double) -> String {
        let tenths = x.isFinite ? Int((min(x, 1_000) * 10).rounded()) : 0
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension Detector {
    /// Asks a model from now on, in the form that `weir train` writes; answers its version.
    package mutating func use(model text: String) throws(ModelFlaw) -> String {
        let model = try ModelInUse(Model(text))
        opinion = model
        return model.version
    }

    package mutating func useNoModel() { opinion = nil }
}

extension Model {
    /// Names exactly this content, as `model-9f31c2ab07d54e12`: a guard against mistakes, not against forgers. What was
    /// handed in stands in the journal byte for byte.
    package var version: String {
        let bytes = Array(text.utf8)
        let digits = String(Hash64(seed: 0x4D4F_4445_4C)(bytes.span.bytes), radix: 16)
        return "model-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
