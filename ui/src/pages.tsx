import {
  IconActivity,
  IconBell,
  IconChartCandle,
  IconChecklist,
  IconDatabase,
  IconFlask,
  IconHistory,
  IconListDetails,
  IconPuzzle,
  IconScale,
  type Icon,
} from '@tabler/icons-react'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

export interface PageEntry {
  /** The address after the hash; what follows it is the page's own business. */
  readonly path: string
  readonly title: string
  /** One line for the command palette. */
  readonly about: string
  readonly icon: Icon
  /** The letter after `g` that opens the page. */
  readonly letter: string
  readonly view: LazyExoticComponent<ComponentType>
}

/**
 * The console's pages, in the order of the menu. A new page plugs in here and nowhere else: the menu, the shortcuts,
 * the command palette and the browser tests read this list.
 */
export const PAGES: readonly PageEntry[] = [
  { path: '/live', title: 'Live', about: 'Price, fills, positions, risk of the session', icon: IconChartCandle, letter: 'l', view: lazy(() => import('./pages/LivePage')) },
  { path: '/orders', title: 'Orders', about: 'Every order and why it was sent', icon: IconListDetails, letter: 'o', view: lazy(() => import('./pages/OrdersPage')) },
  { path: '/journal', title: 'Journal', about: 'Time travel: any journal as of any sequence', icon: IconHistory, letter: 'j', view: lazy(() => import('./pages/JournalPage')) },
  { path: '/research', title: 'Research', about: 'Backtests, progress, tearsheets, comparison', icon: IconFlask, letter: 'r', view: lazy(() => import('./pages/ResearchPage')) },
  { path: '/portfolio', title: 'Portfolio', about: 'Exposure, equity, daily statement', icon: IconScale, letter: 'p', view: lazy(() => import('./pages/PortfolioPage')) },
  { path: '/alerts', title: 'Alerts', about: 'What needs a person, and the rules', icon: IconBell, letter: 'a', view: lazy(() => import('./pages/AlertsPage')) },
  { path: '/data', title: 'Data', about: 'Market journals and what is wrong with them', icon: IconDatabase, letter: 'd', view: lazy(() => import('./pages/DataPage')) },
  { path: '/strategies', title: 'Strategies', about: 'Parameters; start, stop and change them', icon: IconPuzzle, letter: 's', view: lazy(() => import('./pages/StrategiesPage')) },
  { path: '/approvals', title: 'Approvals', about: 'What agents propose, and what it would change', icon: IconChecklist, letter: 'v', view: lazy(() => import('./pages/ApprovalsPage')) },
  { path: '/system', title: 'System', about: 'Health, latencies, logs, audit, schedules', icon: IconActivity, letter: 'y', view: lazy(() => import('./pages/SystemPage')) },
]
