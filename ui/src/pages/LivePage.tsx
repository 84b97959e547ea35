import { SegmentedControl, Select, Tabs } from '@mantine/core'
import type { ColumnDef } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useCandles, useFills, useRisk } from '../api/queries'
import type { Fill, Order, Quote, Session, State } from '../api/types'
import { shortName, useCurrent, useWatched } from '../app/session'
import { DataTable } from '../components/DataTable'
import { SideName, Status, stance, words } from '../components/Figures'
import { Facts, Panel } from '../components/Panel'
import { type Level, PriceChart } from '../components/PriceChart'
import { Answer, Empty, Failure, Loading } from '../components/States'
import { TIMEFRAMES } from '../components/charting'
import { NoSession } from '../components/NoSession'
import { AccountPanel, FeaturesPanel, HealthPanel, PositionsPanel, QuotesPanel, RiskPanel } from '../components/StatePanels'
import { formatCount, formatMoney, formatPx, formatQty } from '../format/decimal'
import { formatTime } from '../format/time'
import { liveStore } from '../stream/hooks'

export default function LivePage() {
  const { session, loading, error } = useCurrent()
  if (loading) return <Loading what="sessions" />
  if (error !== null) return <Failure error={error} what="sessions" />
  if (session === null) return <NoSession />
  return <LiveSession key={session.id} session={session} />
}

function LiveSession({ session }: { readonly session: Session }) {
  const { state, live, error, pending } = useWatched(session.id)
  const fills = useFills(session.id, state?.counters.fills ?? null)
  const risk = useRisk(session.id)
  if (state === null) return error !== null && !pending ? <Failure error={error} what="this session" /> : <Loading what="the session" />
  const known = fills.data?.items ?? NO_FILLS
  return (
    <div className="r-grid r-live">
      <ChartPanel session={session} state={state} fills={known} quotes={live.quotes} />
      <Below session={session} state={state} fills={known} working={live.working ?? state.workingOrders} />
      <div className="r-side-col" tabIndex={0} role="region" aria-label="Figures of the session">
        <AccountPanel state={state} />
        <PositionsPanel state={state} quotes={live.quotes} />
        <RiskPanel risk={risk.data ?? null} state={state} />
        <QuotesPanel state={state} quotes={live.quotes} />
        <FeaturesPanel state={state} />
        <HealthPanel state={state} session={session} />
      </div>
    </div>
  )
}

const NO_FILLS: readonly Fill[] = []

function firstTimeframe(state: State): string {
  const spec = state.series[0]?.spec ?? ''
  return spec in TIMEFRAMES ? spec : '5m'
}

interface ChartPanelProps {
  readonly session: Session
  readonly state: State
  readonly fills: readonly Fill[]
  readonly quotes: ReadonlyMap<string, Quote>
}

function ChartPanel({ session, state, fills, quotes }: ChartPanelProps) {
  const instruments = session.instruments
  const [instrument, setInstrument] = useState(() => instruments[0] ?? state.quotes[0]?.instrument ?? '')
  const [timeframe, setTimeframe] = useState(() => firstTimeframe(state))
  const candles = useCandles(session.id, instrument === '' ? null : instrument, timeframe, session.running)
  const own = useMemo(() => fills.filter((fill) => fill.instrument === instrument), [fills, instrument])
  const levels = useLevels(state, instrument)
  const quote = quotes.get(instrument) ?? state.quotes.find((candidate) => candidate.instrument === instrument)
  return (
    <Panel
      title={`${instrument}`}
      flush
      style={{ gridArea: 'chart' }}
      side={
        <>
          {instruments.length > 1 ? (
            <Select aria-label="Instrument" data={[...instruments]} value={instrument} onChange={(value) => value !== null && setInstrument(value)} allowDeselect={false} searchable w={200} />
          ) : null}
          <span className="r-num" style={{ fontSize: '1rem', fontWeight: 650 }} aria-label="Last price">
            {formatPx(quote?.lastPx)}
          </span>
          <SegmentedControl aria-label="Timeframe" data={Object.keys(TIMEFRAMES)} value={timeframe} onChange={setTimeframe} />
        </>
      }
    >
      <Answer of={candles} what="candles">
        {(page) => (
          <PriceChart
            label={`Price of ${instrument}`}
            instrument={instrument}
            candles={page.items}
            timeframe={TIMEFRAMES[timeframe] ?? 300}
            fills={own}
            levels={levels}
            live={session.running ? liveStore(session.id) : null}
          />
        )}
      </Answer>
    </Panel>
  )
}

/** Stops and limits that work at the venue, as lines. The list is new only when a line is. */
function useLevels(state: State, instrument: string): readonly Level[] {
  const levels = state.workingOrders
    .filter((order) => order.instrument === instrument)
    .flatMap((order): Level[] => {
      const tone = order.side === 'BUY' ? 'up' : 'down'
      const found: Level[] = []
      if (order.stopPx !== null) found.push({ px: order.stopPx, title: `Stop ${order.side} ${formatQty(order.leavesQty)}`, tone: 'warn' })
      if (order.limitPx !== null) found.push({ px: order.limitPx, title: `Limit ${order.side} ${formatQty(order.leavesQty)}`, tone })
      return found
    })
  const key = JSON.stringify(levels)
  return useMemo(() => JSON.parse(key) as Level[], [key])
}

interface BelowProps {
  readonly session: Session
  readonly state: State
  readonly fills: readonly Fill[]
  readonly working: readonly Order[]
}

function Below({ session, state, fills, working }: BelowProps) {
  const [tab, setTab] = useState<string | null>('orders')
  const [, go] = useLocation()
  const newest = fills
  const strategies = state.strategies ?? []
  return (
    <section className="r-panel" style={{ gridArea: 'below' }} aria-label="Orders and fills">
      <Tabs value={tab} onChange={setTab} style={{ display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 }}>
        <Tabs.List>
          <Tabs.Tab value="orders">Working orders ({working.length})</Tabs.Tab>
          <Tabs.Tab value="fills">Fills ({formatCount(Math.max(newest.length, state.counters.fills))})</Tabs.Tab>
          <Tabs.Tab value="strategies">Strategies ({strategies.length})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="orders" style={{ minHeight: 0, flex: 1 }}>
          <DataTable label="Working orders" rows={working} columns={ORDER_COLUMNS} rowKey={(order) => String(order.orderId)} onOpen={(order) => go(`/orders/${order.orderId}`)} empty={<Empty title="No working orders" text="Nothing waits at the venue." />} />
        </Tabs.Panel>
        <Tabs.Panel value="fills" style={{ minHeight: 0, flex: 1 }}>
          <DataTable
            label="Fills"
            rows={newest}
            columns={FILL_COLUMNS}
            rowKey={(fill) => String(fill.seq)}
            onOpen={(fill) => go(`/orders/${fill.orderId}`)}
            empty={<Empty title="No fills yet" text={`${shortName(session.id)} has traded nothing so far.`} />}
          />
        </Tabs.Panel>
        <Tabs.Panel value="strategies" style={{ minHeight: 0, flex: 1, overflow: 'auto' }}>
          <div className="r-body">
            {strategies.map((strategy) => (
              <Facts
                key={strategy.id}
                of={[
                  ['Strategy', strategy.name],
                  ['Instrument', strategy.instrument],
                  ['Wants', strategy.stopped ? 'Stopped' : stance(strategy.state)],
                  ...Object.entries(strategy.parameters ?? {}).map(([name, value]) => [name, String(value)] as const),
                ]}
              />
            ))}
          </div>
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

const ORDER_COLUMNS: ColumnDef<Order>[] = [
  { header: 'Order', accessorKey: 'orderId' },
  { header: 'Time, UTC', accessorKey: 'time', cell: ({ row }) => formatTime(row.original.time) },
  { header: 'Instrument', accessorKey: 'instrument' },
  { header: 'Side', accessorKey: 'side', cell: ({ row }) => <SideName side={row.original.side} /> },
  { header: 'Type', accessorKey: 'type', cell: ({ row }) => words(row.original.type) },
  { header: 'Quantity', accessorKey: 'qty', meta: { end: true }, cell: ({ row }) => formatQty(row.original.qty) },
  { header: 'Left', accessorKey: 'leavesQty', meta: { end: true }, cell: ({ row }) => formatQty(row.original.leavesQty) },
  { header: 'Limit', accessorKey: 'limitPx', meta: { end: true }, cell: ({ row }) => formatPx(row.original.limitPx) },
  { header: 'Stop', accessorKey: 'stopPx', meta: { end: true }, cell: ({ row }) => formatPx(row.original.stopPx) },
  { header: 'Status', accessorKey: 'status', cell: ({ row }) => <Status status={row.original.status} /> },
]

const FILL_COLUMNS: ColumnDef<Fill>[] = [
  { header: 'Time, UTC', accessorKey: 'time', cell: ({ row }) => formatTime(row.original.time, 3) },
  { header: 'Order', accessorKey: 'orderId' },
  { header: 'Instrument', accessorKey: 'instrument' },
  { header: 'Side', accessorKey: 'side', cell: ({ row }) => <SideName side={row.original.side} /> },
  { header: 'Quantity', accessorKey: 'qty', meta: { end: true }, cell: ({ row }) => formatQty(row.original.qty) },
  { header: 'Price', accessorKey: 'px', meta: { end: true }, cell: ({ row }) => formatPx(row.original.px) },
  { header: 'Fee', accessorKey: 'fee', meta: { end: true }, cell: ({ row }) => formatMoney(row.original.fee) },
  { header: 'Cause', accessorKey: 'causeSeq', meta: { end: true }, cell: ({ row }) => formatCount(row.original.causeSeq) },
]
