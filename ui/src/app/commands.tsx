import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { newKey, path, post } from '../api/client'
import { refreshAll } from '../api/queries'
import type { CommandKind, Taken } from '../api/types'
import { formatCount } from '../format/decimal'
import { words } from '../components/Figures'

export type Fields = Readonly<Record<string, unknown>>

/** Sends one command; the same key on a second try, so that a lost answer never means a second order. */
export async function sendCommand(session: string, kind: CommandKind, fields: Fields = {}): Promise<Taken> {
  return post<Taken>(path`/sessions/${session}/commands`, { kind, ...fields }, newKey())
}

export function tell(title: string, message: string): void {
  notifications.show({ title, message, color: 'teal' })
}

export function tellFailure(title: string, error: unknown): void {
  notifications.show({ title, message: error instanceof Error ? error.message : String(error), color: 'red', autoClose: 15_000, role: 'alert' })
}

/** Sends a command and says at which sequence it took effect, or why it did not. */
export function useCommand(): (session: string, kind: CommandKind, fields?: Fields) => Promise<boolean> {
  const client = useQueryClient()
  return useCallback(
    async (session, kind, fields = {}) => {
      try {
        const taken = await sendCommand(session, kind, fields)
        tell(words(kind), `Took effect at sequence ${formatCount(taken.seq)}.`)
        return true
      } catch (error) {
        tellFailure(`${words(kind)} failed`, error)
        return false
      } finally {
        await refreshAll(client)
      }
    },
    [client],
  )
}

/** Does something that is no engine command, says that it is done, and asks for everything anew. */
export function useAction(): (title: string, action: () => Promise<unknown>) => Promise<boolean> {
  const client = useQueryClient()
  return useCallback(
    async (title, action) => {
      try {
        await action()
        tell(title, 'Done.')
        return true
      } catch (error) {
        tellFailure(`${title} failed`, error)
        return false
      } finally {
        await refreshAll(client)
      }
    },
    [client],
  )
}
