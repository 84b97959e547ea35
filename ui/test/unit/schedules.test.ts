import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../src/api/types'
import { NEW_DRAFT, bodyOf, draftOf } from '../../src/components/Schedules'
import { nextName } from '../../src/pages/StrategiesPage'

const schedule = (over: Partial<Schedule>): Schedule => ({ id: '1', cron: '0 8 * * 1-5', action: 'START_SESSION', session: 'btc', jobType: null, request: {}, by: 'me', next: null, lastRun: null, lastOutcome: null, ...over })

describe("a schedule's form", () => {
  it('gives back what it was given', () => {
    for (const [given, body] of [
      [schedule({}), { cron: '0 8 * * 1-5', action: 'START_SESSION', session: 'btc' }],
      [schedule({ request: { speed: '10' } }), { cron: '0 8 * * 1-5', action: 'START_SESSION', session: 'btc', request: { speed: '10' } }],
      [schedule({ action: 'STOP_SESSION', session: 'data~sessions~btc' }), { cron: '0 8 * * 1-5', action: 'STOP_SESSION', session: 'data~sessions~btc' }],
      [schedule({ action: 'JOB', session: null, jobType: 'replay', request: { run: 'x' } }), { cron: '0 8 * * 1-5', action: 'JOB', jobType: 'replay', request: { run: 'x' } }],
    ] as const) {
      expect(bodyOf(draftOf(given))).toEqual(body)
    }
  })

  it('says what is missing or wrong', () => {
    expect(bodyOf(NEW_DRAFT)).toBe('Which session?')
    expect(bodyOf({ ...NEW_DRAFT, session: 'data~sessions~a', cron: '0 8 * *' })).toMatch(/Five fields/)
    expect(bodyOf({ ...NEW_DRAFT, action: 'JOB', request: '{' })).toMatch(/not JSON/)
    expect(bodyOf({ ...NEW_DRAFT, action: 'JOB', request: '[1]' })).toMatch(/JSON object/)
  })
})

describe('the name of a session that begins anew', () => {
  it('is the next that is free', () => {
    expect(nextName('btc', new Set(['btc']))).toBe('btc-2')
    expect(nextName('btc-2', new Set(['btc', 'btc-2', 'btc-3']))).toBe('btc-4')
    expect(nextName('x'.repeat(64), new Set()).length).toBeLessThanOrEqual(64)
  })
})
