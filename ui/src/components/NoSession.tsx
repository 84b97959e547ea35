import { Empty } from './States'

export function NoSession() {
  return (
    <Empty
      title="No session yet"
      text={
        <>
          Start one on the Strategies page, run a backtest on the Research page, or in a terminal: <code>./run.sh paper --help</code>
        </>
      }
    />
  )
}
