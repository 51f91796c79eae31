import { FlaskConical, Warehouse } from 'lucide-react'
import { Button } from 'react-aria-components'
import css from './WaysToStart.module.css'

type Props = { isBusy: boolean; onDemo: () => void; onOwn: () => void }

/** The two ways into an empty terminal. */
export const WaysToStart = ({ isBusy, onDemo, onOwn }: Props) => (
  <div className={css['ways']}>
    <Button
      className={css['way'] ?? ''}
      isDisabled={isBusy}
      onPress={onOwn}
      aria-label="Set up my warehouse"
    >
      <Warehouse className={css['icon'] ?? ''} strokeWidth={1.5} aria-hidden="true" />
      <span className={css['label']}>Set up my warehouse</span>
      <span className={css['note']}>
        Name this terminal, say where it stands, then bring in products, bins and opening stock from
        CSV files.
      </span>
    </Button>
    <Button
      className={css['way'] ?? ''}
      isDisabled={isBusy}
      onPress={onDemo}
      aria-label="Start with a demo warehouse"
    >
      <FlaskConical className={css['icon'] ?? ''} strokeWidth={1.5} aria-hidden="true" />
      <span className={css['label']}>Start with a demo warehouse</span>
      <span className={css['note']}>
        Products, bins and stock to try things on. Nothing leaves this machine.
      </span>
    </Button>
  </div>
)
