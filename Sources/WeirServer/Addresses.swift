import Foundation
import Hummingbird

extension RequestContext {
    /// A part of the address as it was meant. Ids may consist of anything, and in an address most of that stands
    /// percent-encoded; the router hands parts over as they were sent.
    func part(_ name: String) throws -> String {
        let part = try parameters.require(name)
        return part.removingPercentEncoding ?? part
    }
}
