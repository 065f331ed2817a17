import WeirCodec
import WeirDomain
import WeirEngine

/// Cases, notices and appeals as JSON.
enum ActJSON {
    /// - Parameter sites: sites with a finding that its accounts have to do with; only a single case has them.
    static func `case`(_ found: Case, sites: [SiteView]? = nil) -> [UInt8] {
        var object = JSONObject()
        object.put("id", found.number)
        object.put("state", found.state.name)
        object.put("opened", found.opened)
        object.put("due", found.due)
        object.put("escalated", found.isEscalated)
        object.put("accounts", found.accounts)
        if !found.links.isEmpty { object.put("links", found.links) }
        object.put("alerts", json: JSONObject.array(found.alerts.map { Array("\($0)".utf8) }))
        if !found.assignee.isEmpty { object.put("assignee", found.assignee) }
        if let disposition = found.disposition { object.put("disposition", disposition.name) }
        if found.mergedInto > 0 { object.put("merged_into", found.mergedInto) }
        if !found.tags.isEmpty { object.put("tags", found.tags) }
        if !found.wall.isEmpty { object.put("wall", found.wall) }
        let term = found.wallTerm
        if let until = term.until {
            object.put("wall_until", until)
            object.put("wall_by", term.by)
            if !term.signedBy.isEmpty { object.put("wall_signed_by", term.signedBy) }
        }
        if let wanted = term.wanted {
            object.put("wall_wanted_until", wanted)
            object.put("wall_wanted_by", term.wantedBy)
            object.put("wall_wanted_for", term.wantedFor)
        }
        if let postponed = found.postponed {
            object.put("postponed_until", postponed.until)
            object.put("postponed_by", postponed.by)
            object.put("postponed_for", postponed.reason)
        }
        object.put(
            "comments",
            json: JSONObject.array(
                found.comments.map { comment in
                    var item = JSONObject()
                    item.put("by", comment.by)
                    item.put("at", comment.at)
                    item.put("text", comment.text)
                    return item.closed
                }))
        object.put("files", json: files(found.files))
        if let sites {
            object.put("history", json: history(found.trail))
            object.put("sites", json: JSONObject.array(sites.map { SiteJSON.whole($0) }))
        }
        return object.closed
    }

    /// What was done with a case; comments and files stand by themselves.
    private static func history(_ trail: [Case.Step]) -> [UInt8] {
        JSONObject.array(
            trail.map { step in
                var item = JSONObject()
                item.put("type", step.type)
                item.put("by", step.by)
                item.put("at", step.at)
                if !step.detail.isEmpty { item.put("detail", step.detail) }
                if let until = step.until { item.put("until", until) }
                return item.closed
            })
    }

    private static func files(_ files: [Case.File]) -> [UInt8] {
        JSONObject.array(
            files.map { file in
                var item = JSONObject()
                item.put("name", file.name)
                item.put("sha256", file.hash)
                item.put("by", file.by)
                item.put("at", file.at)
                return item.closed
            })
    }

    static func notice(_ notice: Notice) -> [UInt8] {
        var object = JSONObject()
        object.put("id", notice.number)
        object.put("kind", notice.kind.name)
        object.put("account", notice.account)
        object.put("measure", notice.measure)
        if notice.appeal > 0 { object.put("appeal", notice.appeal) }
        object.put("at", notice.at)
        if let fetched = notice.fetchedAt { object.put("fetched", fetched) }
        if let delivered = notice.deliveredAt { object.put("delivered", delivered) }
        if !notice.channel.isEmpty { object.put("channel", notice.channel) }
        if !notice.failure.isEmpty { object.put("failure", notice.failure) }
        return object.closed
    }

    /// - Parameter lists: those that stop the account, whatever becomes of the appeal.
    static func appeal(_ appeal: Appeal, stoppedBy lists: [String] = []) -> [UInt8] {
        var object = JSONObject()
        object.put("id", appeal.number)
        object.put("measure", appeal.measure)
        object.put("account", appeal.account)
        object.put("state", appeal.state.name)
        object.put("filed", appeal.at)
        object.put("due", appeal.due)
        object.put("overdue", appeal.isOverdue)
        object.put("text", appeal.text)
        object.put("documents", json: files(appeal.documents))
        if let decided = appeal.decidedAt {
            object.put("decided", decided)
            object.put("decided_by", appeal.decidedBy)
            object.put("reason", appeal.reason)
        }
        if !lists.isEmpty { object.put("stopped_by_lists", lists) }
        return object.closed
    }
}
