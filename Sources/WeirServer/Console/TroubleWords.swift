/// What keeps the journal, the register or the database from being written, in the viewer's language: sentences about a
/// file, with what the operating system says.
enum TroubleWords {
    static func phrase(_ english: String) -> Phrase {
        Phrase(english, EngineWords.chinese(english, by: patterns))
    }

    private typealias Pattern = EngineWords.Pattern
    /// English and Chinese.
    private typealias Words = [(String, String)]

    private static let patterns: [Pattern] = {
        var all: [Pattern] = journal.map { Pattern("journal ~: " + $0.0, "日志 \\0：" + $0.1) }
        all += details.flatMap { doing($0.0, $0.1) }
        all.append(said)
        all += refusals.flatMap { refused($0.0, $0.1) }
        all += register.map { Pattern("~: " + $0.0, "\\0：" + $0.1) }
        all += database
        all.append(rest)
        return all
    }()

    /// What was being done. A hole at the end reaches to what the system says, which the bracket opens.
    private static func doing(_ english: String, _ chinese: String) -> [Pattern] {
        let whole = Pattern("; " + english, "；" + chinese)
        guard english.hasSuffix("#") || english.hasSuffix("~") else { return [whole] }
        return [Pattern("; " + english + " (", "；" + chinese + "（"), whole]
    }

    /// With what the system says, and without.
    private static func refused(_ english: String, _ chinese: String) -> [Pattern] {
        [
            Pattern("~: " + english + ": ~", "\\0：" + chinese + "：\\1", terms: words),
            Pattern("~: " + english, "\\0：" + chinese),
        ]
    }

    /// After these the journal says what was being done.
    private static let journal: Words = [
        ("is in use by another process; only one may write a journal", "正被另一进程使用，只能由一个进程写入"),
        ("is not a directory", "不是目录"), ("does not exist", "不存在"),
        (
            "permission denied; the journal's directory and files must be writable by this user",
            "没有权限；本用户须能写入日志的目录和文件"
        ),
        ("lies on a read-only file system", "所在文件系统只读"),
        (
            "no space left; the records of this group were not kept, free some space and send them again",
            "空间不足；这组记录未保存，请腾出空间后重新发送"
        ),
        (
            "has format version #, this program reads up to #; use the newer program",
            "格式版本为 \\1，本程序最高支持 \\2，请使用新版程序"
        ),
        (
            "is damaged at byte #, where record # is expected, and committed data is at stake; "
                + "restore this file from a copy", "在第 \\1 字节（应为第 \\2 条记录处）已损坏，涉及已提交的数据；请从副本恢复该文件"
        ),
        ("record # is missing", "缺少第 \\1 条记录"),
        ("the disk did not confirm a write; restart to find out what it kept", "磁盘未确认写入；请重启以查明保存了什么"),
        ("the disk refused a write; restart to find out what it kept", "磁盘拒绝写入；请重启以查明保存了什么"),
        ("the disk refused a read", "磁盘拒绝读取"), ("cannot be used", "无法使用"), ("has been closed", "已关闭"),
        ("# bytes are more than the limit of #; one record", "单条记录 \\1 字节，超过上限 \\2"),
        ("# bytes are more than the limit of #; one group", "单组记录 \\1 字节，超过上限 \\2"),
        ("# bytes are more than the limit of #", "\\1 字节超过上限 \\2"),
    ]

    private static let details: Words = [
        ("opening it", "打开时"), ("asking its size", "查询大小时"), ("reading at byte #", "读取第 \\0 字节处时"),
        ("writing a group at byte #", "在第 \\0 字节处写入一组记录时"),
        ("taking back a group that did not fit", "撤回放不下的一组记录时"), ("syncing a group", "同步一组记录时"),
        ("the record is not sound", "该记录不完好"), ("the journal begins with record #", "日志从第 \\0 条记录开始"),
        ("there is no segment", "没有分段文件"), ("listing it", "列出目录时"),
        ("the records before this segment are not there", "缺少此分段之前的记录"),
        ("it does not continue the segment before", "与前一分段不衔接"), ("it belongs to another journal", "属于另一日志"),
        ("putting its end in order", "整理文件末尾时"), ("syncing the directory", "同步目录时"),
        ("it does not begin with a segment header", "开头不是分段头"),
        ("the segment header's checksum is wrong", "分段头校验和有误"),
        ("the segment header does not fit the file", "分段头与文件不符"),
        ("a later group starts at byte #", "后面一组从第 \\0 字节开始"),
        ("the journal goes on in a later segment", "日志在后面的分段中继续"),
        ("the group does not continue the one before", "该组与前一组不衔接"),
        ("the space between two groups is not empty", "两组之间并非空白"),
        ("the last group reads differently the second time", "最后一组两次读取结果不同"),
        ("reserving # bytes for a segment", "为分段预留 \\0 字节时"), ("syncing a new segment", "同步新分段时"),
        ("writing a segment's header", "写入分段头时"), ("syncing a segment's header", "同步分段头时"),
        ("naming a segment ~", "命名分段 \\0 时"),
        ("no thread could be started", "无法启动线程"), ("making a segment", "建立分段时"),
        ("making the directory", "建立目录时"), ("locking it", "加锁时"),
    ]

    /// The number is what an administrator looks up.
    private static let said = Pattern("(~, errno #)", "（\\0，errno \\1）", terms: words)
    private static let rest = Pattern("~, errno #)", "\\0，errno \\1）", terms: words)

    private static let refusals: Words = [
        ("cannot be opened for writing", "无法打开写入"), ("cannot be written", "无法写入"), ("cannot be opened", "无法打开"),
        ("cannot be read", "无法读取"), ("cannot be made", "无法建立"), ("cannot be cut", "无法截断"),
        ("cannot be named", "无法命名"), ("cannot be synced", "无法同步"),
    ]

    private static let register: Words = [
        ("ends at byte #, too early", "在第 \\1 字节处过早结束"), ("is in use by another process", "正被另一进程使用"),
        ("is no register", "不是登记簿"), ("was written by a newer version of Weir", "由更新版本的 Weir 写入"),
        ("has # entries, but a checkpoint covers #", "有 \\1 条，但检查点涵盖 \\2 条"),
        ("entry #, which a checkpoint covers, is damaged", "检查点涵盖的第 \\1 条已损坏"),
        ("entry # is damaged: it claims # bytes", "第 \\1 条已损坏：自称有 \\2 字节"),
        ("entry # is damaged: its checksum is wrong", "第 \\1 条已损坏：校验和有误"),
        ("has no entry # of this kind: it has #", "没有第 \\1 条此类条目，共 \\2 条"),
        ("has no entry #: it has #", "没有第 \\1 条，共 \\2 条"), ("has no hash #", "没有第 \\1 个散列"),
        ("an entry of # bytes is too long", "\\1 字节的条目过长"),
        ("does not fit entry #", "与第 \\1 条不符"),
        (
            "is damaged: remove it where pseudonym-key and salts are sound, and it is made anew",
            "已损坏：若 pseudonym-key 与 salts 完好，删除本文件即会重新生成"
        ),
        (
            "is not the key that the register was written with: accounts would have other pseudonyms from now on",
            "并非写登记簿时所用的密钥：此后账户的假名会与之前不同"
        ),
        (
            "is missing, although the register has been written: everybody would count as erased",
            "缺失，而登记簿已有记录：所有人都会被当作已删除"
        ),
        (
            "is missing, although the register has been written: it gives every account its pseudonym",
            "缺失，而登记簿已有记录：每个账户的假名由它得出"
        ),
        ("ends at byte #: # bytes had been written", "止于第 \\1 字节：原已写入 \\2 字节"),
        ("is damaged at byte #: what is behind it would be lost", "在第 \\1 字节处损坏：其后内容会丢失"),
        ("is damaged: it is made anew when it is deleted before a start", "已损坏：停机删除后，启动时会重新生成"),
        ("is damaged at entry #: it has been made anew from the entries", "在第 \\1 条处已损坏：已据登记条目重新生成"),
        ("has no counts of kinds: they are made at the next start", "没有分类计数：下次启动时生成"),
        ("has been opened for reading only", "仅以只读方式打开"),
        ("what is on the disk is not what was written: nothing is signed", "磁盘内容与写入的不一致：未签署"),
        ("cannot sign", "无法签署"), ("is no key", "不是密钥"), ("holds a checkpoint of another key", "含另一公钥的检查点"),
        ("does not contain its checkpoint of # entries: it has been changed", "不含其 \\1 条的检查点：已被改动"),
        ("the signature of ~ fits no checkpoint here", "\\1 的签名与此处任何检查点不符"),
        ("what it is to be proved in is no checkpoint", "用于证明的不是检查点"),
        ("the checkpoint covers # entries: # is not among them", "检查点涵盖 \\1 条，不含第 \\2 条"),
        ("sizes must be in order and at most #, not # and #", "大小须依次且不超过 \\1，而非 \\2 与 \\3"),
        ("is missing, or '~' is no name for a log", "缺失，或“\\1”不能作登记簿名称"),
        ("is no public key of a log", "不是登记簿公钥"), ("does not belong to ~", "不属于 \\1"),
        ("line # is no checkpoint", "第 \\1 行不是检查点"),
    ]

    private static let database: [Pattern] = [
        Pattern(
            "~: row # of ~ is damaged; move the database away and start again: it is rebuilt",
            "\\0：表 \\2 第 \\1 行已损坏；请移走数据库后重新启动，会自动重建"),
        Pattern("~: is damaged, or no SQLite database: ~", "\\0：已损坏，或不是 SQLite 数据库：\\1", terms: words),
        Pattern("~: is damaged: ~; move it away and start again", "\\0：已损坏：\\1；请移走后重新启动"),
        Pattern("~: column ~ is empty", "\\0：列 \\1 为空"),
        Pattern("~: column ~ is of another type", "\\0：列 \\1 类型不符"),
        Pattern("~: is no file of the index", "\\0：不是索引文件"),
        Pattern("~: is not as long as its head says", "\\0：长度与文件头不符"),
        Pattern("~: is damaged in page #", "\\0：第 \\1 页已损坏"),
        Pattern("~: is out of order in page #", "\\0：第 \\1 页次序有误"),
        Pattern("~: is unfinished", "\\0：未写完"), Pattern("~: bears another's name", "\\0：文件名不符"),
        Pattern("~: disk I/O error", "\\0：磁盘读写错误"),
    ]

    /// What the operating system and SQLite say, as far as a disk makes them say it.
    private static let words: [String: String] = {
        let known: [String: String] = [
            "no space left on device": "磁盘空间不足", "input/output error": "磁盘读写错误", "disk i/o error": "磁盘读写错误",
            "permission denied": "没有权限", "operation not permitted": "操作不被允许", "read-only file system": "文件系统只读",
            "disk quota exceeded": "超出磁盘配额", "file too large": "文件过大", "no such file or directory": "文件或目录不存在",
            "too many open files": "打开的文件过多", "too many open files in system": "系统打开的文件过多",
            "cannot allocate memory": "内存不足", "bad file descriptor": "文件已关闭", "stale file handle": "文件句柄失效",
            "structure needs cleaning": "文件系统须修复", "unable to open database file": "无法打开数据库文件",
            "database disk image is malformed": "数据库文件已损坏", "file is not a database": "不是数据库文件",
            "it is read-only": "只读", "the disk is full": "磁盘已满",
        ]
        // The journal says them as the system does, with a capital.
        return known.reduce(into: known) { all, word in
            all[word.key.prefix(1).uppercased() + word.key.dropFirst()] = word.value
        }
    }()
}
