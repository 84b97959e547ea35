import { describe, expect, it } from 'vitest'
import type { Candle, Fill, Session, State } from '../../src/api/types'
import { takeToken } from '../../src/api/token'
import { firstChoice, shortName } from '../../src/app/session'
import { STALE_AFTER_MS, freshness, standing } from '../../src/app/standing'
import { bucket, toBars, withPrice } from '../../src/components/charting'
import { sumFills } from '../../src/components/PriceChart'
import { exposureOf, latencyRows } from '../../src/components/StatePanels'
import { path } from '../../src/api/client'
import { PAGES } from '../../src/pages'
import * as world from '../mock/world.mjs'

const session = (over: Partial<Session>): Session => ({ ...(world.sessions({ halted: false, running: true })[0] as Session), ...over })

describe('how things stand', () => {
  it('says the worst thing first', () => {
    const state = world.state({ halted: true, running: true }) as State
    expect(standing(session({}), state, false).word).toBe('Disconnected')
    expect(standing(session({}), { ...state, diverged: true }, true).word).toBe('Diverged')
    expect(standing(session({}), state, true).word).toBe('Halted')
    expect(standing(session({}), { ...state, halted: false, drawdownTripped: true }, true).word).toBe('Drawdown stop')
    expect(standing(session({}), { ...state, halted: false }, true)).toMatchObject({ word: 'Running', tone: 'up' })
    expect(standing(null, null, true).word).toBe('No session')
  })

  it('says of a halted engine that is down that the kill switch holds', () => {
    expect(standing(session({ running: false, halted: true }), null, true)).toMatchObject({ word: 'Stopped, halted', tone: 'down' })
    expect(standing(session({ running: false, ended: false }), null, true).word).toBe('Stopped')
    expect(standing(session({ running: false, ended: true, kind: 'backtest' }), null, true).word).toBe('Backtest')
  })

  it('calls figures stale when nothing came, and when the stream is down', () => {
    expect(freshness('open', null, 1000, true, 1000 + STALE_AFTER_MS)).toMatchObject({ stale: false })
    expect(freshness('open', null, 1000, true, 1001 + STALE_AFTER_MS)).toMatchObject({ stale: true })
    expect(freshness('open', null, 1000, false, 1_000_000)).toMatchObject({ stale: false })
    expect(freshness('waiting', 4_200, 1000, true, 1000)).toMatchObject({ stale: true, retryInSeconds: 4 })
    expect(freshness('refused', null, 1000, true, 1000)).toMatchObject({ stale: true, retryInSeconds: null })
  })

  it('looks at a running session first, at a backtest last', () => {
    const all = [session({ id: 'b', kind: 'backtest', running: false }), session({ id: 's', running: false }), session({ id: 'r' })]
    expect(firstChoice(all)?.id).toBe('r')
    expect(firstChoice(all.slice(0, 2))?.id).toBe('s')
    expect(firstChoice([])).toBeNull()
  })

  it('shortens ids to what people call things', () => {
    expect(shortName('data~sessions~btc-paper')).toBe('btc-paper')
    expect(shortName('reports~demo~apple~sma-cross')).toBe('demo / apple / sma-cross')
    expect(shortName('data')).toBe('data')
  })
})

describe('the token in the fragment', () => {
  it('is taken out, and the rest of the fragment stays', () => {
    expect(takeToken('#token=abc')).toEqual({ token: 'abc', rest: '' })
    expect(takeToken('#/orders/7?token=a%2Bb')).toEqual({ token: 'a+b', rest: '#/orders/7' })
    expect(takeToken('#/live')).toEqual({ token: null, rest: '#/live' })
    expect(takeToken('')).toEqual({ token: null, rest: '' })
  })
})

describe('addresses', () => {
  it('encode what they are given', () => {
    expect(path`/sessions/${'a/b?c'}/orders/${7}`).toBe('/sessions/a%2Fb%3Fc/orders/7')
  })
})

describe('the list of pages', () => {
  it('gives each its own path, title and letter', () => {
    for (const key of ['path', 'title', 'letter'] as const) expect(new Set(PAGES.map((page) => page[key])).size).toBe(PAGES.length)
    expect(PAGES.map((page) => page.title)).toEqual(['Live', 'Orders', 'Journal', 'Research', 'Portfolio', 'Alerts', 'Data', 'Strategies', 'Approvals', 'System'])
  })
})

describe('candles', () => {
  const candle = (time: string, close: string): Candle => ({ time, open: '1', high: '9', low: '1', close, volume: '1' })

  it('ascend, one a time, the last of two', () => {
    const bars = toBars([candle('1970-01-01T00:02:00Z', '3'), candle('1970-01-01T00:01:00Z', '1'), candle('1970-01-01T00:02:00Z', '4'), candle('never', '5')])
    expect(bars.map((bar) => [bar.time, bar.close])).toEqual([
      [60, 1],
      [120, 4],
    ])
  })

  it('grow with each price, and begin where the one before ended', () => {
    const first = withPrice(null, 65, 10, 60)
    expect(first).toEqual({ time: 60, open: 10, high: 10, low: 10, close: 10 })
    const higher = withPrice(first, 80, 12, 60)
    expect(higher).toEqual({ time: 60, open: 10, high: 12, low: 10, close: 12 })
    expect(withPrice(higher, 130, 11, 60)).toEqual({ time: 120, open: 12, high: 12, low: 11, close: 11 })
    expect(withPrice(higher, 59, 1, 60)).toBeNull()
    expect(withPrice(higher, 61, Number.NaN, 60)).toBeNull()
    expect(bucket(119, 60)).toBe(60)
  })
})

describe('exposure and markers', () => {
  it('sum what is held, exact, shorts against longs', () => {
    const state = { ...world.state({ halted: false, running: true }), positions: [{ value: '0.1' }, { value: '-0.3' }, { value: null }] } as unknown as State
    expect(exposureOf(state)).toEqual({ gross: '0.4', net: '-0.2' })
  })

  it('make one marker of all fills of a candle and a side', () => {
    const fill = (time: string, side: 'BUY' | 'SELL', qty: string) => ({ ...world.fills[0], time, side, qty }) as Fill
    const sums = sumFills([fill('1970-01-01T00:01:01Z', 'BUY', '0.1'), fill('1970-01-01T00:01:59Z', 'BUY', '0.2'), fill('1970-01-01T00:01:30Z', 'SELL', '1'), fill('never', 'SELL', '1')], 60)
    expect(sums).toEqual([
      { time: 60, side: 'BUY', qty: '0.3' },
      { time: 60, side: 'SELL', qty: '1' },
    ])
  })
})

describe('latencies', () => {
  it('are shown in the unit that suits them, whatever unit they come in', () => {
    expect(latencyRows({ risk: { samples: 5, p50Us: 2.3, p999Us: 1100 } })).toEqual([['Risk, p50, p99.9', '2.3 \u00b5s, 1.1 ms']])
    expect(latencyRows({ total: { p50Ns: 786, p999Ns: 37_000 } })).toEqual([['Total, p50, p99.9', '786 ns, 37.0 \u00b5s']])
    expect(latencyRows(null)).toEqual([['Stage latencies', 'not measured here']])
  })
})
