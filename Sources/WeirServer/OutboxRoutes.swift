import HTTPTypes
import Hummingbird
import WeirCodec
import WeirRuntime

/// `/v1/rail`: how the orders are doing, and whether the rail agrees with us.
struct OutboxRoutes<Context: RequestContext>: Sendable {
    let outbox: Outbox?

    func add(to router: Router<Context>) {
        router.get("/v1/rail/status") { _, _ in
            let state = outbox?.state
            var object = JSONObject()
            object.put("connected", outbox != nil)
            object.put("open", state?.open ?? 0)
            object.put("overdue", state?.overdue ?? 0)
            object.put("sent", state?.sent ?? 0)
            if let trouble = state?.trouble { object.put("trouble", trouble) }
            return Response.json(object.closed)
        }
        router.get("/v1/rail/differences") { _, _ in
            guard let found = await outbox?.reconcile() else {
                throw Problem(
                    .conflict, "not_possible", "Not possible", detail: "The rail cannot be asked what it has in force.")
            }
            return Response.json(
                Paging.page(
                    found.map { difference in
                        var object = JSONObject()
                        object.put("measure", difference.measure)
                        object.put("believed", difference.believed)
                        object.put("rail", difference.rail)
                        return object.closed
                    }, next: nil))
        }
    }
}
