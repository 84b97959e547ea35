import { ActionIcon, Button, Select, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconAlertTriangle, IconCircleFilled, IconHandStop, IconMoon, IconPlayerPauseFilled, IconPlugConnectedX, IconSearch, IconSun } from '@tabler/icons-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useVersion } from '../api/queries'
import { Gain } from '../components/Figures'
import { formatMoney, formatPercent, share, subtract } from '../format/decimal'
import { formatTime } from '../format/time'
import { liveStore, stream, useNow, useStreamStatus } from '../stream/hooks'
import { KILL_EVENT } from './events'
import { KillSwitch } from './KillSwitch'
import { shortName, useCurrent, useWatched } from './session'
import { type Freshness, type Standing, freshness, standing } from './standing'

export function Header() {
  const { session, id } = useCurrent()
  const { state } = useWatched(id)
  const version = useVersion()
  const status = useStreamStatus()
  const now = useNow(1000)
  const [killing, setKilling] = useState(false)
  const reachable = !version.isError || status.phase === 'open'
  const how = standing(session, state, reachable)
  const lastAt = id === null ? null : liveStore(id).lastAt
  const fresh = freshness(status.phase, status.retryAt, lastAt, state?.running ?? session?.running ?? false, now)
  const halted = state?.halted ?? session?.halted ?? false

  useEffect(() => {
    const open = () => setKilling(true)
    window.addEventListener(KILL_EVENT, open)
    return () => window.removeEventListener(KILL_EVENT, open)
  }, [])

  return (
    <header className="r-head">
      <div className="r-bar">
        <Link href="/live" className="r-brand">
          <img src="./icon.svg" alt="" width={22} height={22} />
          Reprise
        </Link>
        <SessionChoice />
        <Lamp how={how} />
        <KeyFigures stale={fresh.stale || !reachable} />
        <div style={{ marginInlineStart: 'auto', display: 'flex', gap: 8, alignItems: 'center' }}>
          <Tooltip label="Search (Ctrl+K)">
            <ActionIcon variant="default" size={30} aria-label="Search pages, sessions and actions" onClick={spotlight.open}>
              <IconSearch size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <ThemeSwitch />
          <KillSwitch opened={killing} onOpen={() => setKilling(true)} onClose={() => setKilling(false)} halted={halted} />
        </div>
      </div>
      <Banners how={how} fresh={fresh} reachable={reachable} asOf={state?.time ?? null} started={status.phase !== 'idle' && (status.phase !== 'connecting' || status.attempts > 0)} />
    </header>
  )
}

function SessionChoice() {
  const { sessions, id, choose } = useCurrent()
  const groups = useMemo(() => {
    const named = (title: string, kept: (session: (typeof sessions)[number]) => boolean) => ({
      group: title,
      items: sessions.filter(kept).map((session) => ({ value: session.id, label: shortName(session.id) })),
    })
    return [
      named('Running', (session) => session.running),
      named('Sessions', (session) => !session.running && session.kind !== 'backtest'),
      named('Backtests', (session) => !session.running && session.kind === 'backtest'),
    ].filter((part) => part.items.length > 0)
  }, [sessions])
  return (
    <Select
      aria-label="Session"
      data={groups}
      value={id}
      onChange={(value) => {
        if (value !== null) choose(value)
      }}
      placeholder="No session"
      searchable
      allowDeselect={false}
      nothingFoundMessage="No such session"
      w={190}
      maxDropdownHeight={420}
      comboboxProps={{ width: 340, position: 'bottom-start' }}
    />
  )
}

const ICONS: Readonly<Record<Standing['tone'], ReactNode>> = {
  up: <IconCircleFilled size={9} aria-hidden />,
  down: <IconHandStop size={14} aria-hidden />,
  warn: <IconPlayerPauseFilled size={12} aria-hidden />,
  dim: <IconPlayerPauseFilled size={12} aria-hidden />,
}

function Lamp({ how }: { readonly how: Standing }) {
  const icon = how.word === 'Disconnected' ? <IconPlugConnectedX size={14} aria-hidden /> : ICONS[how.tone]
  return (
    <span role="status" aria-label={`Session: ${how.word}`} title={how.text} className={`r-lamp ${how.tone === 'down' ? 'solid' : `r-${how.tone}`}`}>
      {icon}
      {how.word}
    </span>
  )
}

function KeyFigures({ stale }: { readonly stale: boolean }) {
  const { session, id } = useCurrent()
  const { state } = useWatched(id)
  if (session === null) return null
  const equity = state?.account.equity ?? session.equity
  const initial = state?.account.initialCash ?? session.initialCash
  const gain = equity === null || initial === null ? null : subtract(equity, initial)
  const ratio = gain === null || initial === null ? null : share(gain, initial)
  return (
    <dl className={`r-figures ${stale ? 'r-stale' : ''}`} aria-label="Key figures">
      <Stat name="Equity" value={formatMoney(equity)} />
      <Stat
        name="Profit and loss"
        value={
          <>
            <Gain value={gain} /> <small>({<Gain ratio={ratio} />})</small>
          </>
        }
      />
      <Stat name="Drawdown" value={formatPercent(state?.account.currentDrawdown)} />
      <Stat name={stale ? 'As of (stale)' : 'As of, UTC'} value={formatTime(state?.time ?? session.time)} wide />
    </dl>
  )
}

export function Stat({ name, value, wide = false }: { readonly name: string; readonly value: ReactNode; readonly wide?: boolean }) {
  return (
    <div className={wide ? 'r-stat r-wide' : 'r-stat'}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function ThemeSwitch() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('dark')
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <Tooltip label={`Use the ${other} theme (t)`}>
      <ActionIcon variant="default" size={30} aria-label={`Use the ${other} theme`} onClick={() => setColorScheme(other)}>
        {scheme === 'dark' ? <IconSun size={16} aria-hidden /> : <IconMoon size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}

interface BannersProps {
  readonly how: Standing
  readonly fresh: Freshness
  readonly reachable: boolean
  readonly asOf: string | null
  readonly started: boolean
}

function Banners({ how, fresh, reachable, asOf, started }: BannersProps) {
  const retry = (
    <Button variant="default" size="compact-xs" onClick={() => stream.retry()}>
      Connect now
    </Button>
  )
  if (!reachable || (fresh.stale && started)) {
    const when = asOf === null ? '' : ` Figures are as of ${formatTime(asOf)} UTC.`
    const again = fresh.retryInSeconds === null ? '' : ` Trying again in ${fresh.retryInSeconds} s.`
    return (
      <div className={`r-banner ${reachable ? 'warn' : 'down'}`} role="alert">
        <IconPlugConnectedX size={16} aria-hidden />
        <span>
          <b>{reachable ? fresh.text : 'The side-car does not answer.'}</b>
          {when}
          {again}
        </span>
        <span className="r-side">{fresh.retryInSeconds === null ? null : retry}</span>
      </div>
    )
  }
  if (how.tone === 'down') {
    return (
      <div className="r-banner down" role="alert">
        <IconAlertTriangle size={16} aria-hidden />
        <span>
          <b>{how.word}.</b> {how.text}
        </span>
      </div>
    )
  }
  return null
}
