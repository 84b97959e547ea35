import { Kbd, Modal, Table } from '@mantine/core'
import { Spotlight, type SpotlightActionData } from '@mantine/spotlight'
import { IconHandStop, IconKeyboard, IconSearch, IconSunMoon } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useMantineColorScheme } from '@mantine/core'
import { useLocation } from 'wouter'
import { PAGES } from '../pages'
import { KILL_EVENT } from './events'
import { shortName, useCurrent } from './session'

const CHORD_MS = 1500

/** Whether keys belong to what has the focus: text that is typed is no command. */
function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"],[role="slider"]') !== null)
}

export function Shortcuts() {
  const [, go] = useLocation()
  const [help, setHelp] = useState(false)
  const { sessions, choose } = useCurrent()
  const { toggleColorScheme } = useMantineColorScheme()
  const chordAt = useRef(0)

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      if (event.key === 'K') {
        event.preventDefault()
        window.dispatchEvent(new Event(KILL_EVENT))
      } else if (event.key === '?') {
        setHelp(true)
      } else if (event.key === 't') {
        toggleColorScheme()
      } else if (event.key === 'g') {
        chordAt.current = event.timeStamp
        return
      } else if (event.timeStamp - chordAt.current < CHORD_MS) {
        const page = PAGES.find((candidate) => candidate.letter === event.key)
        if (page !== undefined) go(page.path)
      }
      chordAt.current = 0
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [go, toggleColorScheme])

  const actions = useMemo<SpotlightActionData[]>(
    () => [
      ...PAGES.map(({ path, title, about, icon: Icon }) => ({ id: path, label: title, description: about, leftSection: <Icon size={18} stroke={1.6} aria-hidden />, onClick: () => go(path) })),
      ...sessions.map((session) => ({
        id: `session ${session.id}`,
        label: `Watch ${shortName(session.id)}`,
        description: session.running ? `${session.kind}, running` : session.kind,
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
        onClick: () => choose(session.id),
      })),
      { id: 'kill', label: 'Kill switch', description: 'Halt trading; asks before it acts', leftSection: <IconHandStop size={18} aria-hidden />, onClick: () => window.dispatchEvent(new Event(KILL_EVENT)) },
      { id: 'theme', label: 'Dark or light', description: 'Change the theme', leftSection: <IconSunMoon size={18} aria-hidden />, onClick: () => toggleColorScheme() },
      { id: 'help', label: 'Keyboard shortcuts', description: 'Everything that a key does', leftSection: <IconKeyboard size={18} aria-hidden />, onClick: () => setHelp(true) },
    ],
    [go, sessions, choose, toggleColorScheme],
  )

  return (
    <>
      <Spotlight
        actions={actions}
        shortcut={['mod + K', '/']}
        limit={12}
        highlightQuery
        nothingFound="Nothing of that name"
        searchProps={{ placeholder: 'Pages, sessions, actions', 'aria-label': 'Search pages, sessions and actions', leftSection: <IconSearch size={18} aria-hidden /> }}
        transitionProps={{ duration: 0 }}
        attributes={{ content: { 'aria-label': 'Search pages, sessions and actions' } }}
      />
      <Modal opened={help} onClose={() => setHelp(false)} title="Keyboard shortcuts" size={460} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Table>
          <Table.Tbody>
            {SHORTCUTS.map(([keys, what]) => (
              <Table.Tr key={what}>
                <Table.Td style={{ width: 150 }}>
                  {keys.map((key) => (
                    <Kbd key={key} mr={4}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  )
}

const SHORTCUTS: readonly (readonly [readonly string[], string])[] = [
  [['Ctrl', 'K'], 'Search pages, sessions and actions'],
  [['Shift', 'K'], 'Kill switch; asks before it acts'],
  ...PAGES.map(({ letter, title }) => [['g', letter], title] as const),
  [['t'], 'Dark or light'],
  [['↑', '↓', 'Enter'], 'Move in a table, open a row'],
  [['←', '→'], 'One event back or on, in the journal'],
  [['?'], 'This list'],
]

