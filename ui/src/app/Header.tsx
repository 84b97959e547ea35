import { ActionIcon, Button, Select, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconAlertTriangle, IconCircleFilled, IconHandStop, IconMoon, IconPlayerPauseFilled, IconPlugConnectedX, IconSearch, IconSun } from '@tabler/icons-react'
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { Link } from 'wouter'
import { useHealth } from '../api/queries'
import { Gain } from '../components/Figures'
import { formatMoney, formatPercent, share, subtract } from '../format/decimal'
import { formatTime } from '../format/time'
import { liveStore, stream, useNow, useStreamStatus } from '../stream/hooks'
import { KILL_EVENT } from './events'
import { KillSwitch } from './KillSwitch'
import { shortName, useCurrent, useWatched } from './session'
import { type Freshness, type Standing, freshness, standing } from './standing'

/** What moves ten times a second is a component of its own, so that the rest of the header is not drawn with it. */
export function Header() {
  return (
    <header className="r-head">
      <div className="r-bar">
        <Link href="/live" className="r-brand">
          <img src="./icon.svg" alt="" width={22} height={22} />
          Reprise
        </Link>
        <SessionChoice />
        <Lamp />
        <KeyFigures />
        <div style={{ marginInlineStart: 'auto', display: 'flex', gap: 8, alignItems: 'center' }}>
          <Tooltip label="Search (Ctrl+K)">
            <ActionIcon variant="default" size={30} aria-label="Search pages, sessions and actions" onClick={spotlight.open}>
              <IconSearch size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <ThemeSwitch />
          <Kill />
        </div>
      </div>
      <Banners />
      <Reconnect />
    </header>
  )
}

/** Once the side-car answers again, the stream need not wait out its back-off. */
function Reconnect() {
  const { isSuccess, isError } = useHealth()
  const answers = isSuccess && !isError
  useEffect(() => {
    if (answers) stream.retry()
  }, [answers])
  return null
}

interface Overview {
  readonly how: Standing
  readonly fresh: Freshness
  readonly reachable: boolean
  readonly halted: boolean
  readonly asOf: string | null
}

function useOverview(): Overview {
  const { session, id } = useCurrent()
  const { state } = useWatched(id)
  const health = useHealth()
  const status = useStreamStatus()
  const now = useNow(1000)
  const reachable = !health.isError || status.phase === 'open'
  const lastAt = id === null ? null : liveStore(id).lastAt
  return {
    how: standing(session, state, reachable),
    fresh: freshness(status.phase, status.retryAt, lastAt, state?.running ?? session?.running ?? false, now),
    reachable,
    halted: state?.halted ?? session?.halted ?? false,
    asOf: state?.time ?? null,
  }
}

function Kill() {
  const [killing, setKilling] = useState(false)
  const { halted } = useOverview()
  useEffect(() => {
    const open = () => setKilling(true)
    window.addEventListener(KILL_EVENT, open)
    return () => window.removeEventListener(KILL_EVENT, open)
  }, [])
  const open = useCallback(() => setKilling(true), [])
  const close = useCallback(() => setKilling(false), [])
  return <KillSwitch opened={killing} onOpen={open} onClose={close} halted={halted} />
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

function Lamp() {
  const { how } = useOverview()
  const icon = how.word === 'Disconnected' ? <IconPlugConnectedX size={14} aria-hidden /> : ICONS[how.tone]
  return (
    <span role="status" aria-label={`Session: ${how.word}`} title={how.text} className={`r-lamp ${how.tone === 'down' ? 'solid' : `r-${how.tone}`}`}>
      {icon}
      {how.word}
    </span>
  )
}

function KeyFigures() {
  const { fresh, reachable } = useOverview()
  const stale = fresh.stale || !reachable
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

function Banners() {
  const { how, fresh, reachable, asOf } = useOverview()
  const status = useStreamStatus()
  const started = status.phase !== 'idle' && (status.phase !== 'connecting' || status.attempts > 0)
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
