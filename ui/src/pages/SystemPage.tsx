import { Tabs } from '@mantine/core'
import type { ColumnDef } from '@tanstack/react-table'
import { useCallback, useState } from 'react'
import { useAudit, useMe, useHealth } from '../api/queries'
import type { AuditEntry, LogLine, Session } from '../api/types'
import { standing } from '../app/standing'
import { shortName, useCurrent, useWatched } from '../app/session'
import { DataTable } from '../components/DataTable'
import { plain, words } from '../components/Figures'
import { Facts, Panel } from '../components/Panel'
import { Schedules } from '../components/Schedules'
import { Answer, Empty } from '../components/States'
import { latencyRows } from '../components/StatePanels'
import { formatCount, formatMoney } from '../format/decimal'
import { formatTime } from '../format/time'
import { stream, useNow, useStreamStatus, useTopic } from '../stream/hooks'
import type { StreamMessage } from '../stream/stream'

export default function SystemPage() {
  const health = useHealth()
  const me = useMe()
  const { id, sessions } = useCurrent()
  const { state } = useWatched(id)
  return (
    <div className="r-grid" style={{ gridTemplateRows: 'auto minmax(0, 1fr)', height: '100%' }}>
      <div className="r-grid r-cols-3">
        <Panel title="Side-car">
          <Answer of={health} what="the side-car">
            {(found) => (
              <Facts
                of={[
                  ['Version', found.version],
                  ['Answers', health.isError ? <span key="a" className="r-down">no longer</span> : <span key="a" className="r-up">yes</span>],
                  ['Sessions running', formatCount(found.sessionsRunning)],
                  ['Your token', me.data?.name ?? '–'],
                  ['It may', me.data?.scopes.join(', ') ?? '–'],
                ]}
              />
            )}
          </Answer>
        </Panel>
        <StreamPanel />
        <Panel title="Engine of the session">
          <Facts
            of={[
              ['Session', id === null ? 'none' : shortName(id)],
              ['State lags by', state === null || state.lagMs === null ? '–' : `${formatCount(state.lagMs)} ms`],
              ['Sequence', formatCount(state?.seq)],
              ['Snapshots', formatCount(state?.counters.snapshots)],
              ...latencyRows(state?.latencies),
            ]}
          />
        </Panel>
      </div>
      <Lists sessions={sessions} admin={me.data?.scopes.includes('admin') ?? false} />
    </div>
  )
}

const RATE_MS = 1000

function StreamPanel() {
  const status = useStreamStatus()
  useNow(RATE_MS)
  const { figures } = stream
  return (
    <Panel title="Live stream">
      <Facts
        of={[
          ['Connection', <span key="c" className={status.phase === 'open' ? 'r-up' : 'r-down'}>{words(status.phase)}</span>],
          ['Messages', formatCount(figures.messages)],
          ['Batches, one a frame', formatCount(figures.batches)],
          ['Received', `${formatCount(Math.round(figures.bytes / 1024))} KiB`],
          ['Dropped as too many', formatCount(figures.dropped)],
        ]}
      />
    </Panel>
  )
}

function Lists({ sessions, admin }: { readonly sessions: readonly Session[]; readonly admin: boolean }) {
  const [tab, setTab] = useState<string | null>('sessions')
  const { choose, id } = useCurrent()
  const audit = useAudit(admin && tab === 'audit')
  const logs = useLogs()
  return (
    <section className="r-panel" aria-label="Lists" style={{ minHeight: 0 }}>
      <Tabs value={tab} onChange={setTab} style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
        <Tabs.List>
          <Tabs.Tab value="sessions">Sessions ({sessions.length})</Tabs.Tab>
          <Tabs.Tab value="logs">Log</Tabs.Tab>
          <Tabs.Tab value="audit">Audit</Tabs.Tab>
          <Tabs.Tab value="schedules">Schedules</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="sessions" style={{ flex: 1, minHeight: 0 }}>
          <DataTable label="Sessions" rows={sessions} columns={SESSION_COLUMNS} rowKey={(session) => session.id} selected={id} onOpen={(session) => choose(session.id)} empty={<Empty title="No sessions" />} />
        </Tabs.Panel>
        <Tabs.Panel value="logs" style={{ flex: 1, minHeight: 0 }}>
          <DataTable label="Log" rows={logs} columns={LOG_COLUMNS} rowKey={(line) => `${line.time} ${line.text}`} empty={<Empty title="No log line since this page was opened" />} />
        </Tabs.Panel>
        <Tabs.Panel value="audit" style={{ flex: 1, minHeight: 0 }}>
          {admin ? (
            <Answer of={audit} what="the audit">
              {(page) => <DataTable label="Audit" rows={page.items} columns={AUDIT_COLUMNS} rowKey={(entry) => `${entry.time} ${entry.what} ${entry.outcome}`} empty={<Empty title="The audit is empty" />} />}
            </Answer>
          ) : (
            <Empty title="The audit needs the scope admin" />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="schedules" style={{ flex: 1, minHeight: 0, overflow: 'auto' }}>
          {admin ? <Schedules /> : <Empty title="Schedules need the scope admin" />}
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

const LOGS_MAX = 500

/** Log lines that came while the page was open, newest first. */
function useLogs(): readonly LogLine[] {
  const [lines, setLines] = useState<readonly LogLine[]>([])
  const onBatch = useCallback((batch: readonly StreamMessage[]) => {
    const came = batch.flatMap(({ data }) => (Array.isArray(data) ? (data as LogLine[]) : [data as LogLine])).reverse()
    setLines((before) => [...came, ...before].slice(0, LOGS_MAX))
  }, [])
  useTopic('logs', onBatch)
  return lines
}

const SESSION_COLUMNS: ColumnDef<Session>[] = [
  { header: 'Session', accessorFn: (session) => shortName(session.id) },
  { header: 'Kind', accessorFn: (session) => words(session.kind) },
  {
    header: 'State',
    accessorFn: (session) => standing(session, null, true).word,
    cell: ({ row }) => {
      const how = standing(row.original, null, true)
      return <span className={`r-${how.tone}`}>{how.word}</span>
    },
  },
  { header: 'Strategy', accessorFn: (session) => session.strategy ?? '–' },
  { header: 'Sequence', accessorKey: 'lastSeq', meta: { end: true }, cell: ({ row }) => formatCount(row.original.lastSeq) },
  { header: 'Orders', accessorKey: 'orders', meta: { end: true }, cell: ({ row }) => formatCount(row.original.orders) },
  { header: 'Fills', accessorKey: 'fills', meta: { end: true }, cell: ({ row }) => formatCount(row.original.fills) },
  { header: 'Denials', accessorKey: 'denials', meta: { end: true }, cell: ({ row }) => formatCount(row.original.denials) },
  { header: 'Equity', accessorFn: (session) => Number(session.equity), meta: { end: true }, cell: ({ row }) => formatMoney(row.original.equity) },
  { header: 'As of, UTC', accessorFn: (session) => session.time ?? '', cell: ({ row }) => formatTime(row.original.time) },
]

const LOG_COLUMNS: ColumnDef<LogLine>[] = [
  { header: 'Time, UTC', accessorKey: 'time', cell: ({ row }) => formatTime(row.original.time, 3) },
  { header: 'Level', accessorFn: (line) => words(plain(line.level)) },
  { header: 'Text', accessorFn: (line) => plain(line.text) },
]

const AUDIT_COLUMNS: ColumnDef<AuditEntry>[] = [
  { header: 'Time, UTC', accessorKey: 'time', cell: ({ row }) => formatTime(row.original.time, 3) },
  { header: 'Who', accessorFn: (entry) => entry.actor ?? '–' },
  { header: 'Scope', accessorFn: (entry) => entry.scope ?? '–' },
  { header: 'What', accessorKey: 'what', cell: ({ row }) => <span className="r-ellipsis" title={row.original.what}>{row.original.what.replace(' /api/v1', ' ')}</span> },
  { header: 'Outcome', accessorKey: 'outcome', cell: ({ row }) => <span className={/denied|invalid|failed/i.test(row.original.outcome) ? 'r-down' : ''}>{words(row.original.outcome)}</span> },
  { header: 'Sequence', accessorFn: (entry) => entry.seq ?? 0, meta: { end: true }, cell: ({ row }) => formatCount(row.original.seq) },
  { header: 'Arguments', enableSorting: false, accessorFn: (entry) => plain(entry.arguments), cell: ({ getValue }) => <span className="r-mono">{String(getValue()).slice(0, 120)}</span> },
]
