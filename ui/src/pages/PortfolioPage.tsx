import { Select } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useDays, useEquity, useStatement } from '../api/queries'
import type { Session, State, Statement } from '../api/types'
import { useCurrent, useWatched } from '../app/session'
import { EquityChart } from '../components/CurveChart'
import { Gain, SignedQty } from '../components/Figures'
import { NoSession } from '../components/NoSession'
import { Facts, Panel } from '../components/Panel'
import { AccountPanel, exposureOf } from '../components/StatePanels'
import { Answer, Failure, Loading } from '../components/States'
import { formatCount, formatDecimal, formatMoney, formatPercent, formatPx, share, sign } from '../format/decimal'

export default function PortfolioPage() {
  const { session, loading } = useCurrent()
  if (loading) return <Loading what="sessions" />
  if (session === null) return <NoSession />
  return <Portfolio key={session.id} session={session} />
}

function Portfolio({ session }: { readonly session: Session }) {
  const { state, error, pending } = useWatched(session.id)
  const equity = useEquity(session.id, session.running)
  if (state === null) return error !== null && !pending ? <Failure error={error} what="this session" /> : <Loading what="the session" />
  return (
    <div className="r-grid" style={{ gridTemplateColumns: 'minmax(0, 1fr) 380px', gridTemplateRows: 'minmax(260px, 1fr) minmax(220px, 0.8fr)', height: '100%' }}>
      <Panel title="Equity and drawdown" flush>
        <Answer of={equity} what="the equity curve">
          {(page) => <EquityChart points={page.items} label="Equity and drawdown" />}
        </Answer>
      </Panel>
      <div className="r-column" style={{ gridRow: 'span 2' }} tabIndex={0} role="region" aria-label="Account and statement">
        <AccountPanel state={state} />
        <DayStatement session={session} />
      </div>
      <Exposure state={state} />
    </div>
  )
}

function Exposure({ state }: { readonly state: State }) {
  const { gross, net } = exposureOf(state)
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
          {state.positions.filter((position) => sign(position.qty) !== 0).map((position) => {
            const { value } = position
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
              {formatMoney(gross)}, {formatMoney(net)}
            </td>
            <td className="r-end">{formatPercent(share(gross, equity), 1)}</td>
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

function DayStatement({ session }: { readonly session: Session }) {
  const days = useDays(session.id, session.running)
  const [chosen, setChosen] = useState<string | null>(null)
  const known = useMemo(() => (days.data?.items ?? []).map((entry) => entry.day).reverse(), [days.data])
  const day = chosen ?? known[0] ?? null
  const statement = useStatement(session.id, day)
  return (
    <Panel
      title="Statement of the day"
      style={{ flexShrink: 0 }}
      side={<Select aria-label="Day of the statement, UTC" data={known} value={day} onChange={setChosen} allowDeselect={false} searchable w={130} placeholder="No day yet" />}
    >
      {days.data !== undefined && known.length === 0 ? (
        <span className="r-dim" style={{ fontSize: '0.8125rem' }}>
          No event yet, so there is no day to state.
        </span>
      ) : (
        <Answer of={statement} what="the statement">
          {(found) => <StatementBody of={found} />}
        </Answer>
      )}
    </Panel>
  )
}

function StatementBody({ of }: { readonly of: Statement }) {
  const lines = of.lines.filter((line) => [line.openingQty, line.closingQty, line.boughtQty, line.soldQty].some((qty) => sign(qty) !== 0))
  return (
    <>
      <p className={of.reconciles ? 'r-up' : 'r-down'} style={{ display: 'flex', gap: 6, alignItems: 'center', margin: '0 0 8px', fontSize: '0.8125rem', fontWeight: 600 }}>
        {of.reconciles ? <IconCircleCheck size={16} aria-hidden /> : <IconCircleX size={16} aria-hidden />}
        {of.reconciles ? 'Reconciles with the ledger to the last unit' : `Does not reconcile: ${formatDecimal(of.difference)} apart`}
      </p>
      <Facts
        of={[
          ['Opening equity', formatMoney(of.opening)],
          ['Profit and loss before fees', <Gain key="pnl" value={of.pnl} />],
          ['Fees', formatMoney(of.fees)],
          ['Closing equity', formatMoney(of.closing)],
          ['Opening cash', formatMoney(of.openingCash)],
          ['Closing cash', formatMoney(of.closingCash)],
          ['Fills', formatCount(of.fills)],
          ['The day', of.complete ? 'is complete' : 'goes on'],
        ]}
      />
      {lines.length === 0 ? null : (
        <table className="r-table r-compact" style={{ marginBlockStart: 10 }}>
          <thead>
            <tr>
              <th scope="col">Instrument</th>
              <th scope="col" className="r-end">Bought</th>
              <th scope="col" className="r-end">Sold</th>
              <th scope="col" className="r-end">Profit</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.instrument}>
                <td className="r-name" title={line.instrument}>{line.instrument}</td>
                <td className="r-end" title={line.boughtQty}>{formatDecimal(line.boughtQty, { max: 4 })}</td>
                <td className="r-end" title={line.soldQty}>{formatDecimal(line.soldQty, { max: 4 })}</td>
                <td className="r-end">
                  <Gain value={line.pnl} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
