import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconInbox, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Problem } from '../api/client'

function Box({ children, role }: { readonly children: ReactNode; readonly role?: 'status' | 'alert' }) {
  return (
    <div role={role} className="r-state">
      {children}
    </div>
  )
}

export function Loading({ what }: { readonly what: string }) {
  return (
    <Box role="status">
      <Loader size="sm" aria-hidden />
      <span className="r-dim">Loading {what}…</span>
    </Box>
  )
}

export function Empty({ title, text, children }: { readonly title: string; readonly text?: ReactNode; readonly children?: ReactNode }) {
  return (
    <Box>
      <IconInbox size={26} stroke={1.4} className="r-dim" aria-hidden />
      <b>{title}</b>
      {text === undefined ? null : <span className="r-dim">{text}</span>}
      {children}
    </Box>
  )
}

export function Failure({ error, what, onRetry }: { readonly error: Error; readonly what: string; readonly onRetry?: () => void }) {
  const unreachable = error instanceof Problem && error.unreachable
  const forbidden = error instanceof Problem && error.status === 403
  const Icon = unreachable ? IconPlugConnectedX : IconAlertTriangle
  return (
    <Box role="alert">
      <Icon size={26} stroke={1.5} className={unreachable ? 'r-warn' : 'r-down'} aria-hidden />
      <b>{forbidden ? `Your token does not allow ${what}` : unreachable ? 'The side-car does not answer' : `Cannot show ${what}`}</b>
      <span className="r-dim">{error.message}</span>
      {onRetry === undefined ? null : (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Box>
  )
}

interface Asked<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isPending: boolean
  readonly refetch: () => unknown
}

/** What a page shows while it asks, when the answer is no, and then. Data that is there stays, whatever fails later. */
export function Answer<T>({ of, what, children }: { readonly of: Asked<T>; readonly what: string; readonly children: (data: T) => ReactNode }) {
  if (of.data !== undefined) return children(of.data)
  if (of.error !== null) return <Failure error={of.error} what={what} onRetry={() => void of.refetch()} />
  return <Loading what={what} />
}
