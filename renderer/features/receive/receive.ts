import { withoutProduct, type Job } from '../../work/job/entry.ts'

/** Goods come in: a product, how many, into which bin. */
export const receive: Job = {
  name: 'receive',
  title: 'Receive',
  steps: ['product', 'quantity', 'bin'],
  prompts: {
    product: 'Scan what came in',
    quantity: 'How many?',
    bin: 'Scan the bin it goes to',
    confirm: 'Scan again to add, or confirm',
  },
  verb: 'Receive',
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
  effects: ({ bin }, quantity) => (bin === undefined ? [] : [{ bin, delta: quantity }]),
  // A delivery rarely goes into one bin: the next product asks for its own.
  next: (entry) => ({ ...withoutProduct(entry), bin: undefined }),
  done: (command) =>
    command.type === 'ReceiveStock'
      ? `Received ${command.quantity.toLocaleString('en')} of ${command.sku} into ${command.bin}.`
      : 'Received.',
}
