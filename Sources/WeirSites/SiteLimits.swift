/// What a page from a stranger may cost, each bound with its reason.
public enum SiteLimits {
    /// Bytes of one document over the wire: a heavy page's HTML is a tenth of it.
    public static let wireBytes = 2 << 20
    /// Bytes of one document after inflating: five times the above, less than any bomb.
    public static let inflatedBytes = 10 << 20
    /// Seconds for one document, redirects included.
    public static let seconds = 10
    /// Redirects that are followed.
    public static let hops = 5
    /// Bytes of one picture: a photograph of 48 megapixels.
    public static let pictureBytes = 12 << 20
    /// Pixels of one picture that is made smaller while it is read, row by row.
    public static let sourcePixels = 1 << 26
    /// Pixels of one picture: a screen of 4,096 by 4,096, 48 MiB in memory.
    public static let picturePixels = 1 << 24
    /// Pixels of a small picture that has been enlarged to find codes in it.
    public static let enlargedPixels = 1 << 23
    /// Pixels of all pictures of a page together: a page of large photographs would keep a processor busy for minutes.
    public static let pagePixels = 1 << 26
    /// Pictures of a page that are looked at for codes.
    public static let pictures = 40
    /// Drawings inside of a page that are looked at for codes.
    public static let drawings = 8
    /// Elements inside elements; pages made by people stay under 60.
    public static let depth = 512
    /// Elements, ends and pieces of text of one page.
    public static let events = 1_000_000
    /// Rendered text of a page.
    public static let textBytes = 2 << 20
    /// Text of scripts that is looked through.
    public static let scriptBytes = 2 << 20
    /// Links, forms, pictures kept of a page, each.
    public static let parts = 4_000
    /// A header line of a document.
    public static let headerBytes = 64 << 10
    /// Pieces of evidence that a finding shows.
    public static let evidence = 80
    /// Bytes quoted of a piece of evidence.
    public static let quoteBytes = 200
    /// Seconds for having one page rendered, and for reading the text in its picture.
    public static let renderSeconds = 25
    /// Browsers and readers of pictures that work at the same time.
    public static let browsers = 2
    /// Bytes of memory of a browser with all its processes: it begins with some 250 MiB.
    public static let browserMemory = 1 << 30
    /// Bytes of one message of a browser: a picture of a page, or all that stands on it.
    public static let browserBytes = 64 << 20
    /// Bytes of a file that a browser may write.
    public static let renderedFileBytes = 256 << 20
    /// What a page being rendered may ask for, and bytes of all of it.
    public static let renderedRequests = 200
    public static let renderedBytes = 32 << 20
    /// Height of a page's picture, of 1,280 pixels in width: three screens.
    public static let renderedHeight = 3_200.0
    /// Files of one saved site.
    public static let files = 100_000
    /// One record of a WARC file.
    public static let recordBytes = 16 << 20
}
