import { ArrowLeftRight } from 'lucide-react'
import { formatNumber } from '#shared/words/format.ts'
import { withoutProduct, type Job } from '../../work/job/entry.ts'

/** Goods go from bin to bin: from where, which product, how many, to where. */
export const move: Job = {
  title: 'Move',
  tile: {
    icon: ArrowLeftRight,
    note: 'From bin to bin',
    functionKey: 'F3',
    movement: 'StockMoved',
  },
  steps: ['bin', 'product', 'quantity', 'toBin'],
  prompts: {
    bin: 'Scan the bin it is in',
    product: 'Scan what you move',
    quantity: 'How many?',
    toBin: 'Scan the bin it goes to',
    confirm: 'Scan again to add, or confirm',
  },
  hint: 'Scan the bin the goods are in. What it holds is listed here.',
  verb: 'Move',
  command: ({ product, bin, toBin }, quantity) =>
    product === undefined || bin === undefined || toBin === undefined
      ? undefined
      : { type: 'MoveStock', sku: product.sku, from: bin, to: toBin, quantity },
  movement: 'MoveStock',
  next: withoutProduct,
  done: (command) =>
    command.type === 'MoveStock'
      ? `Moved ${formatNumber(command.quantity)} of ${command.sku} from ${command.from} to ${command.to}.`
      : 'Moved.',
}
