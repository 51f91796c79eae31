import type { ConflictDetail, ConflictRow } from '#shared/contract/api/index.ts'
import type { Command } from '#shared/contract/commands.ts'
import type { Choice } from '#shared/domain/conflict/index.ts'
import { canTake } from '#shared/domain/stock/index.ts'
import {
  clearQuantity,
  proposeQuantity,
  quantityOf,
  type QuantityEntry,
} from '../../ui/quantity/quantityEntry.ts'
import { quantityAskedFor } from './asked.ts'
import { choiceWords, proposalWords } from './choices.ts'

/** A settlement in the making. Leaving the screen drops it and settles nothing. */
export type Draft = {
  choice: Choice | undefined
  quantity: QuantityEntry
  bin: string | undefined
  note: string
}

/** Which choice is preselected, and why. */
export type Suggestion = { choice: Choice; because: string }

/** The choice that is right most often, with the reason in words. Undefined where nothing can be chosen. */
export const suggest = ({
  choices,
  command,
  proposed,
}: Pick<ConflictRow, 'choices' | 'command' | 'proposed'>): Suggestion | undefined => {
  if (proposed !== null && choices.some(({ choice }) => choice === proposed.choice))
    return { choice: proposed.choice, because: proposalWords[proposed.because] }
  const offers = new Map(choices.map((offer) => [offer.choice, offer.leaves]))
  const again = Object.values(offers.get('retry') ?? {})
  if (again.length > 0 && again.every((left) => left >= 0))
    return { choice: 'retry', because: 'The stock as it is now covers it again.' }
  if (offers.has('record-as-happened') && canTake(command.type))
    return {
      choice: 'record-as-happened',
      because: 'The goods have moved already; the book should say so. Count the bin afterwards.',
    }
  if (offers.has('leave-undone') && again.length > 0)
    return {
      choice: 'leave-undone',
      because: 'The stock as it is now does not cover it, so trying again would fail again.',
    }
  const first = choices[0]?.choice
  return first === undefined
    ? undefined
    : { choice: first, because: 'It records what was asked for.' }
}

/** The draft that a conflict opens with: the suggested choice, and what the terminal says is there to be had. */
export const draftFor = (conflict: ConflictDetail): Draft => {
  const offered = (choice: Choice) => conflict.choices.find((each) => each.choice === choice)
  const asked = offered('change-quantity')?.quantity ?? quantityAskedFor(conflict)
  return {
    choice: suggest(conflict)?.choice,
    quantity: asked === undefined ? clearQuantity() : proposeQuantity(asked),
    bin: offered('other-bin')?.bin,
    note: '',
  }
}

/** What has to be said before the draft can be looked at and confirmed. */
export const missingOf = (draft: Draft): 'choice' | 'quantity' | 'bin' | 'note' | undefined => {
  if (draft.choice === undefined) return 'choice'
  const { needs, needsNote = false } = choiceWords[draft.choice]
  if (needs === 'quantity' && (quantityOf(draft.quantity) ?? 0) < 1) return 'quantity'
  if (needs === 'bin' && draft.bin === undefined) return 'bin'
  return needsNote && draft.note.trim() === '' ? 'note' : undefined
}

/** The command that settles a conflict as drafted; undefined while something is missing. */
export const settle = (conflict: string, draft: Draft): Command | undefined => {
  const { choice, bin } = draft
  const quantity = quantityOf(draft.quantity)
  if (choice === undefined || missingOf(draft) !== undefined) return undefined
  const { needs } = choiceWords[choice]
  const note = draft.note.trim()
  return {
    type: 'ResolveConflict',
    conflict,
    choice,
    ...(needs === 'quantity' && { quantity }),
    ...(needs === 'bin' && { bin }),
    ...(note !== '' && { note }),
  }
}

/**
 * The other open conflicts that the same settlement fits: the same kind of command, the same reason and the same
 * choice. A choice that needs a quantity or a bin of its own fits none.
 */
export const alikeOf = (
  conflict: ConflictRow,
  choice: Choice | undefined,
  all: readonly ConflictRow[],
): ConflictRow[] =>
  choice === undefined || choiceWords[choice].needs !== undefined
    ? []
    : all.filter(
        (other) =>
          other.conflict !== conflict.conflict &&
          other.state === 'open' &&
          other.maySettle &&
          other.reason === conflict.reason &&
          other.command.type === conflict.command.type &&
          other.choices.some((offer) => offer.choice === choice),
      )
