import type { TerminalStatus } from '#shared/contract/api/index.ts'
import type { JobTileProps } from '../../ui/index.ts'

/** How a screen is offered among the jobs. */
export type Tile = Pick<JobTileProps, 'icon' | 'label' | 'functionKey'> & {
  note: string
  /** The movements that the tile counts, those that whoever is signed in made. */
  movement?: string
  /** What else it says, by how the terminal is. */
  facts?: (status: TerminalStatus) => Partial<JobTileProps>
}
