import Events
import Glibc

/// What the collecting thread hands to the rendering thread.
enum SessionEvent: Sendable {
    case records(RecordBatch)
    case losses([Loss])
    case end
}

/// A queue between one producer and one consumer, bounded by bytes.
///
/// `@unchecked Sendable`: everything mutable is behind the lock.
final class BatchQueue: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var events: [SessionEvent] = []
    private var bytes = 0
    private var recycled: [RecordBatch] = []
    private var isAbandoned = false
    private let limit: Int

    /// - Parameter limit: bytes of records after which the producer leaves further ones in the rings, where they are counted if lost.
    init(limit: Int = 256 << 20) {
        self.limit = limit
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        pthread_cond_destroy(changed)
        lock.deallocate()
        changed.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return body()
    }

    /// Whether the consumer is so far behind that nothing more should be taken out of the rings.
    var isFull: Bool { locked { bytes >= limit } }

    /// Whether the consumer has given up.
    var abandoned: Bool { locked { isAbandoned } }

    func abandon() {
        locked {
            isAbandoned = true
            events = []
        }
    }

    func push(_ event: SessionEvent) {
        locked {
            guard !isAbandoned else { return }
            if case .records(let batch) = event { bytes += batch.byteCount }
            events.append(event)
            pthread_cond_signal(changed)
        }
    }

    /// Waits for events and takes all there are.
    func pop() -> [SessionEvent] {
        locked {
            while events.isEmpty { pthread_cond_wait(changed, lock) }
            let result = events
            events = []
            return result
        }
    }

    /// An empty batch, an old one if there is one.
    func batch() -> RecordBatch {
        locked { recycled.popLast() } ?? RecordBatch()
    }

    /// The consumer is done with a batch.
    func recycle(_ batch: RecordBatch) {
        locked {
            bytes -= batch.byteCount
            batch.reset()
            if recycled.count < 4 { recycled.append(batch) }
        }
    }
}
