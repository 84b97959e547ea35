import { describe, expect, it } from 'vitest'
import { runSeq, sentenceOf } from '../../src/format/sentences'

/** Fields as the engine's journal has them. */
describe('frames in words', () => {
  it('says what a signal, an intent and a verdict decided', () => {
    expect(sentenceOf('StrategySignal', { signal: 1, previous: 0, px: '817.50000000', equity: '9823.44194120' })).toBe('The strategy wants to be long; it was flat. Price 817.50, equity 9,823.44.')
    expect(sentenceOf('OrderIntent', { side: 'BUY', orderQty: '11.99113770', orderType: 'MARKET', limitPx: null, stopPx: null, orderAction: 'NEW' })).toBe('It means to buy 11.9911377, market.')
    expect(sentenceOf('RiskVerdict', { verdict: 'APPROVED', reason: 0 })).toBe('Approved: within every limit.')
    expect(sentenceOf('RiskVerdict', { verdict: 'DENIED', reason: 'PRICE_COLLAR', actualValue: '5.2', limitValue: '5' })).toBe('Denied: price collar (5.2 against a limit of 5).')
  })

  it('says what the venue reported, with exact figures', () => {
    expect(sentenceOf('ExecutionReport', { execType: 'TRADE', lastPx: '817.59000000', lastQty: '0.07725993', fee: '0.12633389', leavesQty: '11.91387777' })).toBe('Filled 0.07725993 at 817.59, fee 0.12633389; 11.91387777 left.')
    expect(sentenceOf('ExecutionReport', { execType: 'REJECTED', reason: 'NO_LIQUIDITY' })).toBe('The venue rejected it: no liquidity.')
  })

  it('says how long the bar was that ended, as bars are asked for', () => {
    expect(sentenceOf('BarBoundary', { barKind: 'TIME', periodNs: 300_000_000_000 })).toBe('A bar of 5m ended.')
    expect(sentenceOf('BarBoundary', { barKind: 'TIME', periodNs: 86_400_000_000_000 })).toBe('A bar of 1d ended.')
    expect(sentenceOf('BarBoundary', { barKind: 'TIME', period: '1h' })).toBe('A bar of 1h ended.')
  })

  it('leaves what it does not know to the fields', () => {
    expect(sentenceOf('SomethingNew', {})).toBeNull()
  })

  it('puts a decision where its cause stands in the run', () => {
    expect(runSeq('OrderCommand', 20, { causeSeq: 7431 })).toBe(7431)
    expect(runSeq('ExecutionReport', 7434, { causeSeq: 7431 })).toBe(7434)
  })
})
