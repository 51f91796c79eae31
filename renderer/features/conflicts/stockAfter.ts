import type { ConflictDetail } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import { type Delta, effectsAt, isMovement } from '#shared/domain/stock/index.ts'
import { quantityOf } from '../../ui/quantity/quantityEntry.ts'
import { askedFor, binAskedFor, quantityAskedFor } from './asked.ts'
import { choiceWords } from './choices.ts'
import type { Draft } from './draft.ts'

type Stock = Readonly<Record<string, number>>

/** What a bin holds; nothing where the stock does not name it. */
export const stockIn = (stock: Stock, bin: string): number =>
  Object.hasOwn(stock, bin) ? (stock[bin] ?? 0) : 0

/** What the command does to the bins when it is carried out with this quantity and on this bin. */
const effects = (command: Command, quantity: number, bin: string): readonly Delta[] =>
  isMovement(command)
    ? effectsAt(
        command.type,
        [bin, 'to' in command ? command.to : undefined],
        'delta' in command ? Math.sign(command.delta) * quantity : quantity,
      )
    : []

/**
 * What a settlement would leave, bin by bin; undefined while its quantity or bin has not been given. For a choice
 * that needs neither it is what the terminal said; for the others it is worked out from the stock as it is now, which
 * the terminal checks again when the settlement is carried out.
 */
export const stockAfter = (
  conflict: ConflictDetail,
  draft: Pick<Draft, 'choice' | 'quantity' | 'bin'>,
  elsewhere: Stock = {},
): Stock | undefined => {
  const offered = conflict.choices.find(({ choice }) => choice === draft.choice)
  if (offered === undefined) return undefined
  const { needs } = choiceWords[offered.choice]
  const isAsOffered =
    needs === undefined ||
    (needs === 'quantity' && offered.quantity !== undefined
      ? offered.quantity === quantityOf(draft.quantity)
      : offered.bin !== undefined && offered.bin === draft.bin)
  if (isAsOffered) return { ...conflict.now, ...offered.leaves }
  const command = askedFor(conflict)
  const quantity = needs === 'quantity' ? quantityOf(draft.quantity) : quantityAskedFor(conflict)
  const bin = needs === 'bin' ? draft.bin : binAskedFor(conflict)
  if (command === undefined || quantity === undefined || bin === undefined) return undefined
  const after: Record<string, number> = { ...conflict.now }
  for (const { bin: place, delta } of effects(command, quantity, bin))
    after[place] = stockIn({ ...elsewhere, ...after }, place) + delta
  return after
}

/**
 * The bins that the conflict is about: those that were asked for, those that changed meanwhile, and those that the
 * settlement would change. Others may hold the same product; they only hide what matters.
 */
export const binsOf = (conflict: ConflictDetail, after: Stock | undefined): string[] => {
  const { before, now } = conflict
  const command = askedFor(conflict)
  const named = binAskedFor(conflict)
  const touched = command === undefined ? [] : effects(command, 0, named ?? '')
  const asked = [named, ...touched.map((effect) => effect.bin)].filter((bin) => bin !== undefined)
  const changed = [before, now, after ?? {}]
    .flatMap((stock) => Object.keys(stock))
    .filter(
      (bin) =>
        stockIn(before, bin) !== stockIn(now, bin) ||
        stockIn(after ?? now, bin) !== stockIn(now, bin),
    )
  return [...new Set([...asked, ...changed])].sort()
}
