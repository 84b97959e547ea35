import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconPower } from '@tabler/icons-react'
import { useState } from 'react'
import { path, post } from '../api/client'
import { useMe, useStrategies } from '../api/queries'
import type { Session, State, Strategy, StrategyState } from '../api/types'
import { useAction, useCommand } from '../app/commands'
import { shortName, useCurrent, useWatched } from '../app/session'
import { DecayPanel } from '../components/DecayPanel'
import { stance } from '../components/Figures'
import { Panel } from '../components/Panel'
import { ParameterInput, RunForm, type RunRequest } from '../components/RunForm'
import { Answer, Empty, Failure } from '../components/States'

export default function StrategiesPage() {
  const strategies = useStrategies()
  const paper = useMe().data?.scopes.includes('paper') ?? false
  return (
    <div className="r-grid r-fill" style={{ gridTemplateColumns: 'minmax(0, 1fr) 320px' }}>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 10, overflow: 'auto' }}>
        <RunningHere paper={paper} known={strategies.data?.items ?? []} />
        <DecayHere paper={paper} />
        <Panel title="Library" flush style={{ flexShrink: 0 }}>
          <Answer of={strategies} what="strategies">
            {(page) => <Library strategies={page.items} />}
          </Answer>
        </Panel>
      </div>
      <StartPaper allowed={paper} />
    </div>
  )
}

function DecayHere({ paper }: { readonly paper: boolean }) {
  const { session } = useCurrent()
  return session === null ? null : <DecayPanel session={session} allowed={paper} />
}

function RunningHere({ paper, known }: { readonly paper: boolean; readonly known: readonly Strategy[] }) {
  const { session, id } = useCurrent()
  const { state, error } = useWatched(id)
  const [changing, setChanging] = useState<StrategyState | null>(null)
  const [stopping, setStopping] = useState(false)
  const action = useAction()
  if (session === null) return null
  return (
    <Panel
      title={`In ${shortName(session.id)}`}
      flush
      style={{ flexShrink: 0 }}
      side={
        session.running && session.kind === 'paper' ? (
          <Button variant="default" size="compact-xs" disabled={!paper} leftSection={<IconPower size={13} aria-hidden />} onClick={() => setStopping(true)}>
            Stop the engine…
          </Button>
        ) : session.kind === 'paper' ? (
          <StartAgain session={session} allowed={paper} />
        ) : null
      }
    >
      {state === null ? (
        error === null ? null : <Failure error={error} what="the session" />
      ) : (state.strategies ?? []).length === 0 ? (
        <Empty title="No strategy" text="This session runs none." />
      ) : (
        <StrategyTable session={session} state={state} allowed={paper} onChange={setChanging} />
      )}
      <Modal opened={changing !== null} onClose={() => setChanging(null)} title="Change parameters" size={440} closeButtonProps={{ 'aria-label': 'Close' }}>
        {changing === null ? null : <ParametersForm session={session} strategy={changing} known={known.find((candidate) => candidate.name === changing.name) ?? null} onClose={() => setChanging(null)} />}
      </Modal>
      <Modal opened={stopping} onClose={() => setStopping(false)} title="Stop the engine" size={420} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack gap="sm">
          <Text size="sm">
            The engine of <b>{shortName(session.id)}</b> cancels what works at the venue and ends. Started again on the same journal, it goes on where it was.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setStopping(false)} data-autofocus>
              Keep it running
            </Button>
            <Button
              className="r-kill"
              onClick={() => {
                setStopping(false)
                void action('Engine stopped', () => post(path`/sessions/${session.id}/stop`, {}))
              }}
            >
              Stop the engine
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Panel>
  )
}

/** The name under which a session begins anew: btc, btc-2, btc-3. */
export function nextName(name: string, taken: ReadonlySet<string>): string {
  const found = /^(.*?)-(\d{1,6})$/.exec(name)
  const stem = (found?.[1] ?? name).slice(0, 56)
  let number = found === null ? 2 : Number(found[2]) + 1
  while (taken.has(`${stem}-${number}`)) number++
  return `${stem}-${number}`
}

/** A stopped session goes on where it was; one whose data have ended begins anew under the next name. */
function StartAgain({ session, allowed }: { readonly session: Session; readonly allowed: boolean }) {
  const action = useAction()
  const { choose, sessions } = useCurrent()
  const [busy, setBusy] = useState(false)
  const name = session.ended ? nextName(shortName(session.id), new Set(sessions.map((one) => shortName(one.id)))) : null

  const start = async () => {
    setBusy(true)
    await action(name === null ? 'Session started again' : `Session ${name} started`, async () => {
      const started = await post<Session>(path`/sessions/${session.id}/start`, name === null ? {} : { name })
      choose(started.id)
    })
    setBusy(false)
  }

  return (
    <Button variant="default" size="compact-xs" disabled={!allowed} loading={busy} leftSection={<IconPlayerPlay size={13} aria-hidden />} onClick={() => void start()}>
      {name === null ? 'Start again' : `Start again as ${name}`}
    </Button>
  )
}

interface StrategyTableProps {
  readonly session: Session
  readonly state: State
  readonly allowed: boolean
  readonly onChange: (strategy: StrategyState) => void
}

function StrategyTable({ session, state, allowed, onChange }: StrategyTableProps) {
  const command = useCommand()
  const live = session.running && allowed
  return (
    <table className="r-table">
      <thead>
        <tr>
          <th scope="col">Strategy</th>
          <th scope="col">Instrument</th>
          <th scope="col">Wants</th>
          <th scope="col">Parameters</th>
          <th scope="col" className="r-end">Actions</th>
        </tr>
      </thead>
      <tbody>
        {(state.strategies ?? []).map((strategy) => (
          <tr key={strategy.id}>
            <td>{strategy.name}</td>
            <td>{strategy.instrument}</td>
            <td className={strategy.stopped ? 'r-warn' : ''}>{strategy.stopped ? 'Stopped' : stance(strategy.state)}</td>
            <td className="r-wrap">{Object.entries(strategy.parameters ?? {}).map(([name, value]) => `${name} ${String(value)}`).join(', ')}</td>
            <td className="r-end">
              <Group gap={6} justify="flex-end" wrap="nowrap">
                <Button variant="default" size="compact-xs" disabled={!live} onClick={() => onChange(strategy)}>
                  Parameters…
                </Button>
                {strategy.stopped ? (
                  <Button variant="default" size="compact-xs" disabled={!live} leftSection={<IconPlayerPlay size={13} aria-hidden />} onClick={() => void command(session.id, 'start-strategy', { strategy: strategy.name })}>
                    Start
                  </Button>
                ) : (
                  <Button variant="default" size="compact-xs" disabled={!live} leftSection={<IconPlayerStop size={13} aria-hidden />} onClick={() => void command(session.id, 'stop-strategy', { strategy: strategy.name })}>
                    Stop
                  </Button>
                )}
              </Group>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ParametersFormProps {
  readonly session: Session
  readonly strategy: StrategyState
  readonly known: Strategy | null
  readonly onClose: () => void
}

function ParametersForm({ session, strategy, known, onClose }: ParametersFormProps) {
  const command = useCommand()
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(Object.entries(strategy.parameters ?? {}).map(([name, value]) => [name, String(value)])))
  const before = strategy.parameters ?? {}
  const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== String(before[name])))
  const any = Object.keys(changed).length > 0
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onClose()
        void command(session.id, 'parameters', { strategy: strategy.name, values: changed })
      }}
    >
      <Stack gap="sm">
        <Text size="sm">The change is sequenced like any event: it takes effect between two events, and a replay makes it again.</Text>
        {Object.keys(values).map((name) => (
          <ParameterInput
            key={name}
            parameter={known?.parameters.find((parameter) => parameter.name === name) ?? { name, type: '', default: null, min: null, max: null, description: '' }}
            value={values[name] ?? ''}
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!any}>
            Apply
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Library({ strategies }: { readonly strategies: readonly Strategy[] }) {
  return (
    <table className="r-table">
      <thead>
        <tr>
          <th scope="col">Strategy</th>
          <th scope="col">What it does</th>
          <th scope="col">Parameters</th>
        </tr>
      </thead>
      <tbody>
        {strategies.map((strategy) => (
          <tr key={strategy.name}>
            <td>{strategy.name}</td>
            <td className="r-wrap">{strategy.description}</td>
            <td className="r-wrap">
              {strategy.parameters.map((parameter) => (
                <div key={parameter.name} title={parameter.description}>
                  <span className="r-mono">
                    {parameter.name} = {String(parameter.default ?? '')}
                  </span>{' '}
                  <span className="r-dim">{parameter.min === null && parameter.max === null ? '' : `${parameter.min ?? '…'} to ${parameter.max ?? '…'}`}</span>
                </div>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const SPEEDS = ['1', '10', '100', '1000', '10000', 'max']

function StartPaper({ allowed }: { readonly allowed: boolean }) {
  const action = useAction()
  const { choose } = useCurrent()
  const [name, setName] = useState('')
  const [speed, setSpeed] = useState('1')
  const [deadMan, setDeadMan] = useState('')
  const [busy, setBusy] = useState(false)
  const validName = /^[a-z0-9][a-z0-9-]{0,63}$/.test(name)

  const start = async ({ journals, ...rest }: RunRequest) => {
    setBusy(true)
    await action(`Session ${name} started`, async () => {
      const session = await post<Session>('/sessions', { name, sources: journals, ...rest, speed, ...(deadMan === '' ? {} : { deadMan }) })
      choose(session.id)
    })
    setBusy(false)
  }

  return (
    <Panel title="Start a paper session" bodyStyle={{ overflow: 'auto', height: 0 }}>
      {allowed ? null : <p className="r-warn" style={{ margin: '0 0 8px', fontSize: '0.8125rem' }}>Your token lacks the scope paper.</p>}
      <RunForm action="Start session" busy={busy} disabled={!allowed || !validName} onRun={(request) => void start(request)}>
        <Group gap={8} grow align="flex-start">
          <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} error={name === '' || validName ? undefined : 'a-z, 0-9 and dashes'} placeholder="btc-paper" required withAsterisk={false} />
          <Select label="Speed" data={SPEEDS.map((value) => ({ value, label: value === 'max' ? 'as fast as it goes' : value === '1' ? 'real time' : `${value} times` }))} value={speed} onChange={(value) => value !== null && setSpeed(value)} allowDeselect={false} />
        </Group>
        <TextInput label="Halt without the side-car after, s" title="From 5: halts when this side-car has not been heard of for so long; empty is an alert only" placeholder="an alert only" value={deadMan} onChange={(event) => setDeadMan(event.currentTarget.value)} error={/^\d*$/.test(deadMan) ? undefined : 'Seconds, 5 or more'} />
      </RunForm>
    </Panel>
  )
}
