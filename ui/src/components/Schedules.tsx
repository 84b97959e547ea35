import { Button, Group, Modal, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { path, post, remove } from '../api/client'
import { useSchedules } from '../api/queries'
import type { Schedule } from '../api/types'
import { useAction } from '../app/commands'
import { shortName, useCurrent } from '../app/session'
import { formatTime } from '../format/time'
import { plain, words } from './Figures'
import { Answer, Empty } from './States'

type Doing = Schedule['action']

const DOINGS: readonly { readonly value: Doing; readonly label: string }[] = [
  { value: 'START_SESSION', label: 'Start a session' },
  { value: 'STOP_SESSION', label: 'Stop a session' },
  { value: 'JOB', label: 'Queue a job' },
]
const JOBS = ['backtest', 'sweep', 'what-if', 'diverge', 'replay', 'verify', 'validate', 'archive']

/** What a schedule's form holds. */
export interface Draft {
  readonly cron: string
  readonly action: Doing
  /** Id of a session. */
  readonly session: string
  readonly jobType: string
  /** JSON. */
  readonly request: string
}

export const NEW_DRAFT: Draft = { cron: '0 8 * * 1-5', action: 'START_SESSION', session: '', jobType: 'backtest', request: '{}' }

const nameOf = (id: string) => id.slice(id.lastIndexOf('~') + 1)
const SESSIONS = 'data~sessions~'

export function draftOf(schedule: Schedule): Draft {
  const session = schedule.session ?? ''
  return {
    cron: schedule.cron,
    action: schedule.action,
    session: schedule.action === 'START_SESSION' ? SESSIONS + session : session,
    jobType: schedule.jobType ?? 'backtest',
    request: JSON.stringify(schedule.request ?? {}, null, 1),
  }
}

/** What the API takes, or in a few words what is wrong. */
export function bodyOf(draft: Draft): Readonly<Record<string, unknown>> | string {
  const cron = draft.cron.trim()
  if (cron.split(/\s+/).length !== 5) return 'Five fields: minute, hour, day, month, weekday'
  if (draft.action !== 'JOB' && draft.session === '') return 'Which session?'
  let request: unknown
  try {
    request = JSON.parse(draft.request)
  } catch {
    return 'The request is not JSON'
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return 'The request must be a JSON object'
  if (draft.action === 'JOB') return { cron, action: draft.action, jobType: draft.jobType, request }
  if (draft.action === 'STOP_SESSION') return { cron, action: draft.action, session: draft.session }
  return { cron, action: draft.action, session: nameOf(draft.session), ...(Object.keys(request).length === 0 ? {} : { request }) }
}

/** The schedules, and a form to make and change them; for a token that may. */
export function Schedules() {
  const schedules = useSchedules()
  const action = useAction()
  const [editing, setEditing] = useState<Schedule | 'new' | null>(null)
  return (
    <>
      <Group justify="flex-end" p={8}>
        <Button size="compact-sm" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setEditing('new')}>
          New schedule
        </Button>
      </Group>
      <Answer of={schedules} what="schedules">
        {(page) =>
          page.items.length === 0 ? (
            <Empty title="No schedules" text="A schedule starts or stops a session, or queues a job, at a time of day." />
          ) : (
            <table className="r-table">
              <thead>
                <tr>
                  <th scope="col">When, UTC (cron)</th>
                  <th scope="col">What</th>
                  <th scope="col">Of</th>
                  <th scope="col">Next</th>
                  <th scope="col">Last</th>
                  <th scope="col">How it ended</th>
                  <th scope="col" className="r-end">Actions</th>
                </tr>
              </thead>
              <tbody>
                {page.items.map((schedule) => (
                  <tr key={schedule.id}>
                    <td className="r-mono">{schedule.cron}</td>
                    <td>{words(schedule.action)}</td>
                    <td>{schedule.session === null ? plain(schedule.jobType) : shortName(schedule.session)}</td>
                    <td>{formatTime(schedule.next)}</td>
                    <td>{formatTime(schedule.lastRun)}</td>
                    <td className="r-wrap">{schedule.lastOutcome ?? '–'}</td>
                    <td className="r-end">
                      <Group gap={6} justify="flex-end" wrap="nowrap">
                        <Button variant="default" size="compact-xs" leftSection={<IconPencil size={13} aria-hidden />} onClick={() => setEditing(schedule)}>
                          Edit
                        </Button>
                        <Button variant="default" size="compact-xs" leftSection={<IconTrash size={13} aria-hidden />} onClick={() => void action('Schedule deleted', () => remove(path`/schedules/${schedule.id}`))}>
                          Delete
                        </Button>
                      </Group>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <Modal opened={editing !== null} onClose={() => setEditing(null)} title={editing === 'new' ? 'New schedule' : 'Change schedule'} size={460} closeButtonProps={{ 'aria-label': 'Close' }}>
        {editing === null ? null : <ScheduleForm of={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
      </Modal>
    </>
  )
}

function ScheduleForm({ of, onClose }: { readonly of: Schedule | null; readonly onClose: () => void }) {
  const action = useAction()
  const { sessions } = useCurrent()
  const [draft, setDraft] = useState<Draft>(() => (of === null ? NEW_DRAFT : draftOf(of)))
  const paper = sessions.filter((session) => session.kind === 'paper').map((session) => ({ value: session.id, label: shortName(session.id) }))
  const known = draft.session === '' || paper.some((one) => one.value === draft.session) ? paper : [...paper, { value: draft.session, label: nameOf(draft.session) }]
  const body = bodyOf(draft)
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const done =
      of === null
        ? await action('Schedule added', () => post('/schedules', body))
        : await action('Schedule changed', () => post(path`/schedules/${of.id}`, body))
    if (done) onClose()
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput label="When, UTC" description="Minute, hour, day, month, weekday; 0 8 * * 1-5 is at 8 on working days" value={draft.cron} onChange={(event) => change({ cron: event.currentTarget.value })} classNames={{ input: 'r-mono' }} data-autofocus />
        <Select label="What" data={[...DOINGS]} value={draft.action} onChange={(value) => value !== null && change({ action: value as Doing })} allowDeselect={false} />
        {draft.action === 'JOB' ? (
          <>
            <Select label="Job" data={JOBS} value={draft.jobType} onChange={(value) => value !== null && change({ jobType: value })} allowDeselect={false} />
            <Textarea label="Request, JSON" value={draft.request} onChange={(event) => change({ request: event.currentTarget.value })} autosize minRows={3} maxRows={12} classNames={{ input: 'r-mono' }} />
          </>
        ) : (
          <Select label="Session" data={known} value={draft.session === '' ? null : draft.session} onChange={(value) => change({ session: value ?? '' })} searchable placeholder="Choose one" />
        )}
        {draft.action === 'START_SESSION' ? (
          <Text size="xs" c="dimmed">
            It goes on where it was, with {draft.request.trim() === '{}' ? 'the settings that it has' : 'the settings of this schedule'}.
          </Text>
        ) : null}
        <Group justify="space-between">
          <Text size="xs" className={typeof body === 'string' ? 'r-warn' : ''} role="status">
            {typeof body === 'string' ? body : ''}
          </Text>
          <Button type="submit" disabled={typeof body === 'string'}>
            {of === null ? 'Add schedule' : 'Save schedule'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
