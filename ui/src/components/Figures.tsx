import { formatDecimal, formatMoney, formatPercent, sign } from '../format/decimal'

const TONE = { '-1': 'r-down', '0': '', '1': 'r-up' } as const

/** Money that was won or lost: its sign is written, its color only repeats it. */
export function Gain({ value, ratio }: { readonly value?: string | null; readonly ratio?: number | null }) {
  if (value !== undefined) return <span className={`r-num ${TONE[`${sign(value)}`]}`}>{formatMoney(value, true)}</span>
  const tone = ratio === null || ratio === undefined || Math.abs(ratio) < 5e-5 ? 0 : ratio < 0 ? -1 : 1
  return <span className={`r-num ${TONE[`${tone}`]}`}>{formatPercent(ratio, 2, true)}</span>
}

export function SignedQty({ value }: { readonly value: string }) {
  const direction = sign(value)
  const word = direction === 0 ? 'flat' : direction > 0 ? 'long' : 'short'
  return (
    <span className={TONE[`${direction}`]} title={word}>
      {formatDecimal(value, { plus: true })}
    </span>
  )
}

export function SideName({ side }: { readonly side: string }) {
  return <span className={side === 'BUY' ? 'r-up' : 'r-down'}>{side === 'BUY' ? '▲ Buy' : side === 'SELL' ? '▼ Sell' : side}</span>
}

/** PARTIALLY_FILLED, cancel-all and ExecutionReport are said as Partially filled, Cancel all and Execution report. */
export function words(text: string): string {
  const lower = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase()
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}

/** Where a strategy stands: the API says it as a word or as -1, 0 or 1. */
export function stance(state: string | number | null | undefined): string {
  if (state === null || state === undefined) return 'Undecided'
  if (typeof state === 'string' && !/^-?\d+$/.test(state)) return words(state)
  const direction = Number(state)
  return direction > 0 ? 'Long' : direction < 0 ? 'Short' : 'Flat'
}

/** camelCase names of the API as people say them. */
export function spoken(name: string): string {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

const BAD = new Set(['REJECTED', 'DENIED', 'FAILED', 'REFUSED'])
const GOOD = new Set(['FILLED', 'DONE', 'APPROVED', 'EXECUTED'])

export function Status({ status }: { readonly status: string }) {
  const tone = BAD.has(status) ? 'r-down' : GOOD.has(status) ? 'r-up' : status === 'CANCELED' || status === 'EXPIRED' ? 'r-dim' : 'r-warn'
  return <span className={tone}>{words(status)}</span>
}

/** Whatever a field of the API holds, as text. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value as string | number | boolean)
}
