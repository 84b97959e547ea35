import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import type { ColumnDef } from '@tanstack/react-table'
import { type FormEvent, useCallback, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type OrderFilter, useOrders } from '../api/queries'
import type { Order } from '../api/types'
import { useCurrent } from '../app/session'
import { DataTable } from '../components/DataTable'
import { SideName, Status, words } from '../components/Figures'
import { NoSession } from '../components/NoSession'
import { OrderChain } from '../components/OrderChain'
import { Panel } from '../components/Panel'
import { Answer, Empty, Loading } from '../components/States'
import { formatCount, formatDecimal, formatMoney, formatQty } from '../format/decimal'
import { formatTime } from '../format/time'

const STATES = ['PENDING', 'OPEN', 'PARTIALLY_FILLED', 'FILLED', 'CANCELED', 'REJECTED', 'DENIED', 'EXPIRED']
const NO_FILTER: OrderFilter = { state: null, instrument: null, side: null }

export default function OrdersPage() {
  const { session, id, loading } = useCurrent()
  const [, go] = useLocation()
  const opened = Number(useParams<{ '*': string }>()['*'] ?? '') || null
  const [filter, setFilter] = useState<OrderFilter>(NO_FILTER)
  const orders = useOrders(id, filter, session?.running ?? false)
  const rows = useMemo(() => orders.data?.pages.flatMap((page) => page.items) ?? [], [orders.data])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = orders
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  if (loading) return <Loading what="sessions" />
  if (session === null || id === null) return <NoSession />
  return (
    <div className="r-grid r-fill" style={{ gridTemplateColumns: opened === null ? 'minmax(0, 1fr)' : 'minmax(0, 1fr) 460px' }}>
      <Panel
        title="Orders"
        flush
        bodyStyle={{ height: 0 }}
        side={<Filters filter={filter} instruments={session.instruments} onFilter={setFilter} onSearch={(order) => go(`/orders/${order}`)} />}
      >
        <Answer of={orders} what="orders">
          {() => (
            <DataTable
              label="Orders"
              rows={rows}
              columns={opened === null ? COLUMNS : NARROW}
              rowKey={(order) => String(order.orderId)}
              selected={opened === null ? null : String(opened)}
              onOpen={(order) => go(`/orders/${order.orderId}`)}
              onEnd={more}
              empty={<Empty title={filter === NO_FILTER ? 'No orders' : 'No order matches'} text={filter === NO_FILTER ? 'This session has sent none so far.' : 'Change or clear the filters above.'} />}
            />
          )}
        </Answer>
      </Panel>
      {opened === null ? null : (
        <Panel
          title={`Why order ${formatCount(opened)} was sent`}
          bodyStyle={{ overflow: 'auto', height: 0 }}
          side={
            <Button variant="subtle" size="compact-xs" leftSection={<IconX size={14} aria-hidden />} onClick={() => go('/orders')}>
              Close
            </Button>
          }
        >
          <OrderChain session={id} orderId={opened} />
        </Panel>
      )}
    </div>
  )
}

interface FiltersProps {
  readonly filter: OrderFilter
  readonly instruments: readonly string[]
  readonly onFilter: (filter: OrderFilter) => void
  readonly onSearch: (order: number) => void
}

function Filters({ filter, instruments, onFilter, onSearch }: FiltersProps) {
  const [text, setText] = useState('')
  const search = (event: FormEvent) => {
    event.preventDefault()
    const order = Number(text.trim())
    if (Number.isSafeInteger(order) && order > 0) onSearch(order)
  }
  return (
    <>
      <form onSubmit={search}>
        <TextInput aria-label="Order number" placeholder="Order number" w={130} leftSection={<IconSearch size={14} aria-hidden />} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </form>
      <Select aria-label="State" placeholder="Any state" clearable w={130} data={STATES.map((state) => ({ value: state, label: words(state) }))} value={filter.state} onChange={(state) => onFilter({ ...filter, state })} />
      <Select aria-label="Side" placeholder="Any side" clearable w={100} data={[{ value: 'BUY', label: 'Buy' }, { value: 'SELL', label: 'Sell' }]} value={filter.side} onChange={(side) => onFilter({ ...filter, side })} />
      {instruments.length > 1 ? (
        <Select aria-label="Instrument" placeholder="Any instrument" clearable searchable w={170} data={[...instruments]} value={filter.instrument} onChange={(instrument) => onFilter({ ...filter, instrument })} />
      ) : null}
    </>
  )
}

const COLUMNS: ColumnDef<Order>[] = [
  { header: 'Order', accessorKey: 'orderId', cell: ({ row }) => <OrderLink order={row.original.orderId} /> },
  { header: 'Time, UTC', accessorKey: 'time', cell: ({ row }) => formatTime(row.original.time, 3) },
  { header: 'Strategy', accessorKey: 'strategy' },
  { header: 'Instrument', accessorKey: 'instrument' },
  { header: 'Side', accessorKey: 'side', cell: ({ row }) => <SideName side={row.original.side} /> },
  { header: 'Type', accessorKey: 'type', cell: ({ row }) => words(row.original.type) },
  { header: 'Quantity', accessorKey: 'qty', meta: { end: true }, cell: ({ row }) => formatQty(row.original.qty) },
  { header: 'Filled', accessorKey: 'filledQty', meta: { end: true }, cell: ({ row }) => formatQty(row.original.filledQty) },
  { header: 'Average price', accessorKey: 'avgPx', meta: { end: true }, cell: ({ row }) => formatDecimal(row.original.avgPx, { min: 2, max: 4 }) },
  { header: 'Fee', accessorKey: 'fee', meta: { end: true }, cell: ({ row }) => formatMoney(row.original.fee) },
  { header: 'Status', accessorKey: 'status', cell: ({ row }) => <Status status={row.original.status} /> },
  { header: 'Cause', accessorKey: 'causeSeq', meta: { end: true }, cell: ({ row }) => formatCount(row.original.causeSeq) },
]

const SHOWN_BESIDE_CHAIN = new Set(['Order', 'Time, UTC', 'Side', 'Quantity', 'Average price', 'Status'])
const NARROW = COLUMNS.filter((column) => SHOWN_BESIDE_CHAIN.has(String(column.header)))

function OrderLink({ order }: { readonly order: number }) {
  const [, go] = useLocation()
  return (
    <button
      type="button"
      className="r-link"
      aria-label={`Open order ${order}`}
      onClick={(event) => {
        event.stopPropagation()
        go(`/orders/${order}`)
      }}
    >
      {order}
    </button>
  )
}
