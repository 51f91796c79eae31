import { Scale } from 'lucide-react'
import { formatDifference } from '#shared/words/format.ts'
import { withoutProduct, type Job } from '../../work/job/entry.ts'

/** The book is wrong: in which bin, which product, why, by how many. */
export const adjust: Job = {
  title: 'Adjust',
  tile: { icon: Scale, note: 'The book is wrong', functionKey: 'F4', movement: 'StockAdjusted' },
  steps: ['bin', 'product', 'reason', 'direction', 'quantity'],
  prompts: {
    bin: 'Scan the bin',
    product: 'Scan the product',
    reason: 'Choose the reason',
    direction: 'Less or more?',
    quantity: 'How many?',
    confirm: 'Scan again to add, or confirm',
  },
  hint: 'Scan the bin whose book is wrong. What it should hold is listed here.',
  verb: 'Adjust',
  listsEmpty: true,
  command: ({ product, bin, reason, direction }, quantity) =>
    product === undefined || bin === undefined || reason === undefined || direction === undefined
      ? undefined
      : {
          type: 'AdjustStock',
          sku: product.sku,
          bin,
          delta: direction * quantity,
          reason: reason.reason,
        },
  movement: 'AdjustStock',
  next: withoutProduct,
  done: (command) =>
    command.type === 'AdjustStock'
      ? `Adjusted ${command.sku} in ${command.bin} by ${formatDifference(command.delta)}.`
      : 'Adjusted.',
}
