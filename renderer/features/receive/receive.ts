import { PackagePlus } from 'lucide-react'
import { formatNumber } from '#shared/words/format.ts'
import { withoutProduct, type Job } from '../../work/job/entry.ts'

/** Goods come in: a product, how many, into which bin. */
export const receive: Job = {
  title: 'Receive',
  tile: { icon: PackagePlus, note: 'Goods come in', functionKey: 'F1', movement: 'StockReceived' },
  steps: ['product', 'quantity', 'bin'],
  prompts: {
    product: 'Scan what came in',
    quantity: 'How many?',
    bin: 'Scan the bin it goes to',
    confirm: 'Scan again to add, or confirm',
  },
  hint: 'Scan what came in. Scanning it again adds one; a case adds what is in it.',
  verb: 'Receive',
  reference: 'Delivery',
  command: ({ product, bin, reference }, quantity) =>
    product === undefined || bin === undefined
      ? undefined
      : {
          type: 'ReceiveStock',
          sku: product.sku,
          bin,
          quantity,
          ...(reference !== undefined && { reference }),
        },
  movement: 'ReceiveStock',
  // A delivery rarely goes into one bin: the next product asks for its own.
  next: (entry) => ({ ...withoutProduct(entry), bin: undefined }),
  done: (command) =>
    command.type === 'ReceiveStock'
      ? `Received ${formatNumber(command.quantity)} of ${command.sku} into ${command.bin}.`
      : 'Received.',
}
