import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import type { ColumnDef } from '@tanstack/react-table'
import { useMemo, useState } from 'react'
import { get, path } from '../api/client'
import { useJournals, useMe } from '../api/queries'
import type { Finding, MarketJournal } from '../api/types'
import { useAction } from '../app/commands'
import { shortName } from '../app/session'
import { DataTable } from '../components/DataTable'
import { words } from '../components/Figures'
import { Facts, Panel } from '../components/Panel'
import { Answer, Empty } from '../components/States'
import { formatCount } from '../format/decimal'
import { formatTime } from '../format/time'

export default function DataPage() {
  const journals = useJournals()
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <div className="r-grid r-fill" style={{ gridTemplateColumns: 'minmax(0, 1fr) 400px' }}>
      <Panel title="Market journals" flush bodyStyle={{ height: 0 }}>
        <Answer of={journals} what="market data">
          {(page) => (
            <DataTable
              label="Market journals"
              rows={page.items}
              columns={COLUMNS}
              rowKey={(journal) => journal.id}
              selected={chosen ?? page.items[0]?.id ?? null}
              onOpen={(journal) => setChosen(journal.id)}
              empty={<Empty title="No market data" text={<>Make a journal from files: <code>./run.sh ingest --help</code></>} />}
            />
          )}
        </Answer>
      </Panel>
      <Detail journal={journals.data?.items.find((journal) => journal.id === chosen) ?? journals.data?.items[0] ?? null} />
    </div>
  )
}

const findingsOf = (journal: MarketJournal): readonly (Finding | string)[] => journal.findings ?? []

const COLUMNS: ColumnDef<MarketJournal>[] = [
  { header: 'Journal', accessorFn: (journal) => shortName(journal.id) },
  { header: 'Instruments', accessorFn: (journal) => journal.instruments.join(', ') },
  { header: 'Kind', accessorFn: (journal) => words(journal.kind) },
  { header: 'Events', accessorKey: 'events', meta: { end: true }, cell: ({ row }) => formatCount(row.original.events) },
  { header: 'From, UTC', accessorFn: (journal) => journal.from ?? '', cell: ({ row }) => formatTime(row.original.from) },
  { header: 'To, UTC', accessorFn: (journal) => journal.to ?? '', cell: ({ row }) => formatTime(row.original.to) },
  {
    header: 'Findings',
    accessorFn: (journal) => findingsOf(journal).length,
    meta: { end: true },
    cell: ({ row }) => {
      const count = findingsOf(row.original).length
      return count === 0 ? <span className="r-up">none</span> : <span className="r-warn">{count}</span>
    },
  },
]

function Detail({ journal }: { readonly journal: MarketJournal | null }) {
  const action = useAction()
  const mayVerify = useMe().data?.scopes.includes('research') ?? false
  const findings = useMemo(() => (journal === null ? [] : findingsOf(journal)), [journal])
  if (journal === null) return null
  return (
    <Panel
      title={shortName(journal.id)}
      bodyStyle={{ overflow: 'auto', height: 0 }}
      side={
        <Button variant="default" size="compact-xs" disabled={!mayVerify} leftSection={<IconShieldCheck size={13} aria-hidden />} onClick={() => void action('Check queued, see Research', () => get(path`/journals/${journal.id}/verify`))}>
          Verify
        </Button>
      }
    >
      <Facts
        of={[
          ['Id', journal.id],
          ['Instruments', journal.instruments.join(', ')],
          ['Kind', words(journal.kind)],
          ['Events', formatCount(journal.events)],
          ['From, UTC', formatTime(journal.from, 3)],
          ['To, UTC', formatTime(journal.to, 3)],
          ['Rejected rows', formatCount(journal.rejectedRows)],
          ['SHA-256', <span key="sha" className="r-mono">{journal.sha256 ?? '–'}</span>],
        ]}
      />
      <h3 style={{ fontSize: '0.8125rem', margin: '14px 0 6px' }}>Findings</h3>
      {findings.length === 0 ? (
        <span className="r-dim" style={{ fontSize: '0.8125rem' }}>
          Nothing is wrong with it that the ingest could see.
        </span>
      ) : (
        <ul style={{ margin: 0, paddingInlineStart: 18, fontSize: '0.8125rem' }}>
          {findings.map((finding, i) => (
            <li key={i}>{typeof finding === 'string' ? finding : `${finding.kind ?? finding.severity ?? 'finding'}: ${finding.text ?? ''}${finding.count === undefined ? '' : ` (${formatCount(finding.count)})`}`}</li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
