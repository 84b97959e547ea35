import { TextInput } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useState } from 'react'
import { useEquity, useRisk, useStatement } from '../api/queries'
import type { Risk, Session, State, Statement } from '../api/types'
import { useCurrent, useWatched } from '../app/session'
import { EquityChart } from '../components/CurveChart'
import { SignedQty, plain, spoken } from '../components/Figures'
import { NoSession } from '../components/NoSession'
import { Facts, Panel } from '../components/Panel'
import { AccountPanel } from '../components/StatePanels'
import { Answer, Failure, Loading } from '../components/States'
import { formatMoney, formatPercent, formatPx, share, sign, toNumber } from '../format/decimal'
import { formatDay } from '../format/time'

export default function PortfolioPage() {
  const { session, loading } = useCurrent()
  if (loading) return <Loading what="sessions" />
  if (session === null) return <NoSession />
  return <Portfolio key={session.id} session={session} />
}

function Portfolio({ session }: { readonly session: Session }) {
  const { state, error, pending } = useWatched(session.id)
  const equity = useEquity(session.id, session.running)
  const risk = useRisk(session.id)
  if (state === null) return error !== null && !pending ? <Failure error={error} what="this session" /> : <Loading what="the session" />
  return (
    <div className="r-grid" style={{ gridTemplateColumns: 'minmax(0, 1fr) 380px', gridTemplateRows: 'minmax(260px, 1fr) minmax(220px, 0.8fr)', height: '100%' }}>
      <Panel title="Equity and drawdown" flush>
        <Answer of={equity} what="the equity curve">
          {(page) => <EquityChart points={page.items} label="Equity and drawdown" />}
        </Answer>
      </Panel>
      <div style={{ gridRow: 'span 2', display: 'flex', flexDirection: 'column', gap: 10, overflow: 'auto' }}>
        <AccountPanel state={state} />
        <DayStatement session={session} state={state} />
      </div>
      <Exposure state={state} risk={risk.data ?? null} />
    </div>
  )
}

function perInstrument(risk: Risk | null): ReadonlyMap<string, string> {
  const given = risk?.exposure.perInstrument
  if (given === undefined || given === null) return new Map()
  if (Array.isArray(given)) return new Map((given as { instrument: string; value: string }[]).map((entry) => [entry.instrument, entry.value]))
  return new Map(Object.entries(given as Record<string, string>))
}

function Exposure({ state, risk }: { readonly state: State; readonly risk: Risk | null }) {
  const exposure = perInstrument(risk)
  const { equity, cash } = state.account
  const cashShare = share(cash, equity)
  return (
    <Panel title="Allocation and exposure" flush bodyStyle={{ overflow: 'auto', height: 0 }}>
      <table className="r-table">
        <thead>
          <tr>
            <th scope="col">Held</th>
            <th scope="col" className="r-end">Quantity</th>
            <th scope="col" className="r-end">Last price</th>
            <th scope="col" className="r-end">Exposure</th>
            <th scope="col" className="r-end">Of equity</th>
            <th scope="col" style={{ width: '30%' }}>Share</th>
          </tr>
        </thead>
        <tbody>
          {state.positions.map((position) => {
            const value = exposure.get(position.instrument) ?? position.value
            const part = value === null ? null : share(value, equity)
            return (
              <tr key={position.instrument}>
                <td>{position.instrument}</td>
                <td className="r-end">
                  <SignedQty value={position.qty} />
                </td>
                <td className="r-end">{formatPx(position.lastPx)}</td>
                <td className="r-end">{formatMoney(value)}</td>
                <td className="r-end">{formatPercent(part, 1)}</td>
                <td>
                  <Bar part={part} />
                </td>
              </tr>
            )
          })}
          <tr>
            <td>Cash</td>
            <td />
            <td />
            <td className="r-end">{formatMoney(cash)}</td>
            <td className="r-end">{formatPercent(cashShare, 1)}</td>
            <td>
              <Bar part={cashShare} />
            </td>
          </tr>
          <tr>
            <th scope="row">Gross, net</th>
            <td />
            <td />
            <td className="r-end">
              {formatMoney(risk?.exposure.gross)}, {formatMoney(risk?.exposure.net)}
            </td>
            <td className="r-end">{formatPercent(risk === null ? null : share(risk.exposure.gross, equity), 1)}</td>
            <td />
          </tr>
        </tbody>
      </table>
    </Panel>
  )
}

function Bar({ part }: { readonly part: number | null }) {
  if (part === null) return null
  return (
    <div className="r-meter" aria-hidden>
      <div style={{ width: `${Math.min(100, Math.abs(part) * 100)}%`, background: part < 0 ? 'var(--r-down)' : undefined }} />
    </div>
  )
}

function DayStatement({ session, state }: { readonly session: Session; readonly state: State }) {
  const [day, setDay] = useState(() => formatDay(state.time ?? session.time))
  const valid = /^\d{4}-\d{2}-\d{2}$/.test(day)
  const statement = useStatement(session.id, valid ? day : null)
  return (
    <Panel title="Statement of the day" side={<TextInput type="date" aria-label="Day of the statement, UTC" value={day} onChange={(event) => setDay(event.currentTarget.value)} w={140} />}>
      {valid ? <Answer of={statement} what="the statement">{(found) => <StatementBody of={found} />}</Answer> : <span className="r-dim">Choose a day.</span>}
    </Panel>
  )
}

/** Opening and closing may be one figure or several. */
function rows(name: string, value: Statement['opening']): (readonly [string, string])[] {
  if (value === null || value === undefined) return [[name, '–']]
  if (typeof value !== 'object') return [[name, formatMoney(String(value))]]
  return Object.entries(value)
    .filter(([, figure]) => typeof figure !== 'object' || figure === null)
    .map(([key, figure]) => [`${name}: ${spoken(key).toLowerCase()}`, typeof figure === 'string' && Number.isFinite(toNumber(figure)) ? formatMoney(figure) : plain(figure)] as const)
}

function StatementBody({ of }: { readonly of: Statement }) {
  const fills = typeof of.fills === 'number' ? of.fills : of.fills.length
  return (
    <>
      <p className={of.reconciles ? 'r-up' : 'r-down'} style={{ display: 'flex', gap: 6, alignItems: 'center', margin: '0 0 8px', fontSize: '0.8125rem', fontWeight: 600 }}>
        {of.reconciles ? <IconCircleCheck size={16} aria-hidden /> : <IconCircleX size={16} aria-hidden />}
        {of.reconciles ? 'Reconciles with the ledger to the last unit' : `Does not reconcile: ${formatMoney(of.difference)} apart`}
      </p>
      <Facts
        of={[
          ...rows('Opening', of.opening),
          ['Fills', String(fills)],
          ['Fees', formatMoney(of.fees)],
          ...rows('Closing', of.closing),
          ...(of.difference === null || sign(of.difference) === 0 ? [] : [['Difference', formatMoney(of.difference)] as const]),
        ]}
      />
    </>
  )
}
