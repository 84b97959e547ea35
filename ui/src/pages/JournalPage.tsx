import { ActionIcon, Button, NumberInput, SegmentedControl, Slider, Tooltip } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconChevronLeft,
  IconChevronRight,
  IconChevronsLeft,
  IconChevronsRight,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconPlayerTrackNext,
  IconPlayerTrackPrev,
  type Icon,
} from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useEquity, useFrames, useOrders, useStateAt, useWhy } from '../api/queries'
import type { EquityPoint, Frame, Order, Session, State } from '../api/types'
import { shortName, useCurrent } from '../app/session'
import { SideName, Status, plain, spoken, words } from '../components/Figures'
import { NoSession } from '../components/NoSession'
import { Panel } from '../components/Panel'
import { AccountPanel, FeaturesPanel, PositionsPanel, QuotesPanel } from '../components/StatePanels'
import { Answer, Empty, Loading } from '../components/States'
import { formatCount, formatDecimal, formatPx, toNumber } from '../format/decimal'
import { runSeq, sentenceOf } from '../format/sentences'
import { formatClock, formatTime } from '../format/time'

/** So long the hand may rest before the engine's code rebuilds the state: a drag is one question, not hundreds. */
const SETTLE_MS = 80
const FRAMES_BEFORE = 8
const FRAMES_SHOWN = 60
const PLAY_MS = 250
const NO_FILTER = { state: null, instrument: null, side: null }

export default function JournalPage() {
  const { session, loading } = useCurrent()
  if (loading) return <Loading what="sessions" />
  if (session === null) return <NoSession />
  return <Travel key={session.id} session={session} />
}

function Travel({ session }: { readonly session: Session }) {
  const [, go] = useLocation()
  const asked = Number(useParams<{ '*': string }>()['*'] ?? '') || null
  const last = Math.max(1, session.lastSeq)
  const [seq, setSeq] = useState(() => asked ?? last)
  const [settled] = useDebouncedValue(seq, SETTLE_MS)
  const state = useStateAt(session.id, settled)
  const equity = useEquity(session.id, session.running, 400)
  const orders = useOrders(session.id, NO_FILTER, session.running)
  const marks = useMemo(() => (orders.data?.pages.flatMap((page) => page.items) ?? []).map((order) => order.causeSeq).sort((a, b) => a - b), [orders.data])

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = orders
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [hasNextPage, isFetchingNextPage, fetchNextPage])

  useEffect(() => {
    if (asked !== null) setSeq(Math.min(asked, last))
    // Only a new address moves the hand; a journal that grows does not.
  }, [asked])

  const move = (to: number) => setSeq(Math.max(1, Math.min(last, Math.round(to))))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return
    if (event.key === 'ArrowLeft') move(seq - (event.shiftKey ? 100 : 1))
    else if (event.key === 'ArrowRight') move(seq + (event.shiftKey ? 100 : 1))
    else return
    event.preventDefault()
  }

  return (
    <div className="r-grid" style={{ gridTemplateRows: 'auto minmax(0, 1fr)', height: '100%' }} onKeyDown={onKeyDown}>
      <Panel title={`Time travel: ${shortName(session.id)}`} side={<Steps seq={seq} last={last} marks={marks} move={move} time={state.data?.time ?? null} />}>
        <Strip points={equity.data?.items ?? []} marks={marks} seq={seq} last={last} />
        <Slider
          label={(value) => formatCount(value)}
          thumbLabel="Sequence"
          min={1}
          max={last}
          value={seq}
          onChange={move}
          onChangeEnd={(value) => go(`/journal/${value}`, { replace: true })}
          size="sm"
          styles={{ root: { padding: 0 } }}
        />
      </Panel>
      <div className="r-grid" style={{ gridTemplateColumns: '272px minmax(0, 0.8fr) minmax(0, 1.3fr)', gridTemplateRows: 'minmax(0, 1fr)', minHeight: 0 }}>
        <Answer of={state} what="the state">
          {(found) => (
            <>
              <div className={state.isPlaceholderData ? 'r-column r-stale' : 'r-column'} aria-busy={state.isFetching} tabIndex={0} role="region" aria-label="Money and market as of the sequence">
                <AccountPanel state={found} />
                <PositionsPanel state={found} />
                <QuotesPanel state={found} />
              </div>
              <div className={state.isPlaceholderData ? 'r-column r-stale' : 'r-column'} tabIndex={0} role="region" aria-label="Orders and signals as of the sequence">
                <Working state={found} />
                <Why session={session.id} time={found.time} stale={state.isPlaceholderData} />
                <FeaturesPanel state={found} />
              </div>
            </>
          )}
        </Answer>
        <Frames session={session.id} seq={settled} onSeq={move} />
      </div>
    </div>
  )
}

interface StepsProps {
  readonly seq: number
  readonly last: number
  readonly marks: readonly number[]
  readonly move: (to: number) => void
  readonly time: string | null
}

function Steps({ seq, last, marks, move, time }: StepsProps) {
  const [playing, setPlaying] = useState(false)
  const before = marks.findLast((mark) => mark < seq)
  const after = marks.find((mark) => mark > seq)

  useEffect(() => {
    if (!playing) return
    if (seq >= last) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => move(seq + 1), PLAY_MS)
    return () => clearTimeout(timer)
  }, [playing, seq, last])

  return (
    <>
      <span className="r-num r-dim" style={{ fontSize: '0.8125rem' }} aria-label="Time of the sequence">
        {formatTime(time, 6)} UTC
      </span>
      <Step icon={IconPlayerSkipBack} what="First event" to={1} move={move} disabled={seq <= 1} />
      <Step icon={IconPlayerTrackPrev} what="Order before" to={before ?? seq} move={move} disabled={before === undefined} />
      <Step icon={IconChevronsLeft} what="100 events back" to={seq - 100} move={move} disabled={seq <= 1} />
      <Step icon={IconChevronLeft} what="One event back (←)" to={seq - 1} move={move} disabled={seq <= 1} />
      <NumberInput aria-label="Sequence" value={seq} min={1} max={last} hideControls w={112} thousandSeparator="," allowDecimal={false} onChange={(value) => typeof value === 'number' && move(value)} />
      <Step icon={IconChevronRight} what="One event on (→)" to={seq + 1} move={move} disabled={seq >= last} />
      <Step icon={IconChevronsRight} what="100 events on" to={seq + 100} move={move} disabled={seq >= last} />
      <Step icon={IconPlayerTrackNext} what="Next order" to={after ?? seq} move={move} disabled={after === undefined} />
      <Step icon={IconPlayerSkipForward} what="Newest event" to={last} move={move} disabled={seq >= last} />
      <Button variant="default" leftSection={playing ? <IconPlayerPause size={14} aria-hidden /> : <IconPlayerPlay size={14} aria-hidden />} onClick={() => setPlaying(!playing)} disabled={seq >= last}>
        {playing ? 'Pause' : 'Play'}
      </Button>
    </>
  )
}

function Step({ icon: Glyph, what, to, move, disabled }: { readonly icon: Icon; readonly what: string; readonly to: number; readonly move: (to: number) => void; readonly disabled: boolean }) {
  return (
    <Tooltip label={what}>
      <ActionIcon variant="default" size={28} aria-label={what} onClick={() => move(to)} disabled={disabled}>
        <Glyph size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

const STRIP_W = 1000
const STRIP_H = 56

/** Equity along the sequence with a tick for each order's cause, so that the hand knows where to stop. */
function Strip({ points, marks, seq, last }: { readonly points: readonly EquityPoint[]; readonly marks: readonly number[]; readonly seq: number; readonly last: number }) {
  const x = (at: number) => (last <= 1 ? 0 : ((at - 1) / (last - 1)) * STRIP_W)
  const line = useMemo(() => {
    const values = points.map((point) => toNumber(point.equity))
    const low = Math.min(...values)
    const span = Math.max(...values) - low || 1
    return points.map((point, i) => `${x(point.seq).toFixed(1)},${(STRIP_H - 10 - (((values[i] ?? low) - low) / span) * (STRIP_H - 14)).toFixed(1)}`).join(' ')
  }, [points, last])
  const ticks = useMemo(() => marks.map((mark) => `M${x(mark).toFixed(1)} ${STRIP_H - 7}v7`).join(''), [marks, last])
  return (
    <svg viewBox={`0 0 ${STRIP_W} ${STRIP_H}`} preserveAspectRatio="none" style={{ width: '100%', height: STRIP_H, display: 'block', marginBlockEnd: 4 }} role="img" aria-label={`Equity along the journal, ${marks.length} orders`}>
      <polyline points={line} fill="none" stroke="var(--r-info)" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      <path d={ticks} stroke="var(--r-warn)" strokeWidth="1" vectorEffect="non-scaling-stroke" />
      <line x1={x(seq)} x2={x(seq)} y1={0} y2={STRIP_H} stroke="currentColor" strokeWidth="1" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1) + (/[.!?]$/.test(sentence) ? '' : '.')
}

/** Why the strategy sent an order then, or none: its newest decision by that time. */
function Why({ session, time, stale }: { readonly session: string; readonly time: string | null; readonly stale: boolean }) {
  const why = useWhy(session, stale ? null : time)
  return (
    <Panel title="Why" bodyStyle={{ opacity: why.isPlaceholderData || stale ? 0.6 : undefined }}>
      <Answer of={why} what="the reason">
        {(found) => (
          <>
            <p style={{ margin: 0, fontSize: '0.8125rem' }} aria-busy={why.isPlaceholderData || stale}>
              {capital(found.sentence)}
            </p>
            <p className="r-dim" style={{ margin: '4px 0 0', fontSize: '0.75rem' }}>
              {found.decisionSeq === 0 ? 'No bar had closed by then.' : `Newest decision on event ${formatCount(found.decisionSeq)}, ${formatTime(found.decisionTime)} UTC`}
            </p>
          </>
        )}
      </Answer>
    </Panel>
  )
}

function Working({ state }: { readonly state: State }) {
  return (
    <Panel title={`Orders that work (${state.workingOrders.length})`} flush>
      {state.workingOrders.length === 0 ? (
        <div className="r-body r-dim" style={{ fontSize: '0.8125rem' }}>
          None as of this sequence.
        </div>
      ) : (
        <div className="r-scroll" style={{ maxHeight: 220 }} tabIndex={0} role="region" aria-label="Orders that work, list">
          <table className="r-table r-compact">
            <thead>
              <tr>
                <th scope="col">Order</th>
                <th scope="col">Side</th>
                <th scope="col">Type</th>
                <th scope="col" className="r-end">Left</th>
                <th scope="col">Status</th>
              </tr>
            </thead>
            <tbody>
              {state.workingOrders.map((order) => (
                <WorkingRow key={order.orderId} order={order} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function WorkingRow({ order }: { readonly order: Order }) {
  const [, go] = useLocation()
  return (
    <tr>
      <td>
        <button type="button" className="r-link" aria-label={`Open order ${order.orderId}`} onClick={() => go(`/orders/${order.orderId}`)}>
          {order.orderId}
        </button>
      </td>
      <td>
        <SideName side={order.side} />
      </td>
      <td>
        {words(order.type)} {order.limitPx === null && order.stopPx === null ? '' : formatPx(order.limitPx ?? order.stopPx)}
      </td>
      <td className="r-end" title={order.leavesQty}>
        {formatDecimal(order.leavesQty, { max: 4 })}
      </td>
      <td>
        <Status status={order.status} />
      </td>
    </tr>
  )
}

function Frames({ session, seq, onSeq }: { readonly session: string; readonly seq: number; readonly onSeq: (seq: number) => void }) {
  const [stream, setStream] = useState<'all' | 'inbound'>('all')
  const frames = useFrames(session, stream, Math.max(1, seq - FRAMES_BEFORE), FRAMES_SHOWN)
  return (
    <Panel
      title="Events"
      flush
      bodyStyle={{ height: 0 }}
      side={
        <SegmentedControl
          aria-label="Stream"
          value={stream}
          onChange={(value) => setStream(value as 'all' | 'inbound')}
          data={[
            { value: 'all', label: 'Everything' },
            { value: 'inbound', label: 'What came in' },
          ]}
        />
      }
    >
      <Answer of={frames} what="events">
        {(page) =>
          page.items.length === 0 ? (
            <Empty title="Nothing more" text="The journal ends here." />
          ) : (
            <div className="r-scroll" style={{ height: '100%' }} tabIndex={0} role="region" aria-label="Events of the journal">
              <table className="r-table">
                <thead>
                  <tr>
                    <th scope="col" className="r-end">Sequence</th>
                    <th scope="col">Time, UTC</th>
                    <th scope="col">Event</th>
                    <th scope="col">What it says</th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map((frame, i) => (
                    <FrameRow key={`${frame.seq} ${i}`} frame={frame} here={frame.seq === seq} onSeq={onSeq} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </Panel>
  )
}

const HIDDEN = new Set(['tsEvent', 'tsInit', 'tsEventNs', 'tsInitNs', 'flags', 'periodNs', 'instrumentId', 'sourceId'])

function FrameRow({ frame, here, onSeq }: { readonly frame: Frame; readonly here: boolean; readonly onSeq: (seq: number) => void }) {
  const fields = Object.entries(frame.fields).filter(([name, value]) => !HIDDEN.has(name) && value !== null)
  const all = fields.map(([name, value]) => `${spoken(name).toLowerCase()} ${plain(value)}`).join(' · ')
  const at = runSeq(frame.type, frame.seq, frame.fields)
  const text = sentenceOf(frame.type, frame.fields) ?? all
  return (
    <tr data-selected={here} aria-current={here ? 'true' : undefined}>
      <td className="r-end">
        {at === frame.seq ? (
          <button type="button" className="r-link" title="Go to this sequence" onClick={() => onSeq(at)}>
            {formatCount(at)}
          </button>
        ) : (
          <span className="r-dim" title={`Decided on event ${formatCount(at)}`}>
            decided
          </span>
        )}
      </td>
      <td title={formatTime(frame.time, 9)}>{formatClock(frame.time, 3)}</td>
      <td>{words(frame.type)}</td>
      <td className="r-dim r-clip" title={all}>
        {text}
      </td>
    </tr>
  )
}
