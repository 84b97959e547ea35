import { Suspense, useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { useAlerts, useProposals } from '../api/queries'
import { whenUnauthorized } from '../api/client'
import { storedToken } from '../api/token'
import { Empty, Loading } from '../components/States'
import { PAGES } from '../pages'
import { stream } from '../stream/hooks'
import { CrashGuard } from './CrashGuard'
import { Header } from './Header'
import { CurrentSession } from './session'
import { Shortcuts } from './Shortcuts'
import { SignIn } from './SignIn'

export function App() {
  const [signedIn, setSignedIn] = useState(() => storedToken() !== null)
  const client = useQueryClient()

  useEffect(() => {
    whenUnauthorized(() => {
      stream.stop()
      setSignedIn(false)
    })
  }, [])

  useEffect(() => {
    if (!signedIn) return
    stream.start()
    return () => stream.stop()
  }, [signedIn])

  if (!signedIn) {
    return (
      <SignIn
        onToken={() => {
          client.clear()
          setSignedIn(true)
        }}
      />
    )
  }
  return (
    <CurrentSession>
      <Frame />
    </CurrentSession>
  )
}

function Frame() {
  const main = useRef<HTMLElement>(null)
  const [location] = useLocation()
  const page = PAGES.find((candidate) => location === candidate.path || location.startsWith(candidate.path + '/'))

  useEffect(() => {
    document.title = page === undefined ? 'Reprise' : `${page.title} · Reprise`
  }, [page])

  return (
    <div className="r-app">
      <button type="button" className="r-skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <Shortcuts />
      <Header />
      <Menu current={page?.path ?? null} />
      <main ref={main} className="r-main" tabIndex={-1} aria-label={page?.title ?? 'Page'}>
        <h1 style={{ position: 'absolute', clipPath: 'inset(50%)', width: 1, height: 1, overflow: 'hidden', margin: 0 }}>{page?.title ?? 'Reprise'}</h1>
        <CrashGuard key={page?.path ?? ''}>
          <Suspense fallback={<Loading what="the page" />}>
            <Switch>
              {PAGES.map(({ path, view: View }) => (
                <Route key={path} path={`${path}/*?`}>
                  <View />
                </Route>
              ))}
              <Route path="/">
                <Redirect to="/live" replace />
              </Route>
              <Route>
                <Empty title="There is no such page" text="The menu on the left lists all of them." />
              </Route>
            </Switch>
          </Suspense>
        </CrashGuard>
      </main>
    </div>
  )
}

function Menu({ current }: { readonly current: string | null }) {
  const open = useProposals().data?.items.filter((proposal) => proposal.state === 'OPEN').length ?? 0
  const ringing = useAlerts().data?.items.filter((alert) => !alert.acknowledged).length ?? 0
  const counts: Readonly<Record<string, { count: number; what: string }>> = {
    '/approvals': { count: open, what: 'waiting' },
    '/alerts': { count: ringing, what: 'unacknowledged' },
  }
  return (
    <nav className="r-nav" aria-label="Pages">
      <ul>
        {PAGES.map(({ path, title, icon: Icon, letter }) => {
          const badge = counts[path]
          return (
            <li key={path}>
              <Link href={path} aria-current={path === current ? 'page' : undefined} title={title}>
                <Icon size={17} stroke={1.7} aria-hidden />
                <span>{title}</span>
                {badge !== undefined && badge.count > 0 ? (
                  <b className="r-count" aria-label={`${badge.count} ${badge.what}`}>
                    {badge.count}
                  </b>
                ) : (
                  <kbd className="r-key" aria-hidden>
                    g {letter}
                  </kbd>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

