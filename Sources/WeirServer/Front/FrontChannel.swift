import HummingbirdCore
import Logging
import NIOCore

/// A connection of the general server with the short way for payments in front of it.
struct FrontChannel: ServerChildChannel {
    let inner: HTTP1Channel
    let loops: FrontLoops

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        do {
            // Batches arrive in large pieces; a single payment needs no more than the first.
            try channel.syncOptions?.setOption(
                .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1_024, initial: 2_048, maximum: 1 << 19)
            )
            try channel.pipeline.syncOperations.addHandler(FrontHandler(loops.loop(channel.eventLoop)))
        } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
        return inner.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await inner.handle(value: value, logger: logger)
    }
}
