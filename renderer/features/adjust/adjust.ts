import { emptyEntry, withoutProduct, type Job } from '../../app/job/entry.ts'

/** The book is wrong: in which bin, which product, why, by how many. */
export const adjust: Job = {
  name: 'adjust',
  title: 'Adjust',
  steps: ['bin', 'product', 'reason', 'quantity'],
  prompts: {
    bin: 'Scan the bin',
    product: 'Scan the product',
    reason: 'Choose the reason',
    quantity: 'How many?',
    toBin: 'Scan the bin',
    confirm: 'Less or more? Then confirm',
  },
  verb: 'Adjust',
  command: ({ product, bin, reason, direction }, quantity) =>
    product === undefined || bin === undefined || reason === undefined
      ? undefined
      : { type: 'AdjustStock', sku: product.sku, bin, delta: direction * quantity, reason },
  effects: ({ bin, direction }, quantity) =>
    bin === undefined ? [] : [{ bin, delta: direction * quantity }],
  // The next product has its own reason.
  next: (entry) => ({
    ...withoutProduct(entry),
    reason: undefined,
    direction: emptyEntry.direction,
  }),
  done: (command) =>
    command.type === 'AdjustStock'
      ? `Adjusted ${command.sku} in ${command.bin} by ${command.delta > 0 ? '+' : '−'}${Math.abs(command.delta).toLocaleString('en')}.`
      : 'Adjusted.',
}
