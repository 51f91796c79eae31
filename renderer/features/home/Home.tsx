import { useQuery } from '@tanstack/react-query'
import { formatNumber } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { JobTiles, Notice, Prompt, type JobTileProps } from '../../ui/index.ts'
import { useLookupScan } from '../../work/scan/useLookupScan.ts'
import { FloorScreen } from '../../work/screen/screens.tsx'
import { useSession, useStatus } from '../../work/screen/status.tsx'
import type { Tile } from '../../work/screen/tile.ts'
import { useGo, type PlainName } from '../../work/screen/ways.ts'
import css from './Home.module.css'

/** How many of each type of movement the operator made since signing in, and did not take back. */
const useDone = (): ((type: string) => Partial<JobTileProps>) => {
  const { queries } = useTerminal()
  const { operator, since } = useSession()
  const done = useQuery(queries.stock.done.queryOptions({ input: { operator, since } }))
  return (type) => {
    const count = done.data?.find((row) => row.type === type)?.count ?? 0
    return count === 0 ? {} : { count, countLabel: 'since you signed in' }
  }
}

type HomeTile = Tile & {
  name: PlainName
  /** It is only for supervisors. */
  isClosed: boolean
}

/** The jobs, as tiles with their live counts. A scan here looks up what was scanned. */
export const Home = ({ tiles }: { tiles: readonly HomeTile[] }) => {
  const status = useStatus()
  const { damage } = status
  const { role, pinIsShort } = useSession()
  const go = useGo()
  const done = useDone()
  const { scanned, problem } = useLookupScan({
    onProduct: (sku) => {
      go('product', { sku })
    },
    onBin: (bin) => {
      go('bin', { bin })
    },
  })
  const tileOf = ({ name, icon, label, note, functionKey, movement, facts }: HomeTile) => ({
    icon,
    label,
    note,
    functionKey,
    ...(movement !== undefined && done(movement)),
    ...facts?.(status),
    onPress: () => {
      go(name)
    },
  })
  const shown = tiles.filter(({ isClosed }) => role === 'supervisor' || !isClosed)
  return (
    <FloorScreen
      title="Jobs"
      prompt={
        <Prompt scanned={scanned} outcome={problem && 'refused'}>
          Choose a job, or scan to look up
        </Prompt>
      }
    >
      <div className={css['page']}>
        {problem !== undefined && <Notice tone="refused" {...problem} />}
        {pinIsShort && (
          <Notice
            tone="warning"
            word="Short PIN"
            happened="A supervisor’s PIN has 6 digits or more, and yours has fewer."
            kept="It is still good."
            next="Change it: press your name above, then Change PIN."
          />
        )}
        {damage > 0 && (
          <Notice
            tone="refused"
            word="Damaged"
            happened={
              damage === 1
                ? 'Something that was recorded on this terminal was damaged on its disk.'
                : `${formatNumber(damage)} things that were recorded on this terminal were damaged on its disk.`
            }
            kept="Nothing that was altered is sent. All else is there."
            next="Have a supervisor look at Sync, Diagnostics: it says what to enter again."
          />
        )}
        <div className={css['tiles']}>
          <JobTiles tiles={shown.map(tileOf)} />
        </div>
      </div>
    </FloorScreen>
  )
}
