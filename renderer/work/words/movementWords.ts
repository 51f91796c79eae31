import type { MovementRow } from '#shared/contract/api/index.ts'
import { lookup } from '#shared/domain/record.ts'
import { OPENING_STOCK, type StockEvent, type StockMovement } from '#shared/domain/stock/index.ts'
import { formatDifference } from '#shared/words/format.ts'

const words: Readonly<Record<StockEvent['type'], string>> = {
  StockReceived: 'Received',
  StockPicked: 'Picked',
  StockMoved: 'Moved',
  StockAdjusted: 'Adjusted',
  CountVariancePosted: 'Counted',
  CountVarianceCorrected: 'Count corrected',
}

/** What is taken back by doing the opposite, by the type of that opposite. */
const taken: Readonly<Record<StockMovement['type'], string>> = {
  StockReceived: 'Pick taken back',
  StockPicked: 'Receipt taken back',
  StockMoved: 'Move taken back',
  StockAdjusted: 'Adjustment taken back',
}

type Told = Pick<MovementRow, 'type' | 'undoes' | 'reference'>

/** What a movement was, in words: what the person did, not what the book was told. */
export const movementWord = ({ type, undoes, reference }: Told): string => {
  if (undoes !== null) return lookup<string>(taken, type) ?? 'Taken back'
  if (type === 'StockReceived' && reference === OPENING_STOCK) return 'Opening stock'
  return lookup<string>(words, type) ?? type
}

/**
 * What a movement changed, with its sign: at that bin, or all in all. A move between bins changes two of them: −3 → +3.
 */
export const movementChange = (
  { bin, toBin, delta }: Pick<MovementRow, 'bin' | 'toBin' | 'delta'>,
  at?: string,
): string => {
  const [here, there] = [formatDifference(delta), formatDifference(-delta)]
  if (toBin === null || at === bin) return here
  return at === toBin ? there : `${here} → ${there}`
}
