import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Problem, get } from '../api/client'
import { forgetToken, storeToken } from '../api/token'
import type { Me } from '../api/types'

export function SignIn({ onToken }: { readonly onToken: () => void }) {
  const [token, setToken] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setError(null)
    storeToken(token.trim())
    try {
      await get<Me>('/me')
      onToken()
    } catch (cause) {
      forgetToken()
      setError(cause instanceof Problem && cause.status === 401 ? 'The side-car does not know this token.' : String((cause as Error).message))
    } finally {
      setBusy(false)
    }
  }

  return (
    <main style={{ display: 'grid', placeItems: 'center', height: '100dvh' }}>
      <form className="r-panel" style={{ width: 420, padding: 24, gap: 14 }} onSubmit={(event) => void submit(event)}>
        <h1 style={{ margin: 0, fontSize: '1.25rem', display: 'flex', alignItems: 'center', gap: 10 }}>
          <img src="./icon.svg" alt="" width={26} height={26} /> Reprise
        </h1>
        <p style={{ margin: 0, fontSize: '0.875rem' }}>
          Open the address that <code>./run.sh</code> printed: it carries the token. Or paste a token made by <code>./run.sh token</code>.
        </p>
        <PasswordInput label="Token" size="sm" value={token} onChange={(event) => setToken(event.currentTarget.value)} error={error} autoComplete="off" data-autofocus required />
        <Button type="submit" size="sm" loading={busy} disabled={token.trim() === ''}>
          Sign in
        </Button>
      </form>
    </main>
  )
}
