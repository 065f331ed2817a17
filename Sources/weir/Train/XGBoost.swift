import Foundation

/// The XGBoost library, found when it is wanted: only `weir train` needs it, and nothing else should fail without it.
final class XGBoost {
    private typealias Handle = OpaquePointer
    private typealias LastError = @convention(c) () -> UnsafePointer<CChar>?
    private typealias Version =
        @convention(c) (
            UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
        ) -> Void
    private typealias MatrixFromMat =
        @convention(c) (
            UnsafePointer<Float>, UInt64, UInt64, Float, UnsafeMutablePointer<Handle?>
        ) -> Int32
    private typealias SetFloats = @convention(c) (Handle, UnsafePointer<CChar>, UnsafePointer<Float>, UInt64) -> Int32
    private typealias Free = @convention(c) (Handle) -> Int32
    private typealias Create =
        @convention(c) (
            UnsafePointer<Handle?>, UInt64, UnsafeMutablePointer<Handle?>
        ) -> Int32
    private typealias SetParameter =
        @convention(c) (
            Handle, UnsafePointer<CChar>, UnsafePointer<CChar>
        ) -> Int32
    private typealias Update = @convention(c) (Handle, Int32, Handle) -> Int32
    private typealias Predict =
        @convention(c) (
            Handle, Handle, Int32, UInt32, Int32, UnsafeMutablePointer<UInt64>,
            UnsafeMutablePointer<UnsafePointer<Float>?>
        ) -> Int32
    private typealias Save =
        @convention(c) (
            Handle, UnsafePointer<CChar>, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UnsafePointer<CChar>?>
        ) -> Int32

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Rows of numbers with labels, in the library's memory.
    final class Matrix {
        fileprivate let handle: OpaquePointer
        private let library: XGBoost

        init(_ library: XGBoost, rows: [Float], columns: Int, labels: [Float]) throws {
            self.library = library
            let create = try library.function("XGDMatrixCreateFromMat", as: MatrixFromMat.self)
            var made: OpaquePointer?
            try library.check(unsafe create(rows, UInt64(rows.count / columns), UInt64(columns), .nan, &made))
            guard let made else { throw Failure(description: "XGBoost made no matrix") }
            handle = made
            let set = try library.function("XGDMatrixSetFloatInfo", as: SetFloats.self)
            try library.check(unsafe set(handle, "label", labels, UInt64(labels.count)))
        }

        deinit { _ = try? library.function("XGDMatrixFree", as: Free.self)(handle) }
    }

    /// A booster under training.
    final class Booster {
        private let handle: OpaquePointer
        private let library: XGBoost

        init(_ library: XGBoost, _ matrix: Matrix, _ parameters: [(String, String)]) throws {
            self.library = library
            let create = try library.function("XGBoosterCreate", as: Create.self)
            var made: OpaquePointer?
            let matrices: [OpaquePointer?] = [matrix.handle]
            try library.check(unsafe create(matrices, 1, &made))
            guard let made else { throw Failure(description: "XGBoost made no booster") }
            handle = made
            let set = try library.function("XGBoosterSetParam", as: SetParameter.self)
            for (name, value) in parameters { try library.check(unsafe set(handle, name, value)) }
        }

        deinit { _ = try? library.function("XGBoosterFree", as: Free.self)(handle) }

        func train(_ matrix: Matrix, rounds: Int) throws {
            let update = try library.function("XGBoosterUpdateOneIter", as: Update.self)
            for round in 0..<rounds { try library.check(update(handle, Int32(round), matrix.handle)) }
        }

        /// The sums of the leaves, before they are turned into probabilities.
        func margins(_ matrix: Matrix) throws -> [Float] {
            let predict = try library.function("XGBoosterPredict", as: Predict.self)
            var count: UInt64 = 0
            var values: UnsafePointer<Float>?
            try library.check(unsafe predict(handle, matrix.handle, 1, 0, 0, &count, &values))
            return unsafe Array(UnsafeBufferPointer(start: values, count: Int(count)))
        }

        /// The model as the library's own JSON.
        func json() throws -> Data {
            let save = try library.function("XGBoosterSaveModelToBuffer", as: Save.self)
            var count: UInt64 = 0
            var bytes: UnsafePointer<CChar>?
            try library.check(unsafe save(handle, #"{"format":"json"}"#, &count, &bytes))
            guard let bytes = unsafe bytes else { throw Failure(description: "XGBoost gave no model") }
            return unsafe Data(bytes: bytes, count: Int(count))
        }
    }

    private let library: UnsafeMutableRawPointer
    private static let names = ["libxgboost.so.0", "libxgboost.so"]

    init() throws {
        guard let found = Self.names.lazy.compactMap({ unsafe dlopen($0, RTLD_NOW) }).first else {
            throw Failure(
                description: "the XGBoost library is not installed (libxgboost.so.0): apt-get install libxgboost-dev")
        }
        library = unsafe found
    }

    /// Such as `1.7.4`.
    var version: String {
        get throws {
            var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
            unsafe try function("XGBoostVersion", as: Version.self)(&major, &minor, &patch)
            return "\(major).\(minor).\(patch)"
        }
    }

    private func function<T>(_ name: String, as type: T.Type) throws -> T {
        guard let symbol = unsafe dlsym(library, name) else {
            throw Failure(description: "the XGBoost library has no \(name)")
        }
        return unsafe unsafeBitCast(symbol, to: type)
    }

    private func check(_ code: Int32) throws {
        guard code != 0 else { return }
        let words = try unsafe function("XGBGetLastError", as: LastError.self)().map { unsafe String(cString: $0) }
        throw Failure(description: "XGBoost: \(words?.split(separator: "\n").first ?? "failed")")
    }
}
