import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../controls/Button.tsx'
import { Notice } from './Notice.tsx'
import css from './States.module.css'

type EmptyProps = {
  icon: LucideIcon
  title: string
  /** Why there is nothing, or how something comes to be here. */
  children?: ReactNode
  /** The ways on, as buttons. */
  actions?: ReactNode
}

/** Nothing is here, and that is fine. */
export const Empty = ({ icon: Icon, title, children, actions }: EmptyProps) => (
  <div className={css['state']}>
    <Icon className={css['icon'] ?? ''} strokeWidth={1.25} aria-hidden="true" />
    <p className={css['title']}>{title}</p>
    {children !== undefined && <div className={css['text']}>{children}</div>}
    {actions !== undefined && <div className={css['actions']}>{actions}</div>}
  </div>
)

/** Something is being fetched. It shows only after a moment: most answers are there before. */
export const Loading = ({ what }: { what: string }) => (
  <div className={css['state']} data-late="" role="status">
    <span className={css['bar']} aria-hidden="true" />
    <p className={css['text']}>{what}</p>
  </div>
)

/** A screen could not be shown. What was recorded is safe, and it says so. */
export const Broken = ({
  what,
  detail,
  onRetry,
}: {
  what: string
  detail?: string
  onRetry?: () => void
}) => (
  <Notice
    tone="refused"
    happened={what}
    kept="Everything saved on this terminal is still there."
    next={detail ?? 'Try again. If it comes back, call your supervisor.'}
  >
    {onRetry !== undefined && <Button onPress={onRetry}>Try again</Button>}
  </Notice>
)
