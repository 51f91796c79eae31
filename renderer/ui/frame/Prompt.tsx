import { ScanBarcode } from 'lucide-react'
import { Code } from '../marks/Code.tsx'
import css from './Prompt.module.css'

type Props = {
  /** What the next scan should be: "Scan a bin". */
  children: string
  /** The last scan; it lands here. */
  scanned?: { id: number; text: string } | undefined
  /** How the last scan was taken. */
  outcome?: 'good' | 'warning' | 'refused' | undefined
  /** How many scans wait their turn. */
  waiting?: number
}

/** What the next scan should be, and what the last one was. */
export const Prompt = ({ children, scanned, outcome, waiting = 0 }: Props) => (
  <div className={css['prompt']} data-outcome={outcome}>
    <ScanBarcode className={css['icon'] ?? ''} aria-hidden="true" />
    <p className={css['ask']} role="status">
      {children}
    </p>
    {waiting > 0 && <span className={css['waiting']}>{waiting} waiting</span>}
    {scanned !== undefined && (
      <span key={scanned.id} className={css['scanned']}>
        <span className="visually-hidden">Last scan: </span>
        <Code strong>{scanned.text}</Code>
      </span>
    )}
  </div>
)
