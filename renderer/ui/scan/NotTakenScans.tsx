import { useEffect, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { formatNumber, plural } from '#shared/words/format.ts'
import { Button } from '../controls/Button.tsx'
import { Code } from '../marks/Code.tsx'
import { visible } from '../marks/visible.ts'
import { playSound } from '../sound/sound.ts'
import { Notice } from '../states/Notice.tsx'
import css from './NotTakenScans.module.css'
import { scans } from './scanKeys.ts'
import type { NotTaken } from './scanQueue.ts'

const words: Record<NotTaken['because'], { happened: string; next: string }> = {
  'not-here': {
    happened: 'This screen takes no scans.',
    next: 'Open the job that it is for, then scan it again.',
  },
  question: {
    happened: 'A question is open. It did not take the scan.',
    next: 'Answer it, or choose the field that it belongs in. Then scan again.',
  },
  left: {
    happened: 'The screen was left before its turn came.',
    next: 'Scan it again where it belongs.',
  },
}

/** More are only counted: a pallet of labels would fill the screen. */
const listed = 5

const codesOf = (all: readonly NotTaken[]) => {
  const shown = all.slice(-listed)
  const others = all.length - shown.length
  return (
    <>
      {shown.map(({ id, text }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Code strong>{visible(text.slice(0, 60))}</Code>
        </span>
      ))}
      {others > 0 && ` and ${formatNumber(others)} more`} {plural(all.length, 'was', 'were')} not
      used.
    </>
  )
}

/** Says, over whatever is shown and with its sound, which scans were not taken, until a person has seen it. */
export const NotTakenScans = () => {
  const all = useSyncExternalStore(scans.subscribe, scans.notTaken)
  const newest = all.at(-1)
  const id = newest?.id
  useEffect(() => {
    if (id !== undefined) playSound('refused')
  }, [id])
  if (newest === undefined) return null
  const { happened, next } = words[newest.because]
  return createPortal(
    // Beside the page, and marked: an open dialog neither makes it inert nor takes a press on it for one outside.
    <div className={css['over']} data-react-aria-top-layer="true">
      <Notice tone="refused" word="Not taken" happened={happened} kept={codesOf(all)} next={next}>
        <Button onPress={scans.seen}>Seen</Button>
      </Notice>
    </div>,
    document.body,
  )
}
