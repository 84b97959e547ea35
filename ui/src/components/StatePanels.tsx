import type { ReactNode } from 'react'
import type { Feature, Position, Quote, Risk, Session, State } from '../api/types'
import { add, formatCount, formatDecimal, formatMoney, formatNumber, formatPercent, formatPx, formatQty, share, sign, subtract } from '../format/decimal'
import { formatNanos, formatTime } from '../format/time'
import { Gain, SignedQty, plain, spoken, stance, words } from './Figures'
import { Facts, Panel } from './Panel'

/** The panels that show a state: on Live the newest, in the Journal the state as of a sequence. */

export function AccountPanel({ state }: { readonly state: State }) {
  const { account } = state
  return (
    <Panel title="Account">
      <Facts
        of={[
          ['Equity', formatMoney(account.equity)],
          ['Profit and loss', <Gain key="gain" value={subtract(account.equity, account.initialCash)} />],
          ['Cash', formatMoney(account.cash)],
          ['Lowest cash', formatMoney(account.minCash)],
          ['Fees paid', formatMoney(account.fees)],
          ['Drawdown now', formatPercent(account.currentDrawdown)],
          ['Deepest drawdown', formatPercent(account.maxDrawdown)],
        ]}
      />
    </Panel>
  )
}

/** sma 10, and rsi where a feature has no period. */
export function featureName(feature: Feature): string {
  return feature.period === null || feature.period === undefined || feature.period === 0 ? feature.name : `${feature.name} ${feature.period}`
}

export function PositionsPanel({ state, quotes }: { readonly state: State; readonly quotes?: ReadonlyMap<string, Quote> }) {
  const held = state.positions.filter((position) => sign(position.qty) !== 0)
  return (
    <Panel title="Positions" flush>
      {held.length === 0 ? (
        <div className="r-body r-dim" style={{ fontSize: '0.8125rem' }}>
          Flat: nothing is held.
        </div>
      ) : (
        <table className="r-table r-compact">
          <thead>
            <tr>
              <th scope="col">Instrument</th>
              <th scope="col" className="r-end">
                Quantity
              </th>
              <th scope="col" className="r-end">
                Value
              </th>
            </tr>
          </thead>
          <tbody>
            {held.map((position) => (
              <PositionRow key={position.instrument} position={position} last={quotes?.get(position.instrument)?.lastPx ?? position.lastPx} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function PositionRow({ position, last }: { readonly position: Position; readonly last: string | null }) {
  return (
    <tr title={`Last price ${formatPx(last)}`}>
      <td className="r-name" title={position.instrument}>{position.instrument}</td>
      <td className="r-end">
        <SignedQty value={position.qty} />
      </td>
      <td className="r-end">{formatMoney(position.value)}</td>
    </tr>
  )
}

export function QuotesPanel({ state, quotes }: { readonly state: State; readonly quotes?: ReadonlyMap<string, Quote> }) {
  const rows = state.quotes.map((quote) => quotes?.get(quote.instrument) ?? quote)
  const sided = rows.some((quote) => quote.bidPx !== null || quote.askPx !== null)
  return (
    <Panel title="Market" flush>
      {rows.length === 0 ? (
        <div className="r-body r-dim" style={{ fontSize: '0.8125rem' }}>
          No trade and no quote yet.
        </div>
      ) : (
        <table className="r-table r-compact">
          <thead>
            <tr>
              <th scope="col">Instrument</th>
              {sided ? (
                <>
                  <th scope="col" className="r-end">
                    Bid
                  </th>
                  <th scope="col" className="r-end">
                    Ask
                  </th>
                </>
              ) : null}
              <th scope="col" className="r-end">
                Last
              </th>
              {sided ? null : (
                <th scope="col" className="r-end">
                  Size
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((quote) => (
              <tr key={quote.instrument}>
                <td className="r-name" title={quote.instrument}>{quote.instrument}</td>
                {sided ? (
                  <>
                    <td className="r-end">{formatPx(quote.bidPx)}</td>
                    <td className="r-end">{formatPx(quote.askPx)}</td>
                  </>
                ) : null}
                <td className="r-end">{formatPx(quote.lastPx)}</td>
                {sided ? null : <td className="r-end">{formatQty(quote.lastQty)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

export function FeaturesPanel({ state }: { readonly state: State }) {
  return (
    <Panel title="Features and signals">
      {state.series.length === 0 ? <span className="r-dim">No bar has closed yet.</span> : null}
      {state.series.map((series) => (
        <div key={`${series.instrument} ${series.spec}`} style={{ marginBlockEnd: 8 }}>
          <Facts
            of={[
              [`${series.instrument}`, `${series.spec}, ${formatCount(series.bars)} bars`],
              ['Close', formatPx(series.bar?.close)],
              ...series.features.map((feature) => [featureName(feature), formatNumber(feature.value)] as const),
            ]}
          />
        </div>
      ))}
      <Facts
        of={(state.strategies ?? []).map((strategy): [string, ReactNode] => [
          strategy.name,
          <span key="state" className={strategy.stopped ? 'r-warn' : ''}>
            {strategy.stopped ? 'Stopped' : stance(strategy.state)}
          </span>,
        ])}
      />
    </Panel>
  )
}

/** Gross and net value of what is held, exact, as of the state itself. */
export function exposureOf(state: State): { readonly gross: string; readonly net: string } {
  let gross = '0'
  let net = '0'
  for (const { value } of state.positions) {
    if (value === null) continue
    net = add(net, value) ?? net
    gross = (sign(value) < 0 ? subtract(gross, value) : add(gross, value)) ?? gross
  }
  return { gross, net }
}

export function RiskPanel({ risk, state }: { readonly risk: Risk | null; readonly state: State }) {
  const { gross, net } = exposureOf(state)
  const ratio = share(gross, state.account.equity)
  const counted = (reasons: Readonly<Record<string, number>> | undefined) => Object.entries(reasons ?? {}).filter(([, count]) => count > 0)
  const because = (reasons: Readonly<Record<string, number>> | undefined) => counted(reasons).map(([reason, count]) => [`· ${words(reason).toLowerCase()}`, formatCount(count)] as const)
  const limits = Object.entries(risk?.limits ?? {}).filter(([, value]) => value !== null && typeof value !== 'object')
  return (
    <Panel title="Exposure and limits">
      <Facts
        of={[
          ['Gross exposure', formatMoney(gross)],
          ['Net exposure', formatMoney(net)],
          ['Of equity', formatPercent(ratio, 1)],
          ...portfolioRows(risk),
          ...limits.map(([name, value]) => [spoken(name), limitText(name, value)] as const),
          ['Denied by risk', formatCount(state.counters.denials)],
          ...because(risk?.state.denialsByReason),
          ['Rejected by venue', formatCount(state.counters.rejects)],
          ...because(risk?.state.rejectsByReason),
        ]}
      />
      {ratio === null ? null : (
        <div className="r-meter" role="meter" aria-label="Gross exposure of equity" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(Math.min(1, ratio) * 100)} style={{ marginBlockStart: 8 }}>
          <div style={{ width: `${Math.min(100, ratio * 100)}%` }} />
        </div>
      )}
    </Panel>
  )
}

/** The portfolio's limits, and whoever may not trade as it likes. */
function portfolioRows(risk: Risk | null): readonly (readonly [string, string])[] {
  const portfolio = risk?.portfolio
  if (portfolio === undefined) return []
  const restrained = Object.entries({ ...portfolio.strategies, ...portfolio.instruments }).filter(([, state]) => state !== 'ACTIVE')
  return [
    ['Risk profile', portfolio.profile],
    ...(portfolio.killed ? [['Kill switch', 'on'] as const] : []),
    ...(portfolio.dailyLossTripped ? [['Loss of the day', 'breaker on'] as const] : []),
    ...restrained.map(([name, state]) => [name, words(state).toLowerCase()] as const),
    ...Object.entries(portfolio.limits).map(([key, text]) => [`Limit ${key}`, text] as const),
  ]
}

function limitText(name: string, value: unknown): string {
  if (name === 'maxDrawdown' && typeof value === 'number') return formatPercent(value, 1)
  return typeof value === 'string' ? formatDecimal(value) : plain(value)
}

export function HealthPanel({ state, session }: { readonly state: State; readonly session: Session }) {
  const { counters } = state
  return (
    <Panel title="Feed and engine">
      <Facts
        of={[
          ['Engine', state.running ? `running${session.pid === null ? '' : `, process ${session.pid}`}` : 'not running'],
          ['Sequence', formatCount(state.seq)],
          ['Market events', formatCount(counters.marketEvents)],
          ['Newest event, UTC', formatTime(state.time)],
          ['State lags by', state.lagMs === null ? '–' : `${formatCount(state.lagMs)} ms`],
          ['Orders sent', formatCount(counters.ordersSent)],
          ['Snapshots', formatCount(counters.snapshots)],
          ...latencyRows(state.latencies),
        ]}
      />
    </Panel>
  )
}

const UNIT_NS: Readonly<Record<string, number>> = { Ns: 1, Us: 1e3, Ms: 1e6 }

/** A figure such as p50Us, in nanoseconds; NaN where there is none. */
function nanosOf(figures: Readonly<Record<string, unknown>>, name: string): number {
  for (const [unit, ns] of Object.entries(UNIT_NS)) {
    const value = figures[name + unit]
    if (typeof value === 'number') return value * ns
  }
  return Number.NaN
}

/** Each stage's latency: what it takes usually, and once in a thousand times. */
export function latencyRows(latencies: State['latencies']): (readonly [string, string])[] {
  const stages = Object.entries(latencies ?? {}).filter((entry): entry is [string, Record<string, unknown>] => typeof entry[1] === 'object' && entry[1] !== null)
  if (stages.length === 0) return [['Stage latencies', 'not measured here']]
  return stages.map(([stage, figures]) => [`${spoken(stage)}, p50, p99.9`, `${formatNanos(nanosOf(figures, 'p50'))}, ${formatNanos(nanosOf(figures, 'p999'))}`])
}
