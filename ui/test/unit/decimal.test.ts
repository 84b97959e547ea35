import { describe, expect, it } from 'vitest'
import { add, compare, digitsAfterPoint, formatCount, formatDecimal, formatMoney, formatNumber, formatPercent, formatPx, formatQty, share, sign, subtract } from '../../src/format/decimal'

describe('exact decimals', () => {
  it('keeps every digit that a double would lose', () => {
    expect(formatDecimal('9007199254740993.00000001')).toBe('9,007,199,254,740,993.00000001')
    expect(formatMoney('92233720368.54775807')).toBe('92,233,720,368.55')
  })

  it('drops trailing zeros down to the fewest digits asked for', () => {
    expect(formatPx('870.43000000')).toBe('870.43')
    expect(formatPx('870.00000000')).toBe('870.00')
    expect(formatPx('0.00001234')).toBe('0.00001234')
    expect(formatQty('12.48210000')).toBe('12.4821')
    expect(formatQty('5.00000000')).toBe('5')
  })

  it('rounds half away from zero, with carries', () => {
    expect(formatMoney('0.005')).toBe('0.01')
    expect(formatMoney('-0.005')).toBe('\u22120.01')
    expect(formatMoney('999.995')).toBe('1,000.00')
    expect(formatMoney('1.00499999')).toBe('1.00')
  })

  it('writes a sign only where there is one to write', () => {
    expect(formatMoney('12', true)).toBe('+12.00')
    expect(formatMoney('0.00', true)).toBe('0.00')
    expect(formatMoney('-0.001')).toBe('0.00')
    expect(formatMoney('-1234567.5')).toBe('\u22121,234,567.50')
  })

  it('shows what is missing as missing and what is no decimal as it is', () => {
    expect(formatMoney(null)).toBe('\u2013')
    expect(formatMoney('')).toBe('\u2013')
    expect(formatMoney('n/a')).toBe('n/a')
    expect(formatMoney('1e5')).toBe('1e5')
  })

  it('adds and subtracts without a double', () => {
    expect(add('0.1', '0.2')).toBe('0.3')
    expect(subtract('103718.78000000', '100000')).toBe('3718.78000000')
    expect(subtract('0.00000001', '0.00000002')).toBe('-0.00000001')
    expect(add('x', '1')).toBeNull()
  })

  it('compares and signs exactly', () => {
    expect(compare('10.0', '10.00000000')).toBe(0)
    expect(compare('9007199254740992.0', '9007199254740993.0')).toBe(-1)
    expect(sign('-0.00000001')).toBe(-1)
    expect(sign('0.00000000')).toBe(0)
    expect(sign(null)).toBe(0)
  })

  it('takes shares, and none of nothing', () => {
    expect(share('25', '100')).toBe(0.25)
    expect(share('-12.5', '100')).toBe(-0.125)
    expect(share('1', '0')).toBeNull()
  })

  it('counts the digits that are used', () => {
    expect(digitsAfterPoint('870.43000000')).toBe(2)
    expect(digitsAfterPoint('870')).toBe(0)
    expect(digitsAfterPoint('0.00001234')).toBe(8)
  })
})

describe('numbers that are doubles', () => {
  it('shows ratios as percentages', () => {
    expect(formatPercent(0.0372)).toBe('3.72%')
    expect(formatPercent(-0.2069, 2, true)).toBe('\u221220.69%')
    expect(formatPercent(-0.000001)).toBe('0.00%')
    expect(formatPercent(Number.NaN)).toBe('\u2013')
    expect(formatPercent(null)).toBe('\u2013')
  })

  it('shows counts in groups and features in six digits', () => {
    expect(formatCount(1234567)).toBe('1,234,567')
    expect(formatNumber(812.331)).toBe('812.331')
    expect(formatNumber(123456.789)).toBe('123,456.79')
    expect(formatNumber(-0.25)).toBe('\u22120.25')
    expect(formatNumber(null)).toBe('\u2013')
  })
})
