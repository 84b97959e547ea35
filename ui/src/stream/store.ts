import type { Stream, StreamMessage } from './stream'
import { type Live, NOTHING, reduce } from './live'

/** How often pages are told: people read no faster, and tables are laid out ten times a second instead of sixty. */
const PUBLISH_MS = 100

/** The live picture of one session, held for as long as somebody looks at it. Owned by the page's one thread. */
export class LiveStore {
  private live: Live = NOTHING
  private published: Live = NOTHING
  private timer: ReturnType<typeof setTimeout> | null = null
  private readonly watchers = new Set<() => void>()
  private readonly taps = new Set<(batch: readonly StreamMessage[]) => void>()
  private unsubscribe: (() => void)[] = []
  /** When something of this session came last, in milliseconds since 1970. */
  lastAt: number | null = null

  constructor(
    private readonly stream: Stream,
    private readonly session: string,
  ) {}

  readonly snapshot = (): Live => this.published

  readonly watch = (watcher: () => void): (() => void) => {
    if (this.watchers.size === 0 && this.taps.size === 0) this.attach()
    this.watchers.add(watcher)
    return () => {
      this.watchers.delete(watcher)
      this.detachIfIdle()
    }
  }

  /** Every batch as it comes, once a frame: for the chart, which is drawn beside React. */
  tap(listener: (batch: readonly StreamMessage[]) => void): () => void {
    if (this.watchers.size === 0 && this.taps.size === 0) this.attach()
    this.taps.add(listener)
    return () => {
      this.taps.delete(listener)
      this.detachIfIdle()
    }
  }

  private attach(): void {
    const take = (batch: readonly StreamMessage[]) => this.take(batch)
    this.unsubscribe = ['session', 'quotes', 'orders', 'bars'].map((kind) => this.stream.subscribe(`${kind}:${this.session}`, take))
  }

  private detachIfIdle(): void {
    if (this.watchers.size > 0 || this.taps.size > 0) return
    this.unsubscribe.forEach((action) => action())
    this.unsubscribe = []
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.live = this.published = NOTHING
    this.lastAt = null
  }

  private take(batch: readonly StreamMessage[]): void {
    this.live = reduce(this.live, batch)
    this.lastAt = Date.now()
    this.taps.forEach((listener) => listener(batch))
    this.timer ??= setTimeout(() => this.publish(), PUBLISH_MS)
  }

  private publish(): void {
    this.timer = null
    this.published = this.live
    this.watchers.forEach((watcher) => watcher())
  }
}
