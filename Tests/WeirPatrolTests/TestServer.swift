import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small web server that answers as a test wants it, and counts.
final class TestServer: Sendable {
    struct Reply: Sendable {
        var status = 200
        var headers: [(String, String)] = []
        var bytes: [UInt8] = []
        /// Between one byte and the next.
        var pause: TimeAmount?

        init(
            status: Int = 200, headers: [(String, String)] = [], body: String = "", bytes: [UInt8] = [],
            pause: TimeAmount? = nil
        ) {
            self.status = status
            self.headers = headers
            self.bytes = bytes.isEmpty ? Array(body.utf8) : bytes
            self.pause = pause
        }
    }

    typealias Answer = @Sendable (_ path: String, _ host: String) -> Reply

    private let channel: any Channel
    private let opened: Counter
    private let asked: Counter

    final class Counter: Sendable {
        private let value = Atomic<Int>(0)
        func add() { value.wrappingAdd(1, ordering: .relaxed) }
        var count: Int { value.load(ordering: .relaxed) }
    }

    var connections: Int { opened.count }
    var requests: Int { asked.count }
    var port: Int { channel.localAddress?.port ?? 0 }

    private init(_ channel: any Channel, _ opened: Counter, _ asked: Counter) {
        self.channel = channel
        self.opened = opened
        self.asked = asked
    }

    static func start(_ host: String, port: Int = 0, _ answer: @escaping Answer) async throws -> TestServer {
        let (opened, asked) = (Counter(), Counter())
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                opened.add()
                return channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Handler(answer, asked))
                }
            }
            .bind(host: host, port: port).get()
        return TestServer(channel, opened, asked)
    }

    func stop() async { try? await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let answer: Answer
        private let asked: Counter

        init(_ answer: @escaping Answer, _ asked: Counter) {
            self.answer = answer
            self.asked = asked
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            asked.add()
            let reply = answer(head.uri, head.headers.first(name: "host") ?? "")
            var headers = HTTPHeaders(reply.headers)
            if reply.headers.allSatisfy({ $0.0 != "Content-Type" }) {
                headers.add(name: "Content-Type", value: "text/html; charset=utf-8")
            }
            if reply.pause == nil { headers.add(name: "Content-Length", value: String(reply.bytes.count)) }
            let status = HTTPResponseStatus(statusCode: reply.status)
            context.write(
                wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: status, headers: headers))),
                promise: nil)
            if let pause = reply.pause {
                drip(context.channel, reply.bytes[...], pause)
            } else {
                context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: reply.bytes)))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }

        private func drip(_ channel: any Channel, _ bytes: ArraySlice<UInt8>, _ pause: TimeAmount) {
            guard let first = bytes.first, channel.isActive else { return }
            channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: [first]))), promise: nil)
            let answer = answer
            let asked = asked
            channel.eventLoop.scheduleTask(in: pause) { Handler(answer, asked).drip(channel, bytes.dropFirst(), pause) }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
