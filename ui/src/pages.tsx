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
  /** Begins to fetch the page's code. */
  readonly load: () => Promise<unknown>
}

type Load = () => Promise<{ default: ComponentType }>

function page(path: string, title: string, about: string, icon: Icon, letter: string, load: Load): PageEntry {
  return { path, title, about, icon, letter, load, view: lazy(load) }
}

/**
 * The console's pages, in the order of the menu. A new page plugs in here and nowhere else: the menu, the shortcuts,
 * the command palette and the browser tests read this list.
 */
export const PAGES: readonly PageEntry[] = [
  page('/live', 'Live', 'Price, fills, positions, risk of the session', IconChartCandle, 'l', () => import('./pages/LivePage')),
  page('/orders', 'Orders', 'Every order and why it was sent', IconListDetails, 'o', () => import('./pages/OrdersPage')),
  page('/journal', 'Journal', 'Time travel: any journal as of any sequence', IconHistory, 'j', () => import('./pages/JournalPage')),
  page('/research', 'Research', 'Backtests, progress, tearsheets, comparison', IconFlask, 'r', () => import('./pages/ResearchPage')),
  page('/portfolio', 'Portfolio', 'Exposure, equity, daily statement', IconScale, 'p', () => import('./pages/PortfolioPage')),
  page('/alerts', 'Alerts', 'What needs a person, and the rules', IconBell, 'a', () => import('./pages/AlertsPage')),
  page('/data', 'Data', 'Market journals and what is wrong with them', IconDatabase, 'd', () => import('./pages/DataPage')),
  page('/strategies', 'Strategies', 'Parameters; start, stop and change them', IconPuzzle, 's', () => import('./pages/StrategiesPage')),
  page('/approvals', 'Approvals', 'What agents propose, and what it would change', IconChecklist, 'v', () => import('./pages/ApprovalsPage')),
  page('/system', 'System', 'Health, latencies, logs, audit, schedules', IconActivity, 'y', () => import('./pages/SystemPage')),
]
