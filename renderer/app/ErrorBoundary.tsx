import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Broken } from '../ui/index.ts'
import css from './ErrorBoundary.module.css'

type State = { error: Error | undefined }

/** Catches what a screen could not draw, says what is safe, and offers to draw it again. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    // The host keeps the page's reported errors in its log.
    reportError(new Error(`A screen failed${info.componentStack ?? ''}`, { cause: error }))
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return (
      <div className={css['page']}>
        <Broken
          what="This screen failed."
          detail={`Try again. If it comes back, tell your supervisor: ${error.message}`}
          onRetry={() => {
            this.setState({ error: undefined })
          }}
        />
      </div>
    )
  }
}
