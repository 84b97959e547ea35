import { Badge, Button, Checkbox, Progress, Tooltip } from '@mantine/core'
import { IconExternalLink, IconPlayerStop, IconX } from '@tabler/icons-react'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { useCallback, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { get, getText, path, post, remove } from '../api/client'
import { useJobs, useRun, useRuns } from '../api/queries'
import type { EquityPoint, Job, Page, Run } from '../api/types'
import { tellFailure, useAction } from '../app/commands'
import { shortName, useCurrent } from '../app/session'
import { CompareChart, type Curve, EquityChart } from '../components/CurveChart'
import { DataTable } from '../components/DataTable'
import { Gain, Status, plain, spoken } from '../components/Figures'
import { Facts, Panel } from '../components/Panel'
import { RunForm, type RunRequest } from '../components/RunForm'
import { Answer, Empty } from '../components/States'
import { formatCount, formatMoney, formatNumber, formatPercent } from '../format/decimal'
import { formatDuration, formatTime } from '../format/time'
import { useTopic } from '../stream/hooks'

/** So many runs fit beside each other at 1280 pixels. */
const COMPARED_MAX = 5

export default function ResearchPage() {
  const opened = useParams<{ '*': string }>()['*'] ?? ''
  const [compared, setCompared] = useState<readonly string[]>([])
  const action = useAction()
  const [busy, setBusy] = useState(false)
  const start = async (request: RunRequest) => {
    setBusy(true)
    await action('Backtest queued', () => post<Job>('/jobs', { type: 'backtest', request }))
    setBusy(false)
  }
  return (
    <div className="r-grid r-fill" style={{ gridTemplateColumns: '300px minmax(0, 1fr)' }}>
      <Panel title="New backtest" bodyStyle={{ overflow: 'auto', height: 0 }}>
        <RunForm action="Run backtest" busy={busy} onRun={(request) => void start(request)} />
      </Panel>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 10, minHeight: 0, overflow: 'auto' }}>
        <Jobs />
        {opened !== '' ? (
          <Tearsheet id={decodeURIComponent(opened)} />
        ) : compared.length > 1 ? (
          <Comparison ids={compared} onClear={() => setCompared([])} />
        ) : null}
        <Runs compared={compared} onCompare={setCompared} selected={opened === '' ? null : decodeURIComponent(opened)} />
      </div>
    </div>
  )
}

// ---- jobs ------------------------------------------------------------------------------------------------------------

const JOBS_SHOWN = 6

function Jobs() {
  const jobs = useJobs()
  const client = useQueryClient()
  const onBatch = useCallback(() => {
    void client.invalidateQueries({ queryKey: ['jobs'] })
    void client.invalidateQueries({ queryKey: ['runs'] })
  }, [client])
  useTopic('jobs', onBatch)
  return (
    <Panel title="Jobs" style={{ flexShrink: 0 }}>
      <Answer of={jobs} what="jobs">
        {(page) =>
          page.items.length === 0 ? (
            <span className="r-dim" style={{ fontSize: '0.8125rem' }}>
              Nothing is queued. One job runs at a time, at low priority, so that the engine does not notice.
            </span>
          ) : (
            <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
              {newestFirst(page.items)
                .slice(0, JOBS_SHOWN)
                .map((job) => (
                  <JobLine key={job.id} job={job} />
                ))}
            </ul>
          )
        }
      </Answer>
    </Panel>
  )
}

function newestFirst(jobs: readonly Job[]): readonly Job[] {
  const active = (job: Job) => (job.state === 'RUNNING' ? 0 : job.state === 'QUEUED' ? 1 : 2)
  return [...jobs].sort((a, b) => active(a) - active(b) || (b.submitted ?? '').localeCompare(a.submitted ?? ''))
}

function JobLine({ job }: { readonly job: Job }) {
  const [, go] = useLocation()
  const action = useAction()
  const active = job.state === 'RUNNING' || job.state === 'QUEUED'
  const share = job.state === 'DONE' ? 100 : job.done !== null && job.total !== null && job.total > 0 ? (job.done / job.total) * 100 : 0
  const what = `${(job.type ?? 'job').toLowerCase()}${typeof job.request?.['strategy'] === 'string' ? ` · ${job.request['strategy']}` : ''}`
  const { runId } = job
  return (
    <li style={{ display: 'grid', gridTemplateColumns: 'minmax(120px, 1fr) minmax(90px, 0.9fr) 84px 150px 92px', gap: 12, alignItems: 'center', fontSize: '0.8125rem' }}>
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }} title={job.id}>
        {what}
      </span>
      <Progress value={share} size="sm" aria-label={`Progress of ${what}`} color={job.state === 'FAILED' ? 'red' : 'teal'} animated={job.state === 'RUNNING'} />
      <Status status={job.state} />
      <span className="r-dim r-num" title={job.error ?? undefined} style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {job.error ?? (active ? `${formatCount(job.done)} of ${job.total === null || job.total === 0 ? '?' : formatCount(job.total)}${job.etaSeconds === null ? '' : `, ${formatDuration(job.etaSeconds)} left`}` : formatTime(job.ended))}
      </span>
      <span style={{ textAlign: 'end' }}>
        {active ? (
          <Button variant="default" size="compact-xs" leftSection={<IconPlayerStop size={13} aria-hidden />} onClick={() => void action('Job canceled', () => remove(path`/jobs/${job.id}`))}>
            Cancel
          </Button>
        ) : runId === null ? null : (
          <Button variant="default" size="compact-xs" onClick={() => go(`/research/${encodeURIComponent(runId)}`)}>
            Open run
          </Button>
        )}
      </span>
    </li>
  )
}

// ---- runs ------------------------------------------------------------------------------------------------------------

function num(run: Run, key: string): number | null {
  const value = run[key]
  return typeof value === 'number' ? value : typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : null
}

function text(run: Run, key: string): string {
  const value = run[key]
  return typeof value === 'string' ? value : value === null || value === undefined ? '–' : plain(value)
}

interface RunsProps {
  readonly compared: readonly string[]
  readonly onCompare: (ids: readonly string[]) => void
  readonly selected: string | null
}

function Runs({ compared, onCompare, selected }: RunsProps) {
  const runs = useRuns()
  const [, go] = useLocation()
  const columns = useMemo<ColumnDef<Run>[]>(() => {
    const toggle = (id: string) => onCompare(compared.includes(id) ? compared.filter((other) => other !== id) : [...compared, id].slice(-COMPARED_MAX))
    const ratio = (header: string, key: string): ColumnDef<Run> => ({ header, accessorFn: (run) => num(run, key) ?? Number.NEGATIVE_INFINITY, meta: { end: true }, cell: ({ row }) => <Gain ratio={num(row.original, key)} /> })
    return [
      {
        id: 'compare',
        header: 'Compare',
        enableSorting: false,
        cell: ({ row }) => (
          <Checkbox size="xs" aria-label={`Compare ${shortName(row.original.id)}`} checked={compared.includes(row.original.id)} onChange={() => toggle(row.original.id)} onClick={(event) => event.stopPropagation()} />
        ),
      },
      { header: 'Run', accessorFn: (run) => shortName(run.id), cell: ({ row }) => <span className="r-ellipsis" title={row.original.id}>{shortName(row.original.id)}</span> },
      { header: 'Strategy', accessorFn: (run) => text(run, 'strategy') },
      ratio('Return', 'totalReturn'),
      ratio('Held', 'buyAndHoldReturn'),
      ratio('Excess', 'excessReturn'),
      { header: 'Sharpe', accessorFn: (run) => num(run, 'sharpe') ?? Number.NEGATIVE_INFINITY, meta: { end: true }, cell: ({ row }) => num(row.original, 'sharpe')?.toFixed(2) ?? '–' },
      { header: 'Drawdown', accessorFn: (run) => num(run, 'maxDrawdown') ?? 0, meta: { end: true }, cell: ({ row }) => formatPercent(num(row.original, 'maxDrawdown')) },
      { header: 'Fills', accessorFn: (run) => num(run, 'fills') ?? 0, meta: { end: true }, cell: ({ row }) => formatCount(num(row.original, 'fills')) },
    ]
  }, [compared, onCompare])
  return (
    <Panel
      title="Runs"
      flush
      style={{ flex: 1, minHeight: 220 }}
      bodyStyle={{ height: 0 }}
      side={<span className="r-dim" style={{ fontSize: '0.75rem' }}>{compared.length === 1 ? 'Tick one more to compare' : 'Tick runs to compare them, open one for its tearsheet'}</span>}
    >
      <Answer of={runs} what="runs">
        {(page) => (
          <DataTable
            label="Runs"
            rows={page.items}
            columns={columns}
            rowKey={(run) => run.id}
            selected={selected}
            onOpen={(run) => go(`/research/${encodeURIComponent(run.id)}`)}
            empty={<Empty title="No runs yet" text="Start a backtest on the left." />}
          />
        )}
      </Answer>
    </Panel>
  )
}

// ---- one run ---------------------------------------------------------------------------------------------------------

function Tearsheet({ id }: { readonly id: string }) {
  const run = useRun(id)
  const [, go] = useLocation()
  const { choose } = useCurrent()
  const hasJournal = run.data?.['hasJournal'] === true
  return (
    <Panel
      title={shortName(id)}
      style={{ flexShrink: 0 }}
      side={
        <>
          {hasJournal ? (
            <>
              <Button variant="default" size="compact-xs" onClick={() => { choose(id); go('/orders') }}>
                Orders
              </Button>
              <Button variant="default" size="compact-xs" onClick={() => { choose(id); go('/journal') }}>
                Journal
              </Button>
            </>
          ) : null}
          <Button variant="default" size="compact-xs" leftSection={<IconExternalLink size={13} aria-hidden />} onClick={() => void openReport(id)}>
            Report
          </Button>
          <Button variant="subtle" size="compact-xs" leftSection={<IconX size={13} aria-hidden />} onClick={() => go('/research')}>
            Close
          </Button>
        </>
      }
    >
      <Answer of={run} what="the run">
        {(found) => <Sheet run={found} curveOf={hasJournal ? id : null} />}
      </Answer>
    </Panel>
  )
}

/** The report is behind the token, so it is fetched and shown from memory, in a page of its own. */
async function openReport(id: string): Promise<void> {
  const page = window.open('', '_blank')
  try {
    const html = await getText(path`/runs/${id}/report`)
    const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
    if (page !== null) page.location.href = url
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  } catch (error) {
    page?.close()
    tellFailure('The report cannot be shown', error)
  }
}

function Sheet({ run, curveOf }: { readonly run: Run; readonly curveOf: string | null }) {
  const parameters = Object.entries((run['parameters'] ?? {}) as Record<string, unknown>)
  const settings = Object.entries((run['settings'] ?? {}) as Record<string, unknown>)
  const settled = run['settled']
  const equity = useCurves(curveOf === null ? [] : [curveOf])[0]
  return (
    <div className="r-grid" style={{ gap: 12 }}>
      {typeof run['verdict'] === 'string' ? (
        <div style={{ fontSize: '0.8125rem' }}>
          <Badge color={settled === true ? 'teal' : 'yellow'} variant="outline" mr={8} style={{ color: 'var(--mantine-color-text)' }}>
            {settled === true ? 'settled' : 'not settled'}
          </Badge>
          {run['verdict']}
        </div>
      ) : null}
      <div className="r-grid r-cols-3">
        <Facts
          of={[
            ['Return', <Gain key="r" ratio={num(run, 'totalReturn')} />],
            ['Buy and hold', <Gain key="b" ratio={num(run, 'buyAndHoldReturn')} />],
            ['Excess', <Gain key="e" ratio={num(run, 'excessReturn')} />],
            ['Sharpe', num(run, 'sharpe')?.toFixed(2) ?? '–'],
            ['Deepest drawdown', formatPercent(num(run, 'maxDrawdown'))],
          ]}
        />
        <Facts
          of={[
            ['Final equity', formatMoney(text(run, 'finalEquity'))],
            ['Fees', formatMoney(text(run, 'fees'))],
            ['Orders, fills', `${formatCount(num(run, 'orders'))}, ${formatCount(num(run, 'fills'))}`],
            ['Rejects', formatCount(num(run, 'rejects'))],
            ['Events', formatCount(num(run, 'events'))],
            ['Events per second', formatNumber(num(run, 'eventsPerSecond') === null ? null : Math.round(num(run, 'eventsPerSecond') ?? 0))],
          ]}
        />
        <Facts of={[['Strategy', text(run, 'strategy')], ...parameters.map(([name, value]) => [spoken(name), plain(value)] as const), ...settings.slice(0, 5).map(([name, value]) => [spoken(name), plain(value)] as const)]} />
      </div>
      {equity === undefined ? null : (
        <div style={{ height: 230 }}>
          <EquityChart points={equity.points} label={`Equity of ${shortName(run.id)}`} />
        </div>
      )}
      <p className="r-dim r-mono" style={{ margin: 0, overflowWrap: 'anywhere' }}>
        state {text(run, 'stateDigest')}
      </p>
    </div>
  )
}

function useCurves(ids: readonly string[]): readonly Curve[] {
  const answers = useQueries({
    queries: ids.map((id) => ({ queryKey: ['equity', id, 400], queryFn: () => get<Page<EquityPoint>>(path`/sessions/${id}/equity`, { points: 400 }), staleTime: 60_000 })),
  })
  const key = answers.map((answer) => answer.dataUpdatedAt).join(' ')
  return useMemo(() => answers.flatMap((answer, i) => (answer.data === undefined ? [] : [{ name: shortName(ids[i] ?? ''), points: answer.data.items }])), [key, ids])
}

// ---- runs beside each other ------------------------------------------------------------------------------------------

const COMPARED: readonly (readonly [string, string, (run: Run, key: string) => string])[] = [
  ['Strategy', 'strategy', text],
  ['Return', 'totalReturn', (run, key) => formatPercent(num(run, key), 2, true)],
  ['Buy and hold', 'buyAndHoldReturn', (run, key) => formatPercent(num(run, key), 2, true)],
  ['Excess', 'excessReturn', (run, key) => formatPercent(num(run, key), 2, true)],
  ['Sharpe', 'sharpe', (run, key) => num(run, key)?.toFixed(2) ?? '–'],
  ['Deepest drawdown', 'maxDrawdown', (run, key) => formatPercent(num(run, key))],
  ['Final equity', 'finalEquity', (run, key) => formatMoney(text(run, key))],
  ['Fees', 'fees', (run, key) => formatMoney(text(run, key))],
  ['Fills', 'fills', (run, key) => formatCount(num(run, key))],
  ['Parameters', 'parameters', (run, key) => Object.entries((run[key] ?? {}) as Record<string, unknown>).map(([name, value]) => `${name} ${plain(value)}`).join(', ')],
]

function Comparison({ ids, onClear }: { readonly ids: readonly string[]; readonly onClear: () => void }) {
  const runs = useRuns().data?.items ?? []
  const chosen = ids.flatMap((id) => runs.filter((run) => run.id === id))
  const drawn = useMemo(() => ids.filter((id) => runs.some((run) => run.id === id && run['hasJournal'] === true)), [ids, runs])
  const curves = useCurves(drawn)
  return (
    <Panel
      title={`Comparison of ${chosen.length} runs`}
      style={{ flexShrink: 0 }}
      side={
        <Button variant="subtle" size="compact-xs" leftSection={<IconX size={13} aria-hidden />} onClick={onClear}>
          Clear
        </Button>
      }
    >
      {curves.length > 0 ? (
        <div style={{ height: 210, marginBlockEnd: 10 }}>
          <CompareChart curves={curves} label={`Gains of ${curves.length} runs`} />
        </div>
      ) : null}
      <table className="r-table">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            {chosen.map((run) => (
              <th key={run.id} scope="col" className="r-end">
                <Tooltip label={run.id}>
                  <span>{shortName(run.id)}</span>
                </Tooltip>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {COMPARED.map(([name, key, shown]) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {chosen.map((run) => (
                <td key={run.id} className="r-end r-wrap">
                  {shown(run, key)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
