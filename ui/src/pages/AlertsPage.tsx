import { Button } from '@mantine/core'
import { IconBellOff, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { path, post, remove } from '../api/client'
import { useAlertRules, useAlerts, useMe } from '../api/queries'
import type { Alert, AlertRule } from '../api/types'
import { useAction } from '../app/commands'
import { shortName } from '../app/session'
import { words } from '../components/Figures'
import { Panel } from '../components/Panel'
import { ALERT_KINDS, RuleForm } from '../components/RuleForm'
import { Answer, Empty } from '../components/States'
import { formatCount, formatNumber, formatPercent } from '../format/decimal'
import { formatTime } from '../format/time'
import { useTopic } from '../stream/hooks'

export default function AlertsPage() {
  const alerts = useAlerts()
  const client = useQueryClient()
  const onBatch = useCallback(() => void client.invalidateQueries({ queryKey: ['alerts'] }), [client])
  useTopic('alerts', onBatch)
  return (
    <div className="r-grid r-fill" style={{ gridTemplateColumns: 'minmax(0, 1.4fr) minmax(360px, 1fr)' }}>
      <Panel title="Alerts" flush bodyStyle={{ overflow: 'auto', height: 0 }}>
        <Answer of={alerts} what="alerts">
          {(page) =>
            page.items.length === 0 ? (
              <Empty title="No alerts" text="Nothing needs you. The rules beside this say what would." />
            ) : (
              <table className="r-table">
                <thead>
                  <tr>
                    <th scope="col">Time, UTC</th>
                    <th scope="col">Severity</th>
                    <th scope="col">What happened</th>
                    <th scope="col">Session</th>
                    <th scope="col" className="r-end">Acknowledged</th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map((alert) => (
                    <AlertRow key={alert.id} alert={alert} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Panel>
      <Rules />
    </div>
  )
}

function AlertRow({ alert }: { readonly alert: Alert }) {
  const action = useAction()
  const severe = /crit|high|error/i.test(alert.severity ?? '')
  return (
    <tr>
      <td>{formatTime(alert.time)}</td>
      <td className={alert.acknowledged ? 'r-dim' : severe ? 'r-down' : 'r-warn'}>{words(alert.severity ?? 'alert')}</td>
      <td className="r-wrap">{alert.text}</td>
      <td>{alert.session === null || alert.session === undefined ? '–' : shortName(alert.session)}</td>
      <td className="r-end">
        {alert.acknowledged ? (
          <span className="r-dim">{alert.acknowledgedBy ?? 'yes'}</span>
        ) : (
          <Button variant="default" size="compact-xs" leftSection={<IconBellOff size={13} aria-hidden />} onClick={() => void action('Alert acknowledged', () => post(path`/alerts/${alert.id}/acknowledge`, {}))}>
            Acknowledge
          </Button>
        )}
      </td>
    </tr>
  )
}

function Rules() {
  const rules = useAlertRules()
  const admin = useMe().data?.scopes.includes('admin') ?? false
  return (
    <Panel title="Rules" bodyStyle={{ overflow: 'auto', height: 0 }}>
      <Answer of={rules} what="alert rules">
        {(page) => (
          <>
            {page.items.length === 0 ? <p className="r-dim" style={{ margin: '0 0 10px', fontSize: '0.8125rem' }}>No rule yet.</p> : null}
            <ul style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 8 }}>
              {page.items.map((rule) => (
                <RuleLine key={rule.id} rule={rule} admin={admin} />
              ))}
            </ul>
          </>
        )}
      </Answer>
      {admin ? <RuleForm /> : <p className="r-dim" style={{ fontSize: '0.75rem' }}>Rules are changed with a token that has the scope admin.</p>}
    </Panel>
  )
}

function ruleText(rule: AlertRule): string {
  const { threshold } = rule
  if (threshold === null) return ''
  if (rule.kind === 'DRAWDOWN') return formatPercent(threshold, 1)
  return rule.kind === 'DISK_LOW' ? `${formatCount(Math.round(threshold / 2 ** 20))} MiB` : `${formatNumber(threshold)} s`
}

function RuleLine({ rule, admin }: { readonly rule: AlertRule; readonly admin: boolean }) {
  const action = useAction()
  const label = `${ALERT_KINDS.find((kind) => kind.value === rule.kind)?.label ?? words(rule.kind)} ${ruleText(rule)}`.trim()
  const ways = [rule.webhook === null ? null : `webhook at ${rule.webhook}`, rule.email === null ? null : `e-mail to ${rule.email}`].filter((way) => way !== null)
  return (
    <li className="r-panel" style={{ padding: '8px 10px', display: 'flex', flexDirection: 'row', gap: 10, alignItems: 'center', fontSize: '0.8125rem' }}>
      <div style={{ minWidth: 0, flex: 1 }}>
        <b>{label}</b>
        <div className="r-dim" style={{ fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
          {[rule.session === null ? 'every session' : shortName(rule.session), ...ways].join(' · ')}
        </div>
      </div>
      {admin ? (
        <Button variant="default" size="compact-xs" aria-label={`Delete rule: ${label}`} onClick={() => void action('Rule deleted', () => remove(path`/alert-rules/${rule.id}`))}>
          <IconTrash size={14} aria-hidden />
        </Button>
      ) : null}
    </li>
  )
}
