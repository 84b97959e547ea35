import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FIRST_WAIT_MS, LONGEST_WAIT_MS, backoffMs } from '../../src/stream/backoff'
import { Stream, type StreamMessage } from '../../src/stream/stream'

/** A socket that does what the test says. */
class Socket {
  readyState = 0
  sent: unknown[] = []
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null
  send(text: string) {
    this.sent.push(JSON.parse(text))
  }
  close() {
    this.readyState = 3
  }
  accept() {
    this.readyState = 1
    this.onopen?.()
  }
  say(message: unknown) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) })
  }
  end(code: number) {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

function rig() {
  const sockets: Socket[] = []
  const frames: (() => void)[] = []
  const stream = new Stream({
    url: () => 'ws://test',
    token: () => 'secret',
    connect: () => {
      const socket = new Socket()
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
    frame: (action) => frames.push(action),
    now: () => Date.now(),
    random: () => 1,
  })
  const newest = (): Socket => {
    const socket = sockets[sockets.length - 1]
    if (socket === undefined) throw new Error('no socket was opened')
    return socket
  }
  const draw = () => frames.splice(0).forEach((action) => action())
  return { stream, sockets, frames, newest, draw }
}

describe('the stream', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('says who it is first, then what it wants', () => {
    const { stream, newest } = rig()
    stream.subscribe('session:a', () => undefined)
    stream.start()
    newest().accept()
    expect(newest().sent).toEqual([{ token: 'secret' }, { subscribe: ['session:a'] }])
    const leave = stream.subscribe('jobs', () => undefined)
    leave()
    expect(newest().sent.slice(2)).toEqual([{ subscribe: ['jobs'] }, { unsubscribe: ['jobs'] }])
  })

  it('hands on many messages together, once a frame, in their order', () => {
    const { stream, newest, frames, draw } = rig()
    const batches: (readonly StreamMessage[])[] = []
    stream.subscribe('quotes:a', (batch) => batches.push(batch))
    stream.start()
    newest().accept()
    for (let i = 0; i < 1000; i++) newest().say({ topic: 'quotes:a', seq: i, data: i })
    expect(batches).toHaveLength(0)
    expect(frames).toHaveLength(1)
    draw()
    expect(batches).toHaveLength(1)
    expect(batches[0]?.map((message) => message.data)).toEqual(Array.from({ length: 1000 }, (_, i) => i))
  })

  it('lets go of the oldest when a frame is long in coming, and counts it', () => {
    const { stream, newest, draw } = rig()
    let last: unknown = null
    stream.subscribe('quotes:a', (batch) => (last = batch[batch.length - 1]?.data))
    stream.start()
    newest().accept()
    for (let i = 0; i < 25_000; i++) newest().say({ topic: 'quotes:a', seq: i, data: i })
    draw()
    expect(last).toBe(24_999)
    expect(stream.figures.dropped).toBe(10_000)
  })

  it('survives a message that is none', () => {
    const { stream, newest, draw } = rig()
    const got: unknown[] = []
    stream.subscribe('jobs', (batch) => got.push(...batch.map((message) => message.data)))
    stream.start()
    newest().accept()
    newest().say('{"topic":')
    newest().say({ data: 1 })
    newest().say({ topic: 'jobs', seq: 1, data: 'well' })
    draw()
    expect(got).toEqual(['well'])
  })

  it('comes back with growing waits and subscribes again', () => {
    const { stream, sockets, newest } = rig()
    stream.subscribe('session:a', () => undefined)
    stream.start()
    newest().accept()
    newest().end(1006)
    expect(stream.snapshot().phase).toBe('waiting')
    vi.advanceTimersByTime(FIRST_WAIT_MS)
    expect(sockets).toHaveLength(2)
    newest().end(1006)
    vi.advanceTimersByTime(FIRST_WAIT_MS)
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(FIRST_WAIT_MS)
    expect(sockets).toHaveLength(3)
    newest().accept()
    expect(newest().sent).toEqual([{ token: 'secret' }, { subscribe: ['session:a'] }])
    expect(stream.snapshot()).toMatchObject({ phase: 'open', attempts: 0 })
  })

  it('tries at once when asked to', () => {
    const { stream, sockets, newest } = rig()
    stream.start()
    newest().end(1006)
    stream.retry()
    expect(sockets).toHaveLength(2)
    vi.advanceTimersByTime(LONGEST_WAIT_MS)
    expect(sockets).toHaveLength(2)
  })

  it('does not come back when its token was refused', () => {
    const { stream, sockets, newest } = rig()
    stream.start()
    newest().end(4401)
    vi.advanceTimersByTime(10 * LONGEST_WAIT_MS)
    expect(sockets).toHaveLength(1)
    expect(stream.snapshot().phase).toBe('refused')
  })
})

describe('waits between attempts', () => {
  it('double up to a bound, between half and all of it', () => {
    expect(backoffMs(0, 1)).toBe(FIRST_WAIT_MS)
    expect(backoffMs(3, 1)).toBe(8 * FIRST_WAIT_MS)
    expect(backoffMs(3, 0)).toBe(4 * FIRST_WAIT_MS)
    expect(backoffMs(1000, 1)).toBe(LONGEST_WAIT_MS)
  })
})
