import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { formatNumber } from '#shared/words/format.ts'
import { useFunctionKeys, type FunctionKey } from '../keys/useFunctionKeys.ts'
import css from './JobTile.module.css'

export type JobTileProps = {
  icon: LucideIcon
  label: string
  /** One line on what it is for, or how it stands. */
  note?: string | undefined
  /** A live count; left out where there is none. */
  count?: number | undefined
  /** What the count counts: "to settle". */
  countLabel?: string | undefined
  /** The count waits for a person. */
  urgent?: boolean
  functionKey?: FunctionKey | undefined
  onPress: () => void
}

/** A large tile that opens a job. */
export const JobTile = ({
  icon: Icon,
  label,
  note,
  count,
  countLabel,
  urgent = false,
  functionKey,
  onPress,
}: JobTileProps) => (
  <AriaButton className={css['tile'] ?? ''} onPress={onPress} data-urgent={urgent || undefined}>
    <Icon className={css['icon'] ?? ''} strokeWidth={1.5} aria-hidden="true" />
    <span className={css['label']}>{label}</span>
    {note !== undefined && <span className={css['note']}>{note}</span>}
    {count !== undefined && (
      <span className={css['count']}>
        <b>{formatNumber(count)}</b> {countLabel}
      </span>
    )}
    {functionKey !== undefined && (
      <kbd className={css['key']} aria-hidden="true">
        {functionKey}
      </kbd>
    )}
  </AriaButton>
)

/** Lays job tiles out and binds their keys. */
export const JobTiles = ({ tiles }: { tiles: readonly JobTileProps[] }) => {
  useFunctionKeys(
    tiles.flatMap(({ functionKey, label, onPress }) =>
      functionKey === undefined ? [] : [{ key: functionKey, label, onAct: onPress }],
    ),
  )
  return (
    <div className={css['tiles']}>
      {tiles.map((tile) => (
        <JobTile key={tile.label} {...tile} />
      ))}
    </div>
  )
}
