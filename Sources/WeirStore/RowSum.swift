internal import CWeirSupport
internal import WeirDomain

/// The checksum of a row: SQLite has none of its own, and a flipped bit on the disk must not become an answer.
struct RowSum {
    private var crc: UInt32 = 0

    mutating func take(_ bytes: [UInt8]) {
        take(Int64(bytes.count))
        crc = bytes.withUnsafeBytes { weir_crc32c(crc, $0.baseAddress, $0.count) }
    }

    mutating func take(_ text: String) { take(Array(text.utf8)) }

    mutating func take(_ number: Int64) {
        crc = withUnsafeBytes(of: number.littleEndian) { weir_crc32c(crc, $0.baseAddress, $0.count) }
    }

    mutating func take(_ number: Int) { take(Int64(number)) }

    var value: Int64 { Int64(crc) }
}

extension DecisionRow {
    var sum: Int64 {
        var sum = RowSum()
        sum.take(Int64(bitPattern: sequence))
        sum.take(paymentID)
        sum.take(at.milliseconds)
        sum.take(payer)
        sum.take(payee)
        sum.take(amount.minor)
        sum.take(currency.code)
        sum.take(Int(outcome.rawValue))
        sum.take(score)
        sum.take(body)
        sum.take(payment)
        return sum.value
    }
}

extension AlertRow {
    var sum: Int64 {
        var sum = RowSum()
        sum.take(number)
        sum.take(account)
        sum.take(typology)
        sum.take(score)
        sum.take(at.milliseconds)
        sum.take(Int64(bitPattern: sequence))
        sum.take(suspends ? 1 : 0)
        sum.take(body)
        return sum.value
    }
}

extension AccessKey {
    var sum: Int64 {
        var sum = RowSum()
        sum.take(name)
        sum.take(role)
        sum.take(hash)
        return sum.value
    }
}

extension Store.Progress {
    var sum: Int64 {
        var sum = RowSum()
        sum.take(Int64(bitPattern: sequence))
        sum.take(alerts)
        sum.take(Int64(bitPattern: indexedFrom))
        return sum.value
    }
}
