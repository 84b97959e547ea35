import { describe, expect, it } from 'vitest'
import { epochSeconds, formatClock, formatDay, formatDuration, formatNanos, formatTime } from '../../src/format/time'

describe('times', () => {
  it('keeps nine decimals, which a Date would cut', () => {
    expect(formatTime('2013-11-25T14:03:22.123456789Z', 9)).toBe('2013-11-25 14:03:22.123456789')
    expect(formatTime('2013-11-25T14:03:22.9999Z', 3)).toBe('2013-11-25 14:03:22.999')
    expect(formatTime('2013-11-25T14:03:22Z', 3)).toBe('2013-11-25 14:03:22.000')
    expect(formatTime('2013-11-25T14:03Z')).toBe('2013-11-25 14:03:00')
  })

  it('shows day and clock apart', () => {
    expect(formatDay('2013-11-25T14:03:22Z')).toBe('2013-11-25')
    expect(formatClock('2013-11-25T14:03:22.5Z', 1)).toBe('14:03:22.5')
    expect(formatTime(null)).toBe('\u2013')
    expect(formatTime('yesterday')).toBe('yesterday')
  })

  it('gives whole seconds to charts', () => {
    expect(epochSeconds('1970-01-01T00:01:00.900000001Z')).toBe(60)
    expect(epochSeconds(null)).toBeNaN()
  })

  it('says durations in two units', () => {
    expect(formatDuration(4.4)).toBe('4 s')
    expect(formatDuration(125)).toBe('2 min 5 s')
    expect(formatDuration(7260)).toBe('2 h 1 min')
    expect(formatDuration(null)).toBe('\u2013')
    expect(formatNanos(950)).toBe('950 ns')
    expect(formatNanos(12_340)).toBe('12.3 \u00b5s')
  })
})
