/// Names that many unrelated people share: to block one would block them all.
public enum PublicSuffixes {
    /// Second-level registries of countries, by the country: facts of the registries.
    private static let second: [(countries: String, labels: String)] = [
        (
            "cn",
            "com net org gov edu ac mil bj sh tj cq he sx nm ln jl hl js zj ah fj jx sd ha hb hn gd gx hi sc gz yn "
                + "xz sn gs qh nx xj tw hk mo"
        ),
        ("tw hk mo sg my", "com net org gov edu idv"), ("uk", "co org me ltd plc net sch ac gov nhs"),
        ("jp", "co ne or ac ad ed go gr lg"), ("jp", "kawasaki kitakyushu kobe nagoya sapporo sendai yokohama"),
        ("kr", "co ne or re pe go ac hs ms es sc kg"),
        ("au", "com net org edu gov id asn"), ("nz", "co net org geek gen school govt ac"),
        ("in", "co net org firm gen ind ac gov"),
        ("br", "com net org gov edu art blog eco ind inf"), ("za", "co net org web gov ac"),
        ("th", "co in or net ac go mi"),
        ("id", "co or web net ac sch go my biz desa"), ("vn", "com net org edu gov info name pro"),
        ("ph", "com net org gov edu ngo"),
        ("tr", "com net org gov edu biz info web gen bel pol"), ("mx", "com net org gob edu"),
        ("ar", "com net org gob edu"),
        ("ua", "com net org gov edu in kiev lviv odessa"), ("ru", "com msk spb org net pp"),
        ("pl", "com net org info biz edu gov waw"),
        ("il", "co org net ac gov muni"), ("ke ug tz", "co or ne go ac sc"), ("pk bd np lk", "com net org gov edu"),
        ("eg sa ae kw qa", "com net org gov edu co"), ("ve pe co ec uy bo py", "com net org gob gov edu"),
        ("es pt gr cy mt", "com org edu gov net"),
        ("ng gh", "com org net gov edu"), ("kz uz", "com org net gov edu"),
    ]
    private static let table: Set<String> = {
        var all: Set<String> = []
        for (countries, labels) in second {
            for country in countries.split(separator: " ") {
                for label in labels.split(separator: " ") { all.insert("\(label).\(country)") }
            }
        }
        return all
    }()

    /// Hosts where everybody has a name or a path of their own.
    private static let shared: Set<String> = Set(
        """
        github.io gitlab.io gitee.io gitee.com github.com gitlab.com bitbucket.io pages.dev workers.dev
        netlify.app vercel.app herokuapp.com web.app firebaseapp.com appspot.com run.app azurewebsites.net
        azurestaticapps.net windows.net cloudfront.net amazonaws.com elasticbeanstalk.com blogspot.com
        bp.blogspot.com wordpress.com files.wordpress.com weebly.com wixsite.com tumblr.com medium.com
        substack.com notion.site glitch.me repl.co replit.app onrender.com fly.dev surge.sh neocities.org
        000webhostapp.com myshopify.com square.site weidian.com youzan.com taobao.com tmall.com 1688.com jd.com
        pinduoduo.com xianyu.com goofish.com weibo.com zhihu.com douban.com bilibili.com jianshu.com csdn.net
        cnblogs.com oschina.net segmentfault.com qq.com weixin.qq.com baidu.com sina.com.cn sohu.com 163.com
        toutiao.com douyin.com kuaishou.com xiaohongshu.com aliyuncs.com myqcloud.com tencentcos.cn hf.space
        bit.ly t.cn dwz.cn url.cn tinyurl.com t.co goo.gl google.com sites.google.com docs.google.com
        drive.google.com googleusercontent.com youtube.com youtu.be facebook.com fb.com instagram.com
        twitter.com x.com t.me telegram.org telegram.me whatsapp.com discord.com reddit.com linkedin.com
        pinterest.com wikipedia.org wikimedia.org apple.com microsoft.com live.com outlook.com cloudflare.com
        mozilla.org amazon.com ebay.com aliexpress.com paypal.com dropbox.com vimeo.com w3.org archive.org
        gmail.com yahoo.com bing.com duckduckgo.com line.me vk.com mail.ru yandex.ru ipfs.io dweb.link imgur.com
        no-ip.org duckdns.org ddns.net eu.org gov.cn r2.dev trycloudflare.com ngrok.io ngrok-free.app
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// The rails' own names: to block one is to block the platform itself.
    private static let rails: Set<String> = Set(
        """
        alipay.com alipay.cn alipayobjects.com antgroup.com antfin.com alipayplus.com tenpay.com wechatpay.cn
        weixin.qq.com wx.qq.com pay.qq.com qianbao.qq.com wechat.com 95516.com unionpay.com chinaums.com
        95516.net nucc.com pbc.gov.cn
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// Why a name is not to be blocked as a whole; `nil` where nothing speaks against it.
    /// - Parameter ownRails: names of the platform itself, from its configuration.
    public static func objection(_ host: HostName, ownRails: [String] = []) -> String? {
        if table.contains(host.text) { return "is a public suffix: everybody registers names under it" }
        for name in host.parents where rails.contains(name) || ownRails.contains(name) {
            return "belongs to the rails themselves"
        }
        if isShared(host) { return "is shared by many: block the name or path below it" }
        let below = "." + host.text
        if rails.contains(where: { $0.hasSuffix(below) }) || ownRails.contains(where: { $0.hasSuffix(below) }) {
            return "has names of the rails below it"
        }
        return nil
    }

    /// Whether an entry that matches what looks like it would match one of the rails.
    static func looksLikeRail(_ host: HostName, ownRails: [String] = []) -> Bool {
        (rails.sorted() + ownRails).compactMap { HostName($0) }.contains { LookAlike.isLike($0, host) }
    }

    private static func isShared(_ host: HostName) -> Bool {
        if shared.contains(host.text) { return true }
        guard let front = host.labels.first, let rest = host.parents.dropFirst().first else { return false }
        // The same place by its other names.
        if ["www", "m", "wap", "mobile"].contains(front), shared.contains(rest) { return true }
        // A region of a cloud's storage: everybody's buckets are below it.
        let clouds = ["amazonaws.com", "aliyuncs.com", "myqcloud.com", "windows.net"]
        let services = ["s3", "oss", "cos", "blob", "ecs", "elb", "compute", "execute-api"]
        return clouds.contains(where: host.parents.contains)
            && services.contains { front == $0 || front.hasPrefix($0 + "-") }
    }

    /// The part of a name that somebody registered: `a.b.com.cn` is under `b.com.cn`.
    public static func registered(_ host: HostName) -> String {
        let labels = host.labels
        guard labels.count > 2 else { return host.text }
        let two = labels.suffix(2).joined(separator: ".")
        let isDeep = table.contains(two) || shared.contains(two)
        return labels.suffix(isDeep ? 3 : 2).joined(separator: ".")
    }
}
