import { IconBolt, IconBuildingBank, IconCheck, IconMathFunction, IconSend, IconShieldCheck, IconShieldX, IconTargetArrow, IconWaveSine } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useChain, useOrder } from '../api/queries'
import type { Chain, Decision, Order } from '../api/types'
import { compare, formatCount, formatMoney, formatNumber, formatPx, formatQty } from '../format/decimal'
import { runSeq, sentenceOf } from '../format/sentences'
import { formatTime } from '../format/time'
import { SideName, Status, plain, spoken, words } from './Figures'
import { Facts } from './Panel'
import { featureName } from './StatePanels'
import { Answer } from './States'

/** Event, features, signal, risk verdict, venue, fills: one order from its cause to its end. */
export function OrderChain({ session, orderId }: { readonly session: string; readonly orderId: number }) {
  const order = useOrder(session, orderId)
  const chain = useChain(session, orderId)
  return (
    <>
      <Answer of={order} what="the order">
        {(found) => <Summary order={found} />}
      </Answer>
      <Answer of={chain} what="the chain">
        {(found) => (
          <ol className="r-chain" aria-label="Causal chain">
            {stepsOf(found).map((step) => (
              <li key={step.key}>
                <span className="r-dot" style={step.bad === true ? { borderColor: 'var(--r-down)', color: 'var(--r-down)' } : undefined}>
                  {step.icon}
                </span>
                <h3>{step.title}</h3>
                {step.decision === undefined ? null : <DecisionText of={step.decision} />}
                {step.body}
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </>
  )
}

/** An order that only closes is cut to what there is to close, and then filled. */
function filledText(order: Order): string {
  const filled = formatQty(order.filledQty)
  if (order.status === 'FILLED' && compare(order.filledQty, order.qty) < 0) return `${filled}, all that there was to close`
  return `${filled} of ${formatQty(order.qty)}`
}

function Summary({ order }: { readonly order: Order }) {
  return (
    <div style={{ marginBlockEnd: 14, paddingBlockEnd: 12, borderBlockEnd: '1px solid var(--r-line)' }}>
      <p style={{ margin: '0 0 8px', fontSize: '0.9375rem', fontWeight: 600 }}>
        <SideName side={order.side} /> {formatQty(order.qty)} {order.instrument}, {words(order.type).toLowerCase()} · <Status status={order.status} />
      </p>
      <Facts
        of={[
          ['Strategy', order.strategy ?? 'by hand'],
          ['Sent, UTC', formatTime(order.time, 9)],
          ['Filled', filledText(order)],
          ['Average price', formatPx(order.avgPx)],
          ...(order.limitPx === null ? [] : [['Limit', formatPx(order.limitPx)] as const]),
          ...(order.stopPx === null ? [] : [['Stop', formatPx(order.stopPx)] as const]),
          ['Fees', formatMoney(order.fee)],
          ...(order.reason === null || order.reason === undefined || order.reason === '' ? [] : [['Reason', words(order.reason)] as const]),
        ]}
      />
    </div>
  )
}

interface Step {
  readonly key: string
  readonly title: string
  readonly icon: ReactNode
  readonly decision?: Decision
  readonly body?: ReactNode
  readonly bad?: boolean
}

const SIZE = 13

function stepsOf(chain: Chain): readonly Step[] {
  const steps: Step[] = []
  if (chain.cause !== null) steps.push({ key: 'cause', title: 'Event', icon: <IconBolt size={SIZE} aria-hidden />, decision: chain.cause })
  const { bar } = chain
  if (typeof bar === 'string') {
    steps.push({ key: 'bar', title: 'Bar that closed', icon: <IconWaveSine size={SIZE} aria-hidden />, body: <p style={{ margin: 0, fontSize: '0.8125rem' }}>{bar}</p> })
  } else if (bar !== null && bar !== undefined) {
    steps.push({
      key: 'bar',
      title: 'Bar that closed',
      icon: <IconWaveSine size={SIZE} aria-hidden />,
      body: (
        <Facts
          of={[
            ['Open, high', `${formatPx(bar.open)}, ${formatPx(bar.high)}`],
            ['Low, close', `${formatPx(bar.low)}, ${formatPx(bar.close)}`],
            ['Volume', formatQty(bar.volume)],
          ]}
        />
      ),
    })
  }
  if (chain.features.length > 0) {
    steps.push({
      key: 'features',
      title: 'Features',
      icon: <IconMathFunction size={SIZE} aria-hidden />,
      body: <Facts of={chain.features.map((feature) => [featureName(feature), formatNumber(feature.value)] as const)} />,
    })
  }
  chain.decisions.forEach((decision, i) => steps.push({ key: `decision ${i}`, decision, ...titled(decision) }))
  chain.reports.forEach((report, i) => steps.push({ key: `report ${i}`, decision: report, ...titled(report) }))
  return steps
}

/** The step's name: what the frame's type says in an operator's words. */
function titled(decision: Decision): Pick<Step, 'title' | 'icon' | 'bad'> {
  const type = decision.type.toLowerCase()
  const bad = /DENIED|REJECTED/.test(`${String(decision.fields?.['verdict'])} ${String(decision.fields?.['execType'])}`)
  if (type.includes('signal')) return { title: 'Signal', icon: <IconTargetArrow size={SIZE} aria-hidden /> }
  if (type.includes('intent')) return { title: 'Intent', icon: <IconTargetArrow size={SIZE} aria-hidden /> }
  if (type.includes('verdict') || type.includes('denied') || type.includes('risk')) {
    return { title: 'Risk verdict', icon: bad ? <IconShieldX size={SIZE} aria-hidden /> : <IconShieldCheck size={SIZE} aria-hidden />, bad }
  }
  if (type.includes('report') && (decision.fields?.['execType'] === 'TRADE' || /^filled/.test(decision.text.toLowerCase()))) return { title: 'Fill', icon: <IconCheck size={SIZE} aria-hidden />, bad }
  if (type.includes('report') || type.includes('filled')) return { title: 'Venue', icon: <IconBuildingBank size={SIZE} aria-hidden />, bad }
  return { title: 'Order sent', icon: <IconSend size={SIZE} aria-hidden />, bad }
}

/** Times stand beside the sentence already, and nanoseconds since 1970 are more than a browser counts. */
const HIDDEN = new Set(['tsEvent', 'tsInit', 'tsEventNs', 'tsInitNs', 'flags', 'periodNs'])

function DecisionText({ of }: { readonly of: Decision }) {
  const all = of.fields ?? {}
  const fields = Object.entries(all).filter(([name, value]) => value !== null && value !== '' && !HIDDEN.has(name))
  const seq = runSeq(of.type, of.seq, all)
  return (
    <>
      <p style={{ margin: '0 0 4px', fontSize: '0.8125rem' }}>{sentenceOf(of.type, all) ?? of.text}</p>
      <p className="r-dim" style={{ margin: 0, fontSize: '0.75rem' }}>
        <Link href={`/journal/${seq}`} className="r-link">
          {seq === of.seq ? 'sequence' : 'on event'} {formatCount(seq)}
        </Link>
        {' · '}
        {formatTime(of.time, 9)} · {words(of.type)}
      </p>
      {fields.length === 0 ? null : (
        <details style={{ fontSize: '0.75rem', marginBlockStart: 4 }}>
          <summary>Fields</summary>
          <Facts of={fields.map(([name, value]) => [spoken(name), <span key={name} className="r-mono">{plain(value)}</span>] as const)} />
        </details>
      )}
    </>
  )
}
