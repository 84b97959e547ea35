/**
 * Exact decimals as the API sends them: text such as "-123.45". Money never goes through a double here; the only way to
 * a number is `toNumber`, and that is for drawing.
 */

/** A decimal's digits without the point, and how many of them stand after it. */
interface Parts {
  readonly units: bigint
  readonly scale: number
}

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?$/

/** The true minus sign: as wide as a plus, so that columns of figures do not dance. */
const MINUS = '\u2212'

/** What stands where there is no figure. */
export const NONE = '\u2013'

export interface DecimalStyle {
  /** Digits after the point that are always shown. */
  readonly min?: number
  /** Digits after the point that are shown at most; what is beyond is rounded half away from zero. */
  readonly max?: number
  /** Whether a plus stands before what is positive. */
  readonly plus?: boolean
}

function parse(text: string): Parts | null {
  const match = DECIMAL.exec(text.trim())
  if (match === null) return null
  const fraction = match[3] ?? ''
  const units = BigInt((match[2] ?? '0') + fraction)
  return { units: match[1] === '-' ? -units : units, scale: fraction.length }
}

function rescale(parts: Parts, scale: number): bigint {
  if (scale >= parts.scale) return parts.units * 10n ** BigInt(scale - parts.scale)
  const divisor = 10n ** BigInt(parts.scale - scale)
  const half = divisor / 2n
  return parts.units >= 0n ? (parts.units + half) / divisor : -((-parts.units + half) / divisor)
}

function text(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale)
  return (units < 0n ? '-' : '') + whole + (scale > 0 ? '.' + fraction : '')
}

/** Groups the digits of a whole number by three. */
export function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** An exact decimal for people to read; text that is none comes back as it is, so that nothing is hidden. */
export function formatDecimal(value: string | null | undefined, style: DecimalStyle = {}): string {
  if (value === null || value === undefined || value === '') return NONE
  const parts = parse(value)
  if (parts === null) return value
  const max = style.max ?? Math.max(parts.scale, style.min ?? 0)
  const min = Math.min(style.min ?? 0, max)
  const units = rescale(parts, max)
  const magnitude = text(units < 0n ? -units : units, max)
  const [whole = '0', fraction = ''] = magnitude.split('.')
  let shown = fraction.replace(/0+$/, '')
  shown = shown.padEnd(min, '0')
  const sign = units < 0n ? MINUS : style.plus === true && units > 0n ? '+' : ''
  return sign + group(whole) + (shown.length > 0 ? '.' + shown : '')
}

/** Money: two digits after the point. */
export function formatMoney(value: string | null | undefined, plus = false): string {
  return formatDecimal(value, { min: 2, max: 2, plus })
}

/** A price: at least two digits after the point, and every digit that the venue sent. */
export function formatPx(value: string | null | undefined): string {
  return formatDecimal(value, { min: 2 })
}

/** A quantity: as many digits as it has. */
export function formatQty(value: string | null | undefined): string {
  return formatDecimal(value)
}

/** Of how many digits after the point the decimal makes use. */
export function digitsAfterPoint(value: string): number {
  const parts = parse(value)
  return parts === null ? 0 : parts.scale - (/0*$/.exec(text(parts.units, parts.scale).split('.')[1] ?? '')?.[0].length ?? 0)
}

function binary(a: string, b: string, operation: (a: bigint, b: bigint) => bigint): string | null {
  const left = parse(a)
  const right = parse(b)
  if (left === null || right === null) return null
  const scale = Math.max(left.scale, right.scale)
  return text(operation(rescale(left, scale), rescale(right, scale)), scale)
}

export function add(a: string, b: string): string | null {
  return binary(a, b, (x, y) => x + y)
}

export function subtract(a: string, b: string): string | null {
  return binary(a, b, (x, y) => x - y)
}

/** -1, 0 or 1; 0 for what is no decimal. */
export function sign(value: string | null | undefined): -1 | 0 | 1 {
  const parts = value === null || value === undefined ? null : parse(value)
  if (parts === null || parts.units === 0n) return 0
  return parts.units < 0n ? -1 : 1
}

/** Whether a is less than (-1), equal to (0) or greater than b (1). */
export function compare(a: string, b: string): -1 | 0 | 1 {
  const difference = subtract(a, b)
  return difference === null ? (a < b ? -1 : a > b ? 1 : 0) : sign(difference)
}

/** a as a share of b, exact to six digits; null where b is zero or one of them is no decimal. */
export function share(a: string, b: string): number | null {
  const left = parse(a)
  const right = parse(b)
  if (left === null || right === null || right.units === 0n) return null
  const scale = Math.max(left.scale, right.scale)
  return Number((rescale(left, scale) * 1_000_000n) / rescale(right, scale)) / 1_000_000
}

/** For drawing only: the nearest double. */
export function toNumber(value: string | null | undefined): number {
  return value === null || value === undefined || value === '' ? Number.NaN : Number(value)
}

/** A ratio such as 0.0123 as a percentage. */
export function formatPercent(value: number | null | undefined, digits = 2, plus = false): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  const shown = (Math.abs(value) * 100).toFixed(digits)
  const zero = Number(shown) === 0
  return (value < 0 && !zero ? MINUS : plus && value > 0 && !zero ? '+' : '') + shown + '%'
}

/** A count such as a sequence. */
export function formatCount(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  return (value < 0 ? MINUS : '') + group(Math.trunc(Math.abs(value)).toString())
}

/** A double such as a feature's value: six significant digits, never exponents for what people meet every day. */
export function formatNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e12)) return value.toExponential(3)
  const digits = magnitude >= 1000 ? 2 : magnitude >= 1 ? 4 : 6
  const [whole = '0', fraction = ''] = magnitude.toFixed(digits).split('.')
  const shown = fraction.replace(/0+$/, '')
  return (value < 0 ? MINUS : '') + group(whole) + (shown.length > 0 ? '.' + shown : '')
}
