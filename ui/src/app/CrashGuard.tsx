import { Component, type ReactNode } from 'react'
import { Failure } from '../components/States'

/** A page that fails takes nothing else with it: the kill switch and the menu stay. */
export class CrashGuard extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return <Failure error={this.state.error} what="this page" onRetry={() => this.setState({ error: null })} />
  }
}
