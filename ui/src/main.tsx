import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './app/app.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { useHashLocation } from 'wouter/use-hash-location'
import { Problem } from './api/client'
import { storeToken, takeToken } from './api/token'
import { App } from './app/App'
import { cssVariables, theme } from './app/theme'
import { PAGES } from './pages'

const { token, rest } = takeToken(location.hash)
if (token !== null) {
  storeToken(token)
  history.replaceState(null, '', location.pathname + location.search + rest)
}

// The page's code comes while the frame around it is made, not after it.
void (PAGES.find((page) => location.hash.startsWith('#' + page.path)) ?? PAGES[0])?.load()

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // An answer that says no is an answer; only silence is worth asking again.
      retry: (failures, error) => error instanceof Problem && error.unreachable && failures < 2,
      refetchOnWindowFocus: false,
      gcTime: 5 * 60_000,
    },
  },
})

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root element')
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="dark">
      <QueryClientProvider client={client}>
        <Notifications position="bottom-right" autoClose={8000} />
        <Router hook={useHashLocation}>
          <App />
        </Router>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
