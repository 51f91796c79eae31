import { PackageMinus } from 'lucide-react'
import { formatNumber } from '#shared/words/format.ts'
import { withoutProduct, type Job } from '../../work/job/entry.ts'

/** Goods go out: from which bin, which product, how many. */
export const pick: Job = {
  title: 'Pick',
  tile: { icon: PackageMinus, note: 'Goods go out', functionKey: 'F2', movement: 'StockPicked' },
  steps: ['bin', 'product', 'quantity'],
  prompts: {
    bin: 'Scan the bin',
    product: 'Scan what you take',
    quantity: 'How many?',
    confirm: 'Scan again to add, or confirm',
  },
  hint: 'Scan the bin you stand at. What it holds is listed here.',
  verb: 'Pick',
  command: ({ product, bin, reference }, quantity) =>
    product === undefined || bin === undefined
      ? undefined
      : {
          type: 'PickStock',
          sku: product.sku,
          bin,
          quantity,
          ...(reference !== undefined && { reference }),
        },
  movement: 'PickStock',
  next: withoutProduct,
  done: (command) =>
    command.type === 'PickStock'
      ? `Picked ${formatNumber(command.quantity)} of ${command.sku} from ${command.bin}.`
      : 'Picked.',
}
