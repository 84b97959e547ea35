/** The token: printed once in the address's fragment, which no server and no log sees, then kept for this tab only. */

const KEY = 'reprise.token'

/** The token that a fragment such as `#token=abc` or `#/orders?token=abc` carries, and the fragment without it. */
export function takeToken(fragment: string): { token: string | null; rest: string } {
  const match = /(?:^#|[#&?])token=([^&]*)/.exec(fragment)
  if (match === null) return { token: null, rest: fragment }
  const rest = fragment.replace(/([#&?])token=[^&]*&?/, '$1').replace(/[&?]$/, '')
  return { token: decodeURIComponent(match[1] ?? ''), rest: rest === '#' ? '' : rest }
}

export function storeToken(token: string): void {
  sessionStorage.setItem(KEY, token)
}

export function storedToken(): string | null {
  return sessionStorage.getItem(KEY)
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY)
}
