import HTTPTypes
import NIOCore
import NIOHTTPTypes
import WeirCodec
import WeirDomain
import WeirRuntime

/// Stands before the HTTP server of a connection and takes plain `POST /v1/payments` out of its bytes; every other
/// request goes through to the server behind it.
///
/// The framework takes some hundred microseconds for a request, which is thirty times what the decision takes.
/// Requests of both ways may follow each other on one connection: answers keep their order, since a request for the
/// server behind is only let through when all payments before it are answered, and no payment is taken out before the
/// server has answered.
final class FrontHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = ByteBuffer

    enum Content {
        case body([UInt8])
        case problem(Problem)
    }

    private enum Mode {
        /// At the beginning of a request, which may be a payment.
        case open
        /// The server behind is at work on a request, of which so many bytes are still to come.
        case behind(Int)
        /// What follows cannot be told apart: all goes to the server behind.
        case through
    }

    /// Payments of one connection that may be at work at once.
    private static let slotLimit = 16
    private static let idleSeconds = 120

    private let loop: FrontLoop
    private var mode = Mode.open
    private var buffer = ByteBuffer()
    private var context: ChannelHandlerContext?
    /// Answers in order; `nil` for those that are not there yet.
    private var slots: ArraySlice<Content?> = []
    private var firstSlot = 0
    /// The last key that was found good.
    private var authorization: [UInt8] = []
    private var keysVersion = 0
    private var isReadHeld = false
    private var isAnswerDue = false
    private var heldEvents: [Any] = []
    private var lastRead = 0
    private var lastWrite = 0
    /// Since when a payment has been coming in.
    private var partialSince: Int?

    init(_ loop: FrontLoop) { self.loop = loop }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        (lastRead, lastWrite) = (loop.second, loop.second)
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.remove(self)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        loop.remove(self)
        context.fireChannelInactive()
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        lastRead = loop.second
        switch mode {
        case .open:
            if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeBuffer(&bytes) }
            takePayments(context)
        case .behind(let rest):
            // More than the request: the next one is here before this one is answered, and the server sorts it out.
            mode = bytes.readableBytes <= rest ? .behind(rest - bytes.readableBytes) : .through
            context.fireChannelRead(data)
        case .through: context.fireChannelRead(data)
        }
    }

    /// Holds back while more is at work than a connection should have.
    func read(context: ChannelHandlerContext) {
        if buffer.readableBytes > Limits.paymentBodyBytes + PaymentHead.limit, !FaultHooks.forgetsLimits {
            isReadHeld = true
        } else {
            context.read()
        }
    }

    private func takePayments(_ context: ChannelHandlerContext) {
        repeat {
            isAnswerDue = false
            takeSome(context)
            // Refusals that nothing goes before are answered at once, and make room for more.
            if isAnswerDue { writeFirst(context) }
        } while isAnswerDue
    }

    private func takeSome(_ context: ChannelHandlerContext) {
        while case .open = mode, buffer.readableBytes > 0, mayTakeMore(context) {
            switch buffer.withUnsafeReadableBytes({ PaymentHead.read($0) }) {
            case .incomplete: return waitForMore()
            case .notMine: return letThrough(context)
            case .payment(let head):
                guard isAllowed(head) else { return letThrough(context) }
                guard buffer.readableBytes >= head.headBytes + head.bodyBytes else { return waitForMore() }
                partialSince = nil
                take(head)
            }
        }
        if buffer.readableBytes == 0 { buffer = ByteBuffer() }
    }

    /// Nothing more is taken from those who do not read what they were answered.
    private func mayTakeMore(_ context: ChannelHandlerContext) -> Bool {
        slots.count < Self.slotLimit && context.channel.isWritable || FaultHooks.forgetsLimits
    }

    private func waitForMore() { if partialSince == nil { partialSince = loop.second } }

    private func isAllowed(_ head: PaymentHead) -> Bool {
        buffer.withUnsafeReadableBytes { bytes in
            let sent = UnsafeRawBufferPointer(rebasing: bytes[head.authorization])
            let version = loop.keys.version
            if version == keysVersion, sent.count == authorization.count, sent.elementsEqual(authorization) {
                return true
            }
            guard loop.keys.isGood(sent) else { return false }
            authorization = Array(sent)
            keysVersion = version
            return true
        }
    }

    private func take(_ head: PaymentHead) {
        guard loop.hasRoom else {
            buffer.moveReaderIndex(forwardBy: head.headBytes + head.bodyBytes)
            slots.append(.problem(Problem.unavailable("too much is waiting to be decided", retrySeconds: 1)))
            if slots.count == 1 { isAnswerDue = true }
            return
        }
        let refusal = buffer.withUnsafeReadableBytes { bytes -> Refusal? in
            let body = UnsafeRawBufferPointer(rebasing: bytes[head.headBytes..<(head.headBytes + head.bodyBytes)])
            let flaw = loop.decoder.decode(body.bytes, line: 0, into: &loop.batch)
            let refusal = flaw ?? loop.clock.refuseLast(&loop.batch, latest: loop.latest)
            if let refusal { loop.note(refusal, Array(body)) }
            return refusal
        }
        buffer.moveReaderIndex(forwardBy: head.headBytes + head.bodyBytes)
        let slot = firstSlot + slots.count
        guard let refusal else {
            slots.append(Optional<Content>.none)
            return loop.enqueue(self, slot)
        }
        slots.append(.problem(PaymentRoutes.problem(refusal)))
        if slots.count == 1 { isAnswerDue = true }
    }

    /// Hands the request at hand to the server behind, once nothing before it is unanswered.
    private func letThrough(_ context: ChannelHandlerContext) {
        partialSince = nil
        guard slots.isEmpty else { return }
        if let length = GeneralRequest.bytes(buffer), length >= buffer.readableBytes {
            mode = .behind(length - buffer.readableBytes)
        } else {
            mode = .through
        }
        let bytes = buffer
        buffer = ByteBuffer()
        context.fireChannelRead(wrapInboundOut(bytes))
        context.fireChannelReadComplete()
    }

    /// The server behind has written all of an answer.
    func answeredBehind() {
        guard case .behind(let rest) = mode else { return }
        // An answer to half a request: what else comes of it is the server's too.
        mode = rest == 0 ? .open : .through
    }

    // MARK: Writing

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        lastWrite = loop.second
        guard case .byteBuffer(let bytes) = unwrapOutboundIn(data), bytes.readableBytes == Self.bareRefusal.count,
            bytes.readableBytesView.elementsEqual(Self.bareRefusal)
        else { return context.write(data, promise: promise) }
        var out = context.channel.allocator.buffer(capacity: 640)
        loop.answer.append(Self.unreadable, closes: true, to: &out)
        context.write(wrapOutboundOut(out), promise: promise)
    }

    /// What the server behind says, before it closes, of a request whose head it cannot read: it says no word of why.
    private static let bareRefusal = Array(
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".utf8)
    private static var unreadable: Problem {
        Problem(
            .badRequest, "malformed", "The request is not HTTP as it is read here",
            detail: "A line of its head cannot be read, or is too long.")
    }

    func complete(_ slot: Int, _ content: Content) {
        guard slot >= firstSlot, slot - firstSlot < slots.count else { return }
        slots[slots.startIndex + (slot - firstSlot)] = content
    }

    /// Writes the answers that are there, up to the first that is not, and goes on reading.
    func writeReady() {
        guard let context, case .some(.some) = slots.first else { return }
        writeFirst(context)
        goOn(context)
    }

    private func writeFirst(_ context: ChannelHandlerContext) {
        var out = context.channel.allocator.buffer(capacity: 640)
        while let first = slots.first, let content = first {
            switch content {
            case .body(let body): loop.answer.append(body, to: &out)
            case .problem(let problem): loop.answer.append(problem, to: &out)
            }
            slots.removeFirst()
            firstSlot += 1
        }
        if slots.isEmpty { slots = [] }
        lastWrite = loop.second
        context.writeAndFlush(wrapOutboundOut(out), promise: nil)
    }

    private func goOn(_ context: ChannelHandlerContext) {
        if buffer.readableBytes > 0 { takePayments(context) }
        if isReadHeld, buffer.readableBytes <= Limits.paymentBodyBytes + PaymentHead.limit {
            isReadHeld = false
            context.read()
        }
        guard slots.isEmpty, !heldEvents.isEmpty else { return }
        let events = heldEvents
        heldEvents = []
        for event in events { context.fireUserInboundEventTriggered(event) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { goOn(context) }
        context.fireChannelWritabilityChanged()
    }

    /// That the other side has ended, or that the server is stopping, is said behind only when all is answered.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if slots.isEmpty { context.fireUserInboundEventTriggered(event) } else { heldEvents.append(event) }
    }

    // MARK: Time

    /// Once a second.
    func look(_ second: Int) {
        guard let context else { return }
        if let since = partialSince, case .open = mode, slots.isEmpty, second - since > Limits.requestSeconds {
            return cutOff(context)
        }
        let isIdle = second - lastRead > Self.idleSeconds && second - lastWrite > Self.idleSeconds
        if isIdle, slots.isEmpty { context.close(promise: nil) }
    }

    private func cutOff(_ context: ChannelHandlerContext) {
        let problem = Problem(
            .requestTimeout, "timeout", "The request took too long",
            detail: "It must have arrived and been answered within \(Limits.requestSeconds) s.")
        var out = context.channel.allocator.buffer(capacity: 640)
        loop.answer.append(problem, closes: true, to: &out)
        context.writeAndFlush(wrapOutboundOut(out), promise: nil)
        context.close(promise: nil)
    }
}

/// Tells the handler in front when the server has answered.
final class AnswerWatch: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var front: FrontHandler?

    func handlerAdded(context: ChannelHandlerContext) {
        front = try? context.pipeline.syncOperations.handler(type: FrontHandler.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { front = nil }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        if case .end = unwrapOutboundIn(data) { front?.answeredBehind() }
    }
}
