import { describe, expect, it } from 'vitest'
import type { Quote, State } from '../../src/api/types'
import { NOTHING, QUOTES_MAX, reduce } from '../../src/stream/live'
import type { StreamMessage } from '../../src/stream/stream'
import * as world from '../mock/world.mjs'

const running = { halted: false, running: true }
const session = (state: unknown): StreamMessage => ({ topic: `session:${world.SESSION}`, seq: 1, data: state })
const quote = (instrument: string, lastPx: string): Quote => ({ instrument, bidPx: null, bidQty: null, askPx: null, askQty: null, lastPx, lastQty: null, time: null })
const quotes = (...all: Quote[]): StreamMessage => ({ topic: 'quotes:s', seq: 1, data: all })

describe('the live picture', () => {
  it('takes the newest state and never goes back', () => {
    const newer = world.state(running, 200) as State
    const older = world.state(running, 100) as State
    const live = reduce(NOTHING, [session(newer), session(older)])
    expect(live.state?.seq).toBe(200)
  })

  it('takes a lower sequence when the engine stopped or started', () => {
    const before = reduce(NOTHING, [session(world.state(running, 200))])
    const after = reduce(before, [session(world.state({ halted: false, running: false }, 150))])
    expect(after.state?.running).toBe(false)
    expect(after.state?.seq).toBe(150)
  })

  it('keeps a quote of each instrument, the last of a batch', () => {
    const live = reduce(NOTHING, [quotes(quote('A', '1'), quote('B', '2')), quotes(quote('A', '3'))])
    expect(live.quotes.get('A')?.lastPx).toBe('3')
    expect(live.quotes.get('B')?.lastPx).toBe('2')
    expect(live.updates).toBe(2)
  })

  it('keeps what did not change as the same object, so that nothing is drawn anew for it', () => {
    const first = reduce(NOTHING, [quotes(quote('A', '1'))])
    const second = reduce(first, [session(world.state(running, 10))])
    expect(second.quotes).toBe(first.quotes)
    expect(reduce(second, [quotes(quote('A', '2'))]).state).toBe(second.state)
  })

  it('replaces the working orders as a whole, so that one that is done goes', () => {
    const order = { orderId: 1, status: 'WORKING' }
    const first = reduce(NOTHING, [{ topic: 'orders:s', seq: 1, data: [order] }])
    expect(first.working).toHaveLength(1)
    expect(reduce(first, [{ topic: 'orders:s', seq: 2, data: [] }]).working).toHaveLength(0)
  })

  it('does not grow with ever new instruments', () => {
    let live = NOTHING
    for (let i = 0; i < 30; i++) live = reduce(live, [quotes(...Array.from({ length: 100 }, (_, k) => quote(`I${i * 100 + k}`, '1')))])
    expect(live.quotes.size).toBe(QUOTES_MAX)
    expect(live.quotes.has('I2999')).toBe(true)
  })

  it('ignores what it does not know', () => {
    const live = reduce(NOTHING, [session(null), session('text'), { topic: 'hello', seq: 0, data: { name: 'x' } }])
    expect(live.state).toBeNull()
  })
})
