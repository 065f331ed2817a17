import WeirDetection
public import WeirDomain

/// Whether what a holder is to be told reaches them: a platform fetches a notice, and says by which channel it was
/// delivered or was not. One that has not after some days calls somebody: a holder who never hears cannot object.
extension Engine {
    mutating func followNotice(_ request: ActRequest, _ effects: inout Effects) throws(RefusedRequest) {
        try need(request.role, \.mayDeliver, "say what has become of notices")
        guard var notice = book.notice(request.number), !notice.isWithheld else {
            throw RefusedRequest("there is no notice \(request.number)")
        }
        if request.verb == .noticeFetched {
            guard notice.fetchedAt == nil else { return }
            notice.fetchedAt = request.at
            book.set(notice)
            effects.acts.append(act("notice.fetched", notice, Actor(request)))
            return
        }
        try needNoPart(in: notice, request)
        try need(isChannel(request.extra), "names no channel such as app, sms, email or post")
        try need(request.kind <= 1, "a notice was delivered, or was not")
        let isDelivered = request.kind == 1
        try need(isDelivered || !request.text.isEmpty, "gives no reason")
        notice.channel = request.extra
        // What is said last counts: a letter comes back.
        notice.deliveredAt = isDelivered ? request.at : nil
        notice.failure = isDelivered ? "" : request.text
        book.set(notice)
        effects.acts.append(
            act(
                isDelivered ? "notice.delivered" : "notice.failed", notice, Actor(request),
                [("channel", notice.channel)]))
        alarmUnread(notice.number, at: request.at, &effects)
    }

    /// A short name, which says nothing of anybody: it stands in the register as it is, and a telephone's number is no
    /// name. Under versions before it was one.
    private func isChannel(_ text: String) -> Bool {
        let digits = text.utf8.count { (48...57).contains($0) }
        return Self.isPlainName(text) && (!book.decidesAsFourteen || digits <= Self.channelDigits)
    }

    /// As many as `sms-2`, `line2024` have.
    private static let channelDigits = 4

    private static func isPlainName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= Limits.railBytes
            && text.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
            }
    }

    private func act(
        _ type: String, _ notice: Notice, _ actor: Actor, _ facts: [(name: String, value: String)] = []
    ) -> Act {
        Act(
            type, at: actor.at, by: actor.by, role: actor.role, number: notice.number, subject: notice.account,
            facts: [("kind", notice.kind.name), ("measure", "\(notice.measure)")] + facts, text: actor.reason)
    }

    /// Calls somebody, once for each notice, where it has not reached its holder by the time that it should have.
    mutating func alarmUnread(_ number: Int, at time: Instant, _ effects: inout Effects) {
        guard var notice = book.notice(number), notice.isUnread, !notice.isAlarmed, let due = notice.due, due <= time
        else { return }
        notice.isAlarmed = true
        book.set(notice)
        let actor = Actor(by: Measure.weir, role: nil, at: time, reason: notice.failure)
        effects.acts.append(
            act(
                "alarm.notice_unread", notice, actor,
                [
                    ("fetched", notice.fetchedAt == nil ? "no" : "yes"),
                    ("channel", notice.channel.isEmpty ? "none" : notice.channel),
                ]))
    }

    /// Notices that should have reached their holders and have not, the oldest first.
    public var unreadNotices: [Notice] { book.unread.sorted().compactMap { book.notice($0) } }
}

extension ActBook {
    func notice(_ number: Int) -> Notice? {
        number >= 1 && number <= notices.count ? notices[number - 1] : nil
    }

    /// Notes by when a notice is to have reached its holder. That a measure has ended they see by themselves, but for a
    /// held payment that was declined.
    mutating func scheduleNotice(_ number: Int, at time: Instant) {
        guard decidesAsEight, var notice = notice(number), !notice.isWithheld else { return }
        let isDeclined = decidesAsThirteen && measures[notice.measure]?.outcome == .declined
        guard notice.kind != .ended || isDeclined else { return }
        let due = time.advanced(bySeconds: Limits.noticeSeconds)
        notice.due = due
        set(notice)
        deadlines.add(due, .notice, number)
    }
}
