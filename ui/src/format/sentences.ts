import { formatDecimal, formatPx, formatQty } from './decimal'

type Fields = Readonly<Record<string, unknown>>

/** A field as text; the API sends exact decimals as text and counts as numbers. */
function field(fields: Fields, name: string): string {
  const value = fields[name]
  return value === null || value === undefined ? '' : String(value as string | number | boolean)
}

function lower(text: string): string {
  return text.replaceAll('_', ' ').toLowerCase()
}

const STANCES: Readonly<Record<string, string>> = { '1': 'long', '0': 'flat', '-1': 'short' }

function stanceOf(text: string): string {
  return STANCES[text] ?? lower(text)
}

function known(reason: string): boolean {
  return reason !== '' && reason !== '0' && reason !== 'NONE'
}

function orderOf(fields: Fields): string {
  const limit = field(fields, 'limitPx')
  const stop = field(fields, 'stopPx')
  return [
    lower(field(fields, 'side')),
    formatQty(field(fields, 'orderQty')),
    field(fields, 'orderType') === '' ? '' : `, ${lower(field(fields, 'orderType'))}`,
    limit === '' ? '' : ` at ${formatPx(limit)}`,
    stop === '' ? '' : `, stop ${formatPx(stop)}`,
  ]
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' ,', ',')
    .trim()
}

/** 5m, 1h or 1d, as bars are asked for. */
function period(fields: Fields): string {
  const seconds = Number(fields['periodNs']) / 1e9
  if (field(fields, 'period') !== '' || !Number.isFinite(seconds)) return field(fields, 'period') || lower(field(fields, 'barKind'))
  return seconds % 86_400 === 0 ? `${seconds / 86_400}d` : seconds % 3600 === 0 ? `${seconds / 3600}h` : seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`
}

function report(fields: Fields): string {
  const reason = field(fields, 'reason')
  const because = known(reason) ? `: ${lower(reason)}` : ''
  const left = field(fields, 'leavesQty')
  switch (field(fields, 'execType')) {
    case 'ACCEPTED':
      return `The venue accepted it${left === '' ? '' : `; ${formatQty(left)} work`}.`
    case 'TRADE':
      return `Filled ${formatQty(field(fields, 'lastQty'))} at ${formatPx(field(fields, 'lastPx'))}, fee ${formatDecimal(field(fields, 'fee'))}; ${formatQty(left)} left.`
    case 'REJECTED':
      return `The venue rejected it${because}.`
    case 'CANCELED':
      return `Canceled${because}; ${formatQty(left)} had been left.`
    case 'EXPIRED':
      return `Expired${because}.`
    case 'DENIED':
      return `Our own risk denied it${because}.`
    default:
      return `The venue says ${lower(field(fields, 'execType'))}${because}.`
  }
}

function verdict(fields: Fields): string {
  const said = field(fields, 'verdict')
  if (said === 'APPROVED' || said === 'ACCEPTED') return 'Approved: within every limit.'
  const reason = field(fields, 'reason')
  const limit = field(fields, 'limitValue')
  const actual = field(fields, 'actualValue')
  const figures = limit === '' || (limit === '0' && actual === '0') ? '' : ` (${formatDecimal(actual)} against a limit of ${formatDecimal(limit)})`
  return `Denied${known(reason) ? `: ${lower(reason)}` : ''}${figures}.`
}

/** What a frame of the journal says, in a sentence; null for a type that has none. */
export function sentenceOf(type: string, fields: Fields): string | null {
  switch (type) {
    case 'BarBoundary':
      return `A bar of ${period(fields)} ended.`
    case 'StrategySignal':
      return `The strategy wants to be ${stanceOf(field(fields, 'signal'))}; it was ${stanceOf(field(fields, 'previous'))}. Price ${formatPx(field(fields, 'px'))}, equity ${formatDecimal(field(fields, 'equity'), { min: 2, max: 2 })}.`
    case 'OrderIntent':
      return field(fields, 'orderAction') === 'CANCEL' ? 'Cancel the order.' : `It means to ${orderOf(fields)}.`
    case 'RiskVerdict':
      return verdict(fields)
    case 'OrderCommand':
      return field(fields, 'orderAction') === 'CANCEL' ? 'The cancel was sent to the venue.' : `Sent to the venue: ${orderOf(fields)}.`
    case 'ExecutionReport':
      return report(fields)
    case 'Denial':
      return `Our own risk denied it${known(field(fields, 'reason')) ? `: ${lower(field(fields, 'reason'))}` : ''}.`
    case 'Trade':
      return `Trade of ${formatQty(field(fields, 'qty'))} at ${formatPx(field(fields, 'px'))}.`
    case 'Quote':
      return `Quote ${formatPx(field(fields, 'bidPx'))} to ${formatPx(field(fields, 'askPx'))}.`
    case 'Bar':
      return `Bar closed at ${formatPx(field(fields, 'closePx'))}, volume ${formatQty(field(fields, 'volume'))}.`
    case 'OperatorCommand':
      return `An operator's command: ${lower(field(fields, 'commandKind'))}.`
    default:
      return null
  }
}

/** The sequence of the run that a frame belongs to: a decision has one of its own stream, and names the event that caused it. */
export function runSeq(type: string, seq: number, fields: Fields): number {
  const outbound = ['StrategySignal', 'OrderIntent', 'RiskVerdict', 'OrderCommand'].includes(type)
  const cause = fields['causeSeq']
  return outbound && typeof cause === 'number' ? cause : seq
}

