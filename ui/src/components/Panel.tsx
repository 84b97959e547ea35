import { type CSSProperties, type ReactNode, useId } from 'react'

interface PanelProps {
  readonly title: string
  readonly side?: ReactNode
  readonly children: ReactNode
  readonly flush?: boolean
  readonly style?: CSSProperties
  readonly bodyStyle?: CSSProperties
}

export function Panel({ title, side, children, flush = false, style, bodyStyle }: PanelProps) {
  const id = useId()
  return (
    <section className="r-panel" style={style} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {side === undefined ? null : <div className="r-side">{side}</div>}
      </header>
      {/* What scrolls can be reached by keys. */}
      <div tabIndex={bodyStyle?.overflow === 'auto' ? 0 : undefined} className={flush ? 'r-body r-flush' : 'r-body'} style={{ flex: 1, ...bodyStyle }}>
        {children}
      </div>
    </section>
  )
}

/** Name and figure, line by line. */
export function Facts({ of, label }: { readonly of: readonly (readonly [string, ReactNode])[]; readonly label?: string }) {
  return (
    <dl className="r-facts" aria-label={label}>
      {of.map(([name, value]) => (
        <Pair key={name} name={name} value={value} />
      ))}
    </dl>
  )
}

function Pair({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
