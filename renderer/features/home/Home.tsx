import { useQuery } from '@tanstack/react-query'
import {
  ArrowLeftRight,
  ClipboardList,
  CloudUpload,
  PackageMinus,
  PackagePlus,
  Scale,
  ScanSearch,
  Split,
  Warehouse,
} from 'lucide-react'
import { useLocation } from 'wouter'
import { useTerminal } from '../../api/terminal.tsx'
import { JobTiles, Notice, Prompt, type JobTileProps } from '../../ui/index.ts'
import { useLookupScan } from '../../work/scan/useLookupScan.ts'
import { binPath, paths, productPath } from '../../work/screen/paths.ts'
import { FloorScreen } from '../../work/screen/screens.tsx'
import { useSession, useStatus } from '../../work/screen/status.tsx'
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

/** The jobs, as tiles with their live counts. A scan here looks up what was scanned. */
export const Home = () => {
  const { pending, conflicts, damage } = useStatus()
  const { role, pinIsShort } = useSession()
  const [, navigate] = useLocation()
  const done = useDone()
  const { scanned, problem } = useLookupScan({
    onProduct: (sku) => {
      navigate(productPath(sku))
    },
    onBin: (bin) => {
      navigate(binPath(bin))
    },
  })
  const to = (path: string) => () => {
    navigate(path)
  }
  const tiles: JobTileProps[] = [
    {
      icon: PackagePlus,
      label: 'Receive',
      note: 'Goods come in',
      functionKey: 'F1',
      ...done('StockReceived'),
      onPress: to(paths.receive),
    },
    {
      icon: PackageMinus,
      label: 'Pick',
      note: 'Goods go out',
      functionKey: 'F2',
      ...done('StockPicked'),
      onPress: to(paths.pick),
    },
    {
      icon: ArrowLeftRight,
      label: 'Move',
      note: 'From bin to bin',
      functionKey: 'F3',
      ...done('StockMoved'),
      onPress: to(paths.move),
    },
    {
      icon: Scale,
      label: 'Adjust',
      note: 'The book is wrong',
      functionKey: 'F4',
      ...done('StockAdjusted'),
      onPress: to(paths.adjust),
    },
    {
      icon: ClipboardList,
      label: 'Count',
      note: 'What is really there',
      functionKey: 'F7',
      onPress: to(paths.counts),
    },
    {
      icon: ScanSearch,
      label: 'Look up',
      note: 'A product or a bin',
      functionKey: 'F6',
      onPress: to(paths.lookup),
    },
    {
      icon: Split,
      label: 'Conflicts',
      note: conflicts.all === 0 ? 'Nothing to settle' : 'They need a person',
      functionKey: 'F9',
      ...(conflicts.all > 0 && { count: conflicts.all, countLabel: 'to settle', urgent: true }),
      onPress: to(paths.conflicts),
    },
    {
      icon: CloudUpload,
      label: 'Sync',
      note: pending === 0 ? 'Everything is sent' : 'Sent by itself when online',
      functionKey: 'F10',
      ...(pending > 0 && { count: pending, countLabel: 'not sent yet' }),
      onPress: to(paths.sync),
    },
    ...(role === 'supervisor'
      ? [
          {
            icon: Warehouse,
            label: 'Warehouse',
            note: 'People, rules, imports',
            functionKey: 'F12',
            onPress: to(paths.people),
          } as const,
        ]
      : []),
  ]
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
                : `${damage.toLocaleString('en')} things that were recorded on this terminal were damaged on its disk.`
            }
            kept="Nothing that was altered is sent. All else is there."
            next="Have a supervisor look at Sync, Diagnostics: it says what to enter again."
          />
        )}
        <div className={css['tiles']}>
          <JobTiles tiles={tiles} />
        </div>
      </div>
    </FloorScreen>
  )
}
