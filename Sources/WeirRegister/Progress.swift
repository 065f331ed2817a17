/// How far a register has followed what it follows. Written after the entries; should it be lost, the last entry tells.
public enum RegisterProgress {
    public static func read(_ folder: String) throws(RegisterError) -> UInt64 {
        let path = folder + "/progress"
        guard DiskFolder.exists(path) else { return 0 }
        return UInt64(try DiskFolder.read(path).prefix { $0 != "\n" }) ?? 0
    }

    public static func write(_ sequence: UInt64, _ folder: String) throws(RegisterError) {
        try DiskFolder.write("\(sequence)\n", to: folder + "/progress", isSynced: false)
    }
}
