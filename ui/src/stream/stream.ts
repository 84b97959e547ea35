import { backoffMs } from './backoff'

/** One message of the side-car. */
export interface StreamMessage {
  readonly topic: string
  readonly seq: number | null
  readonly data: unknown
}

export type StreamPhase = 'idle' | 'connecting' | 'open' | 'waiting' | 'refused'

export interface StreamStatus {
  readonly phase: StreamPhase
  /** When the next attempt is made, in milliseconds since 1970. */
  readonly retryAt: number | null
  readonly attempts: number
  /** When a message came last, in milliseconds since 1970. */
  readonly lastMessageAt: number | null
}

export interface StreamFigures {
  messages: number
  batches: number
  bytes: number
  dropped: number
}

type Listener = (batch: readonly StreamMessage[]) => void

export interface StreamContext {
  readonly url: () => string
  readonly token: () => string | null
  readonly connect: (url: string) => WebSocket
  /** Calls back when the next picture is drawn; a hidden page draws none, so there it is a timer. */
  readonly frame: (action: () => void) => void
  readonly now: () => number
  readonly random: () => number
}

/** So much may wait for the next frame; beyond it the oldest goes, as every topic's newest message says it all. */
const WAITING_MAX = 20_000

/** The codes with which the side-car says that trying again is no use: the token is not good, or its rights are not. */
const POLICY_VIOLATION = 1008
const UNAUTHORIZED = 4401
const FORBIDDEN = 4403

/**
 * The one socket. Messages are kept as text until the next frame, then parsed and handed on together, so that five
 * thousand messages a second are sixty pieces of work and not five thousand.
 */
export class Stream {
  readonly figures: StreamFigures = { messages: 0, batches: 0, bytes: 0, dropped: 0 }
  private socket: WebSocket | null = null
  private waiting: string[] = []
  private frameAsked = false
  private timer: ReturnType<typeof setTimeout> | null = null
  private status: StreamStatus = { phase: 'idle', retryAt: null, attempts: 0, lastMessageAt: null }
  private readonly listeners = new Map<string, Set<Listener>>()
  private readonly watchers = new Set<() => void>()

  constructor(private readonly context: StreamContext) {}

  readonly snapshot = (): StreamStatus => this.status

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher)
    return () => this.watchers.delete(watcher)
  }

  start(): void {
    if (this.socket === null) this.open()
  }

  stop(): void {
    this.clearTimer()
    this.socket?.close()
    this.socket = null
    this.become({ phase: 'idle', retryAt: null, attempts: 0 })
  }

  /** Tries at once, whatever the wait. */
  retry(): void {
    if (this.status.phase !== 'waiting') return
    this.clearTimer()
    this.open()
  }

  subscribe(topic: string, listener: Listener): () => void {
    let listeners = this.listeners.get(topic)
    if (listeners === undefined) {
      listeners = new Set()
      this.listeners.set(topic, listeners)
      if (this.status.phase === 'open') this.say({ subscribe: [topic] })
    }
    listeners.add(listener)
    return () => {
      const left = this.listeners.get(topic)
      left?.delete(listener)
      if (left?.size === 0) {
        this.listeners.delete(topic)
        if (this.status.phase === 'open') this.say({ unsubscribe: [topic] })
      }
    }
  }

  private open(): void {
    this.become({ phase: 'connecting', retryAt: null })
    const socket = this.context.connect(this.context.url())
    this.socket = socket
    socket.onopen = () => {
      this.say({ token: this.context.token() ?? '' })
      if (this.listeners.size > 0) this.say({ subscribe: [...this.listeners.keys()] })
      this.become({ phase: 'open', attempts: 0 })
    }
    socket.onmessage = (event: MessageEvent) => this.take(String(event.data))
    socket.onclose = (event: CloseEvent) => {
      if (this.socket === socket) this.closed(event.code)
    }
  }

  private closed(code: number): void {
    this.socket = null
    if (code === POLICY_VIOLATION || code === UNAUTHORIZED || code === FORBIDDEN) {
      this.become({ phase: 'refused', retryAt: null })
      return
    }
    const wait = backoffMs(this.status.attempts, this.context.random())
    this.become({ phase: 'waiting', retryAt: this.context.now() + wait, attempts: this.status.attempts + 1 })
    this.timer = setTimeout(() => this.open(), wait)
  }

  private take(text: string): void {
    this.figures.messages++
    this.figures.bytes += text.length
    if (this.waiting.length >= WAITING_MAX) {
      this.waiting = this.waiting.slice(WAITING_MAX / 2)
      this.figures.dropped += WAITING_MAX / 2
    }
    this.waiting.push(text)
    if (this.frameAsked) return
    this.frameAsked = true
    this.context.frame(() => {
      this.frameAsked = false
      this.deliver()
    })
  }

  private deliver(): void {
    const texts = this.waiting
    this.waiting = []
    this.figures.batches++
    this.status = { ...this.status, lastMessageAt: this.context.now() }
    const byTopic = new Map<string, StreamMessage[]>()
    for (const text of texts) {
      const message = parse(text)
      if (message === null) continue
      const batch = byTopic.get(message.topic)
      if (batch === undefined) byTopic.set(message.topic, [message])
      else batch.push(message)
    }
    for (const [topic, batch] of byTopic) {
      this.listeners.get(topic)?.forEach((listener) => listener(batch))
    }
  }

  private say(message: object): void {
    if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message))
  }

  private become(change: Partial<StreamStatus>): void {
    this.status = { ...this.status, ...change }
    this.watchers.forEach((watcher) => watcher())
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }
}

function parse(text: string): StreamMessage | null {
  try {
    const message = JSON.parse(text) as Partial<StreamMessage>
    return typeof message.topic === 'string' ? { topic: message.topic, seq: message.seq ?? null, data: message.data } : null
  } catch {
    return null
  }
}
