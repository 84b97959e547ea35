import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { path, post } from '../api/client'
import { useMe, useProposals } from '../api/queries'
import type { Proposal } from '../api/types'
import { useAction } from '../app/commands'
import { shortName } from '../app/session'
import { Status, plain, spoken, words } from '../components/Figures'
import { Facts, Panel } from '../components/Panel'
import { Answer, Empty } from '../components/States'
import { formatCount, formatDecimal, formatNumber } from '../format/decimal'
import { formatDuration, formatTime } from '../format/time'
import { useNow } from '../stream/hooks'

export default function ApprovalsPage() {
  const proposals = useProposals()
  return (
    <Answer of={proposals} what="proposals">
      {(page) => {
        const open = page.items.filter((proposal) => proposal.state === 'OPEN')
        const past = page.items.filter((proposal) => proposal.state !== 'OPEN')
        return (
          <div className="r-grid" style={{ alignContent: 'start' }}>
            {open.length === 0 ? (
              <Panel title="Waiting for you">
                <Empty title="Nothing waits" text="When an agent proposes a change or an order, it waits here for a person: once, until it expires, for exactly this action." />
              </Panel>
            ) : (
              open.map((proposal) => <OpenProposal key={proposal.id} proposal={proposal} />)
            )}
            <Panel title="Decided" flush>
              {past.length === 0 ? <div className="r-body r-dim" style={{ fontSize: '0.8125rem' }}>None yet.</div> : <Past proposals={past} />}
            </Panel>
          </div>
        )
      }}
    </Answer>
  )
}

/** One sentence of what would be done. */
function sentence({ summary, action }: Proposal): string {
  if (typeof summary === 'string' && summary !== '') return summary.charAt(0).toUpperCase() + summary.slice(1)
  const kind = words(plain(action['kind'] ?? action['type'] ?? 'action'))
  const rest = Object.entries(action).filter(([key, value]) => key !== 'kind' && value !== null && typeof value !== 'object')
  return rest.length === 0 ? kind : `${kind}: ${rest.map(([key, value]) => `${spoken(key).toLowerCase()} ${plain(value)}`).join(', ')}`
}

function OpenProposal({ proposal }: { readonly proposal: Proposal }) {
  const now = useNow(1000)
  const action = useAction()
  const me = useMe().data
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null)
  const left = (Date.parse(proposal.expires) - now) / 1000
  const may = me?.scopes.includes('live-approve') ?? false
  const own = me !== undefined && me.name === proposal.proposer
  const decide = (how: 'approve' | 'refuse') => {
    setAsking(null)
    void action(how === 'approve' ? 'Approved' : 'Refused', () => post(path`/proposals/${proposal.id}` + `/${how}`, proposal.digest === undefined ? {} : { digest: proposal.digest }))
  }
  return (
    <Panel
      title={sentence(proposal)}
      side={
        <span className={left < 60 ? 'r-warn r-num' : 'r-dim r-num'} style={{ fontSize: '0.8125rem' }}>
          {left > 0 ? `expires in ${formatDuration(left)}` : 'expired'}
        </span>
      }
    >
      <div className="r-grid r-cols-3" style={{ gap: 24 }}>
        <Facts
          of={[
            ['Proposed by', proposal.proposer],
            ['For', shortName(proposal.session)],
            ['Created, UTC', formatTime(proposal.created)],
            ['Expires, UTC', formatTime(proposal.expires)],
            ...(typeof proposal.reason === 'string' && proposal.reason !== '' ? [['Reason given', proposal.reason] as const] : []),
          ]}
        />
        <Facts of={flatten(proposal.action)} label="Exact action" />
        <WhatIf of={proposal.whatIf} />
      </div>
      <Group justify="flex-end" mt="sm">
        {may ? null : <span className="r-warn" style={{ fontSize: '0.8125rem' }}>Your token lacks the scope live-approve.</span>}
        {own ? <span className="r-dim" style={{ fontSize: '0.8125rem' }}>You proposed this yourself.</span> : null}
        <Button variant="default" leftSection={<IconX size={14} aria-hidden />} disabled={!may} onClick={() => setAsking('refuse')}>
          Refuse…
        </Button>
        <Button leftSection={<IconCheck size={14} aria-hidden />} disabled={!may || left <= 0} onClick={() => setAsking('approve')}>
          Approve…
        </Button>
      </Group>
      <Modal opened={asking !== null} onClose={() => setAsking(null)} title={asking === 'approve' ? 'Approve this action' : 'Refuse this action'} size={460} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack gap="sm">
          <Text size="sm">{sentence(proposal)}</Text>
          <Text size="sm" c="dimmed">
            {asking === 'approve' ? `It is sent to ${shortName(proposal.session)} at once, and your name stands beside it in the journal.` : 'It can not be approved afterwards; the proposer may propose again.'}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(null)} data-autofocus>
              Not now
            </Button>
            <Button onClick={() => asking !== null && decide(asking)}>{asking === 'approve' ? 'Approve' : 'Refuse'}</Button>
          </Group>
        </Stack>
      </Modal>
    </Panel>
  )
}

function shown(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value === 'string' && /^-?\d+\.\d+$/.test(value)) return formatDecimal(value)
  return plain(value)
}

function flatten(object: Readonly<Record<string, unknown>>, prefix = ''): (readonly [string, string])[] {
  return Object.entries(object).flatMap(([key, value]): (readonly [string, string])[] => {
    const name = prefix === '' ? spoken(key) : `${prefix}, ${spoken(key).toLowerCase()}`
    if (value === null || value === undefined) return []
    if (typeof value === 'object' && !Array.isArray(value)) return flatten(value as Record<string, unknown>, name)
    return [[name, shown(value)]]
  })
}

/** The difference it makes, by a what-if whose unchanged replay was proven first. */
function WhatIf({ of }: { readonly of: Proposal['whatIf'] }) {
  if (of === null) return <span className="r-dim" style={{ fontSize: '0.8125rem' }}>No what-if goes with this proposal: it could not be computed for an action of this kind.</span>
  return (
    <div>
      <h3 style={{ margin: '0 0 6px', fontSize: '0.8125rem' }}>The difference it would have made</h3>
      <Facts of={flatten(of)} label="What-if" />
    </div>
  )
}

function Past({ proposals }: { readonly proposals: readonly Proposal[] }) {
  return (
    <table className="r-table">
      <thead>
        <tr>
          <th scope="col">Created, UTC</th>
          <th scope="col">Proposed by</th>
          <th scope="col">Action</th>
          <th scope="col">Session</th>
          <th scope="col">State</th>
          <th scope="col">By</th>
          <th scope="col" className="r-end">Took effect at</th>
        </tr>
      </thead>
      <tbody>
        {proposals.map((proposal) => (
          <tr key={proposal.id}>
            <td>{formatTime(proposal.created)}</td>
            <td>{proposal.proposer}</td>
            <td className="r-wrap">{sentence(proposal)}</td>
            <td>{shortName(proposal.session)}</td>
            <td>
              <span title={proposal.error ?? undefined}><Status status={proposal.state} /></span>
            </td>
            <td>{proposal.approver ?? '–'}</td>
            <td className="r-end">{formatCount(proposal.seq)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
