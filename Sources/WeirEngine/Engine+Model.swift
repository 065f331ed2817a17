import WeirDetection
public import WeirDomain

/// The fitted model that is asked, and who handed it in. What it says is one kind of evidence, within bounds, and never
/// one of the two that a measure needs; so one person's word is enough, as with lists.
public struct ModelView: Hashable, Sendable {
    /// Names exactly its content, such as `model-9f31c2ab07d54e12`.
    public var version: String
    public var by: String
    public var reason: String
    public var at: Instant
    /// In its canonical form.
    var text: String
}

extension Engine {
    /// The model that was handed in, where there is one.
    public var model: ModelView? { fitted }

    /// The version that a model's text has, and what is wrong with it, where something is.
    public static func check(model text: String) -> (version: String, flaw: String?) {
        do throws(ModelFlaw) {
            return (try ModelInUse(Model(text)).version, nil)
        } catch {
            return ("", "line \(error.line) \(error.reason)")
        }
    }

    /// Asks a model from now on, as `weir train` writes it; answers what is wrong with it, where something is.
    public mutating func use(model text: String) -> String? {
        do throws(ModelFlaw) {
            modelVersion = try detector.use(model: text)
            modelMark &+= 1
            return nil
        } catch {
            return "line \(error.line) \(error.reason)"
        }
    }

    /// Takes a model in, or goes on without one. A model that cannot be asked changes nothing.
    mutating func apply(_ request: ModelRequest, sequence: UInt64, effects: inout Effects) {
        if request.text.isEmpty {
            guard let fitted else {
                effects.verdict = .refused("no model is asked")
                return
            }
            detector.useNoModel()
            modelMark &+= 1
            (modelVersion, self.fitted) = (nil, nil)
            note("model.withdrawn", fitted.version, request, sequence, &effects)
            return
        }
        if let flaw = use(model: request.text) {
            effects.verdict = .refused("the model cannot be used: \(flaw)")
            return
        }
        let version = modelVersion ?? ""
        fitted = ModelView(
            version: version, by: request.by, reason: request.reason, at: request.at, text: request.text)
        note("model.changed", version, request, sequence, &effects)
    }

    private func note(
        _ type: String, _ version: String, _ request: ModelRequest, _ sequence: UInt64, _ effects: inout Effects
    ) {
        effects.acts.append(
            Act(
                type, at: request.at, by: request.by, number: 0,
                facts: [("version", version), ("input", "\(sequence)")], text: request.reason))
    }

    // MARK: Snapshots and digest

    func saveModel(to writer: borrowing StateWriter) {
        writer.write(modelMark)
        writer.write(fitted != nil)
        guard let fitted else { return }
        for text in [fitted.text, fitted.by, fitted.reason] { writer.write(text) }
        writer.write(fitted.at.milliseconds)
    }

    mutating func loadModel(from reader: borrowing StateReader) throws {
        let mark: UInt32 = try reader.read()
        if try reader.read(Bool.self) {
            let (text, by, reason) = (try reader.readText(), try reader.readText(), try reader.readText())
            guard use(model: text) == nil, let version = modelVersion else {
                throw StateReader.Flaw("a model that cannot be read")
            }
            let at = Instant(milliseconds: try reader.read())
            fitted = ModelView(version: version, by: by, reason: reason, at: at, text: text)
        }
        modelMark = mark
    }
}
