import { Alert, Button, Checkbox, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconHandStop, IconPlayerPlay } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { refreshAll } from '../api/queries'
import type { CommandKind } from '../api/types'
import { formatCount } from '../format/decimal'
import { sendCommand, useCommand } from './commands'
import { shortName, useCurrent } from './session'

interface Outcome {
  readonly what: string
  readonly text: string
  readonly ok: boolean
}

/** Halts first, for that is what stops the harm; then cancels, then flattens. A step that fails does not keep back the next. */
async function halt(sessions: readonly string[], steps: readonly CommandKind[], tell: (outcome: Outcome) => void): Promise<void> {
  for (const kind of steps) {
    for (const session of sessions) {
      const what = `${kind} · ${shortName(session)}`
      try {
        const taken = await sendCommand(session, kind)
        tell({ what, text: `took effect at sequence ${formatCount(taken.seq)}`, ok: true })
      } catch (error) {
        tell({ what, text: error instanceof Error ? error.message : String(error), ok: false })
      }
    }
  }
}

interface KillSwitchProps {
  readonly opened: boolean
  readonly onOpen: () => void
  readonly onClose: () => void
  readonly halted: boolean
}

export const KillSwitch = memo(function KillSwitch({ opened, onOpen, onClose, halted }: KillSwitchProps) {
  const { sessions, session } = useCurrent()
  const command = useCommand()
  const [resuming, setResuming] = useState(false)
  const none = session === null
  return (
    <>
      {halted && session !== null ? (
        <Button variant="default" leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => setResuming(true)}>
          Resume…
        </Button>
      ) : null}
      <Button className="r-kill" leftSection={<IconHandStop size={17} aria-hidden />} onClick={onOpen} disabled={none} aria-keyshortcuts="Shift+K" title="Kill switch (Shift+K)">
        Kill switch
      </Button>
      <Modal opened={opened} onClose={onClose} title="Kill switch" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
        {opened && session !== null ? (
          <KillForm current={session.id} running={sessions.filter((candidate) => candidate.running).map((candidate) => candidate.id)} onClose={onClose} />
        ) : null}
      </Modal>
      <Modal opened={resuming} onClose={() => setResuming(false)} title="Resume trading" size={440} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack gap="sm">
          <Text size="sm">
            The strategies of <b>{session === null ? '' : shortName(session.id)}</b> may open positions again. Make sure that what made you halt is gone.
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setResuming(false)} data-autofocus>
              Stay halted
            </Button>
            <Button
              onClick={() => {
                setResuming(false)
                if (session !== null) void command(session.id, 'resume')
              }}
            >
              Resume trading
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
})

function KillForm({ current, running, onClose }: { readonly current: string; readonly running: readonly string[]; readonly onClose: () => void }) {
  const client = useQueryClient()
  const [where, setWhere] = useState('one')
  const [cancel, setCancel] = useState(true)
  const [flatten, setFlatten] = useState(false)
  const [busy, setBusy] = useState(false)
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([])
  const targets = where === 'all' ? running : [current]
  const done = outcomes.length > 0 && !busy

  const act = async () => {
    const steps: CommandKind[] = ['halt']
    if (cancel) steps.push('cancel-all')
    if (flatten) steps.push('flatten')
    setBusy(true)
    setOutcomes([])
    await halt(targets, steps, (outcome) => setOutcomes((before) => [...before, outcome]))
    setBusy(false)
    await refreshAll(client)
  }

  return (
    <Stack gap="md">
      <Text size="sm">
        Halting stops every new position at once. It holds until somebody resumes it, also over a restart of the engine.
      </Text>
      <Radio.Group label="Where" value={where} onChange={setWhere} size="sm">
        <Stack gap={6} mt={6}>
          <Radio value="one" size="xs" label={`This session: ${shortName(current)}`} />
          <Radio value="all" size="xs" label={`Every running session (${running.length})`} disabled={running.length === 0} />
        </Stack>
      </Radio.Group>
      <Stack gap={6}>
        <Checkbox label="Also cancel all working orders" checked={cancel} onChange={(event) => setCancel(event.currentTarget.checked)} />
        <Checkbox label="Also close all positions at the market" checked={flatten} onChange={(event) => setFlatten(event.currentTarget.checked)} />
      </Stack>
      {outcomes.length > 0 ? (
        <Alert color={outcomes.every((outcome) => outcome.ok) ? 'teal' : 'red'} variant="outline" p="xs" role="status">
          {outcomes.map((outcome) => (
            <div key={outcome.what} style={{ color: 'var(--mantine-color-text)', fontSize: '0.8125rem' }}>
              <b>{outcome.what}</b>: {outcome.text}
            </div>
          ))}
        </Alert>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {done ? 'Close' : 'Cancel'}
        </Button>
        {done && outcomes.every((outcome) => outcome.ok) ? null : (
          <Button className="r-kill" onClick={() => void act()} loading={busy} data-autofocus>
            Halt trading now
          </Button>
        )}
      </Group>
    </Stack>
  )
}
