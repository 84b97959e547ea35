import { Button, Group, MultiSelect, NumberInput, Select, Stack, TextInput, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useMemo, useState } from 'react'
import { useJournals, useStrategies } from '../api/queries'
import type { MarketJournal, Parameter } from '../api/types'
import { shortName } from '../app/session'
import { spoken } from './Figures'
import { Answer, Empty } from './States'

/** What a backtest and a paper session have in common. */
export interface RunRequest {
  readonly journals: readonly string[]
  readonly strategy: string
  readonly parameters: Readonly<Record<string, string>>
  readonly bar: string
  readonly cash: string
  readonly fraction?: string
  readonly qty?: string
  readonly size?: string
  readonly stop?: string
  readonly profile?: string
  readonly feeBps: string
  readonly slippageBps: string
  readonly latencyMs: number
}

type Sizing = 'fraction' | 'qty' | 'rule'

interface RunFormProps {
  readonly action: string
  readonly busy: boolean
  readonly onRun: (request: RunRequest) => void
  readonly children?: ReactNode
  readonly disabled?: boolean
}

const BARS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d']
/** Trades before bars: of them any bar can be made. */
function firstJournal(journals: readonly MarketJournal[]): MarketJournal | null {
  return journals.find((journal) => journal.kind === 'trades') ?? journals[0] ?? null
}

const FLAGS = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
]
const DECIMAL = /^\d+(\.\d+)?$/

export function RunForm(props: RunFormProps) {
  const strategies = useStrategies()
  const journals = useJournals()
  return (
    <Answer of={strategies} what="strategies">
      {(known) => (
        <Answer of={journals} what="market data">
          {(data) =>
            data.items.length === 0 ? (
              <Empty title="No market data" text={<>Make a journal first: <code>./run.sh ingest --help</code></>} />
            ) : (
              <Form {...props} strategies={known.items} journals={data.items} />
            )
          }
        </Answer>
      )}
    </Answer>
  )
}

type FormProps = RunFormProps & {
  readonly strategies: readonly { readonly name: string; readonly description: string; readonly parameters: readonly Parameter[] }[]
  readonly journals: readonly MarketJournal[]
}

function Form({ action, busy, onRun, children, disabled = false, strategies, journals }: FormProps) {
  const [sources, setSources] = useState<string[]>(() => [firstJournal(journals)].flatMap((journal) => (journal === null ? [] : [journal.id])))
  const [strategy, setStrategy] = useState(strategies[0]?.name ?? '')
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [bar, setBar] = useState(() => firstJournal(journals)?.bar ?? '5m')
  const [cash, setCash] = useState('100000')
  const [sizing, setSizing] = useState<Sizing>('fraction')
  const [size, setSize] = useState('1')
  const [rule, setRule] = useState('risk:0.01')
  const [stop, setStop] = useState('')
  const [profile, setProfile] = useState('research')
  const [feeBps, setFeeBps] = useState('20')
  const [slippageBps, setSlippageBps] = useState('0')
  const [latencyMs, setLatencyMs] = useState(0)
  const chosen = useMemo(() => strategies.find((candidate) => candidate.name === strategy), [strategies, strategy])
  const wrong = [cash, ...(sizing === 'rule' ? [] : [size]), feeBps, slippageBps].some((text) => !DECIMAL.test(text)) || sources.length === 0

  // Bars that a journal holds cannot be cut finer, so its own are what is usually meant.
  const choose = (ids: string[]) => {
    setSources(ids)
    const own = journals.find((journal) => ids.includes(journal.id) && typeof journal.bar === 'string')?.bar
    if (typeof own === 'string') setBar(own)
  }

  const sized = () => (sizing === 'qty' ? { qty: size } : sizing === 'rule' ? { size: rule } : { fraction: size })

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const parameters = Object.fromEntries((chosen?.parameters ?? []).map(({ name, default: usual }) => [name, values[name] ?? String(usual ?? '')]).filter(([, value]) => value !== ''))
    onRun({ journals: sources, strategy, parameters, bar, cash, ...sized(), ...(stop === '' ? {} : { stop }), ...(profile === 'research' ? {} : { profile }), feeBps, slippageBps, latencyMs })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={8}>
        {children}
        <MultiSelect label="Market data" data={journals.map((journal) => ({ value: journal.id, label: shortName(journal.id) }))} value={sources} onChange={choose} searchable required withAsterisk={false} hidePickedOptions />
        <Select label="Strategy" data={strategies.map((candidate) => candidate.name)} value={strategy} onChange={(value) => value !== null && setStrategy(value)} allowDeselect={false} />
        {chosen === undefined ? null : (
          <Text size="xs" c="dimmed">
            {chosen.description}
          </Text>
        )}
        <div className="r-grid r-cols-2" style={{ gap: 8 }}>
          {(chosen?.parameters ?? []).map((parameter) => (
            <ParameterInput key={`${strategy} ${parameter.name}`} parameter={parameter} value={values[parameter.name] ?? String(parameter.default ?? '')} onChange={(value) => setValues({ ...values, [parameter.name]: value })} />
          ))}
          <Select label="Bar" data={BARS.includes(bar) ? BARS : [bar, ...BARS]} value={bar} onChange={(value) => value !== null && setBar(value)} allowDeselect={false} />
          <DecimalInput label="Cash" value={cash} onChange={setCash} />
          <Select label="Size by" data={[{ value: 'fraction', label: 'Fraction of equity' }, { value: 'qty', label: 'Quantity' }, { value: 'rule', label: 'A rule' }]} value={sizing} onChange={(value) => setSizing(value as Sizing)} allowDeselect={false} />
          {sizing === 'rule' ? (
            <TextInput label="Rule" title="risk:F of equity lost at the stop, kelly:F, volatility:F, as docs/sizing.md has them" value={rule} onChange={(event) => setRule(event.currentTarget.value)} />
          ) : (
            <DecimalInput label={sizing === 'qty' ? 'Quantity' : 'Fraction'} value={size} onChange={setSize} />
          )}
          <TextInput label="Stop" title="percent:F, atr:N, chandelier:N or time:BARS, then such as ,trail=yes,at=venue, as docs/risk.md has them" placeholder="none, or atr:3" value={stop} onChange={(event) => setStop(event.currentTarget.value)} />
          <Select label="Risk profile" data={[{ value: 'research', label: 'Research: no caps' }, { value: 'portfolio', label: 'Portfolio: 30% in crypto' }]} value={profile} onChange={(value) => value !== null && setProfile(value)} allowDeselect={false} />
          <DecimalInput label="Fee, bps" value={feeBps} onChange={setFeeBps} />
          <DecimalInput label="Slippage, bps" value={slippageBps} onChange={setSlippageBps} />
          <NumberInput label="Latency, ms" value={latencyMs} min={0} max={60_000} allowDecimal={false} onChange={(value) => setLatencyMs(typeof value === 'number' ? value : 0)} />
        </div>
        <Group justify="flex-end">
          <Button type="submit" loading={busy} disabled={wrong || disabled}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Text on purpose: a decimal is sent as it was typed. */
function DecimalInput({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return <TextInput label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)} error={DECIMAL.test(value) ? undefined : 'A decimal such as 0.5'} inputMode="decimal" />
}

export function ParameterInput({ parameter, value, onChange }: { readonly parameter: Parameter; readonly value: string; readonly onChange: (value: string) => void }) {
  const range = parameter.min === null && parameter.max === null ? '' : ` (${parameter.min ?? '…'} to ${parameter.max ?? '…'})`
  if (parameter.type === 'FLAG') {
    return <Select label={spoken(parameter.name)} title={parameter.description} data={FLAGS} value={value} onChange={(chosen) => onChange(chosen ?? 'false')} allowDeselect={false} />
  }
  return <TextInput label={spoken(parameter.name)} title={`${parameter.description}${range}`} value={value} onChange={(event) => onChange(event.currentTarget.value)} />
}
