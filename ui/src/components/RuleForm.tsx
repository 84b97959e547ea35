import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { post } from '../api/client'
import { useAction } from '../app/commands'
import { shortName, useCurrent } from '../app/session'

interface Kind {
  readonly value: string
  readonly label: string
  /** What the threshold is; none for what needs no threshold. */
  readonly threshold?: string
  readonly usual?: string
  /** Whether it is about one session. */
  readonly session: boolean
}

export const ALERT_KINDS: readonly Kind[] = [
  { value: 'SESSION_STOPPED', label: 'An engine is gone before its data ended', session: true },
  { value: 'HALTED', label: 'A session was halted', session: true },
  { value: 'DRAWDOWN', label: 'Drawdown above', threshold: 'Fraction of the peak', usual: '0.05', session: true },
  { value: 'DRAWDOWN_TRIPPED', label: 'The drawdown stop tripped', session: true },
  { value: 'DIVERGED', label: 'The engine did what its journal does not say', session: true },
  { value: 'DECAYED', label: 'A strategy is on watch or alarm against its baseline', session: true },
  { value: 'LAG', label: 'The state is older than', threshold: 'Seconds', usual: '5', session: true },
  { value: 'DISK_LOW', label: 'Less disk is free than', threshold: 'Bytes', usual: '1000000000', session: false },
]

const EVERY = ''

/** A new rule; where it goes out to is optional, the console shows every alert anyway. */
export function RuleForm() {
  const action = useAction()
  const { sessions } = useCurrent()
  const [kind, setKind] = useState(ALERT_KINDS[0]?.value ?? '')
  const [threshold, setThreshold] = useState('')
  const [session, setSession] = useState(EVERY)
  const [webhook, setWebhook] = useState('')
  const [email, setEmail] = useState('')
  const chosen = ALERT_KINDS.find((candidate) => candidate.value === kind)
  const number = Number(threshold)
  const wrong = chosen?.threshold !== undefined && (threshold === '' || !Number.isFinite(number))

  const choose = (value: string) => {
    setKind(value)
    setThreshold(ALERT_KINDS.find((candidate) => candidate.value === value)?.usual ?? '')
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const rule = {
      kind,
      ...(chosen?.threshold === undefined ? {} : { threshold: number }),
      ...(chosen?.session === true && session !== EVERY ? { session } : {}),
      ...(webhook === '' ? {} : { webhook }),
      ...(email === '' ? {} : { email }),
    }
    void action('Rule added', () => post('/alert-rules', rule))
  }

  return (
    <form onSubmit={submit} style={{ marginBlockStart: 14, paddingBlockStart: 12, borderBlockStart: '1px solid var(--r-line)' }}>
      <Stack gap={8}>
        <h3 style={{ margin: 0, fontSize: '0.8125rem' }}>New rule</h3>
        <Select label="When" data={ALERT_KINDS.map(({ value, label }) => ({ value, label }))} value={kind} onChange={(value) => value !== null && choose(value)} allowDeselect={false} />
        <div className="r-grid r-cols-2" style={{ gap: 8 }}>
          {chosen?.threshold === undefined ? null : <TextInput label={chosen.threshold} value={threshold} onChange={(event) => setThreshold(event.currentTarget.value)} inputMode="decimal" error={wrong ? 'A number' : undefined} />}
          {chosen?.session === true ? (
            <Select
              label="Session"
              data={[{ value: EVERY, label: 'Every session' }, ...sessions.filter((candidate) => candidate.kind === 'paper').map((candidate) => ({ value: candidate.id, label: shortName(candidate.id) }))]}
              value={session}
              onChange={(value) => setSession(value ?? EVERY)}
              allowDeselect={false}
            />
          ) : null}
          <TextInput label="Webhook (optional)" placeholder="https://…" value={webhook} onChange={(event) => setWebhook(event.currentTarget.value)} />
          <TextInput label="E-mail (optional)" type="email" value={email} onChange={(event) => setEmail(event.currentTarget.value)} />
        </div>
        <Group justify="flex-end">
          <Button type="submit" disabled={wrong}>
            Add rule
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
