import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { path, post } from '../api/client'
import { useDecay, useRuns } from '../api/queries'
import type { Decay, Run, Session } from '../api/types'
import { useAction } from '../app/commands'
import { formatNumber, formatPercent } from '../format/decimal'
import { Facts, Panel } from './Panel'
import { Answer, Empty } from './States'

const TONES: Readonly<Record<Decay['state'], string>> = { TOO_SHORT: 'r-dim', OK: 'r-up', WATCH: 'r-warn', ALARM: 'r-down' }
const NAMES: Readonly<Record<Decay['state'], string>> = { TOO_SHORT: 'Too short to say', OK: 'As out of sample', WATCH: 'Watch', ALARM: 'Alarm' }

/** Whether a session's strategy is still as good as it was out of sample. */
export function DecayPanel({ session, allowed }: { readonly session: Session; readonly allowed: boolean }) {
  const decay = useDecay(session.id)
  const [choosing, setChoosing] = useState(false)
  return (
    <Panel
      title="Decay"
      style={{ flexShrink: 0 }}
      side={
        <Button variant="default" size="compact-xs" disabled={!allowed} onClick={() => setChoosing(true)}>
          Set the baseline…
        </Button>
      }
    >
      <Answer of={decay} what="the decay">
        {(answer) => (answer.decay === null ? <Empty title="No baseline" text="Held against runs out of sample, it tells when the strategy is no longer what it was." /> : <Verdict decay={answer.decay} />)}
      </Answer>
      <Modal opened={choosing} onClose={() => setChoosing(false)} title="Set the baseline" size={520} closeButtonProps={{ 'aria-label': 'Close' }}>
        <BaselineForm session={session} onClose={() => setChoosing(false)} />
      </Modal>
    </Panel>
  )
}

const figure = formatNumber
const share = (value: number | null) => formatPercent(value, 0)

function Verdict({ decay }: { readonly decay: Decay }) {
  return (
    <Stack gap={8}>
      <Text size="sm">
        <b className={TONES[decay.state]}>{NAMES[decay.state]}.</b> {decay.sentence}
      </Text>
      <Facts
        label="Now and out of sample"
        of={[
          ['Sharpe a year', `${figure(decay.sharpe)} over ${decay.days} days, ${figure(decay.baselineSharpe)} over ${decay.baselineDays} before`],
          ['CUSUM', `${figure(decay.cusum)} of ${figure(decay.threshold)}`],
          ['Trades that won', `${share(decay.hitRate)}, ${share(decay.baselineHitRate)} before`],
          ['Slippage a fill', `${figure(decay.slippageBps)} bps, ${figure(decay.baselineSlippageBps)} bps before`],
          ['Noticed after', `${decay.detectionDaysMedian} days in half of all cases, at ${share(decay.falseAlarmsPerYear)} false alarms a year`],
        ]}
      />
    </Stack>
  )
}

const isPossible = (run: Run, session: Session) => run.hasJournal === true && run.strategy === session.strategy && run.id !== session.id

function BaselineForm({ session, onClose }: { readonly session: Session; readonly onClose: () => void }) {
  const runs = useRuns()
  const action = useAction()
  const [run, setRun] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const possible = (runs.data?.items ?? []).filter((candidate) => isPossible(candidate, session))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onClose()
    void action('Baseline set', () => post(path`/sessions/${session.id}/decay/baseline`, { pieces: [{ run, fittedUntil: until }] }))
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">A finished run of {session.strategy}; only the days after its parameters were last fitted count.</Text>
        <Select label="Run" data={possible.map((candidate) => candidate.id)} value={run} onChange={setRun} placeholder={possible.length === 0 ? 'No finished run of this strategy' : 'Choose'} searchable />
        <TextInput label="Fitted until" description="The last UTC day that had a say in its parameters" placeholder="2018-12-31" value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={run === null || !/^\d{4}-\d{2}-\d{2}$/.test(until)}>
            Set it
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
