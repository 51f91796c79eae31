import { z } from 'zod'

/** What a disk has altered or lost of what was recorded. Stable names. */
const damageKind = z.enum(['altered', 'missing', 'unlinked', 'database'])

/** `sequence` is the intention's number, or the first that is missing; `detail` says which row, or the last number. */
export const damageFacts = z.strictObject({
  kind: damageKind,
  sequence: z.int().nullable(),
  intention: z.string().nullable(),
  detail: z.string(),
})
export type DamageFacts = z.infer<typeof damageFacts>

const again =
  'Enter it again if it was not sent: look in the history of the product whether it is there.'

function altered({ sequence, detail }: DamageFacts): string {
  if (sequence === null)
    return `Event ${detail} is not as it was read from the central store. What this terminal shows of that stream may be wrong.`
  if (detail === 'intention')
    return `Intention ${sequence} is not as it was recorded. It is not sent as it reads now. ${again}`
  return `What intention ${sequence} was decided as is not as it was recorded. It is not sent as it reads now. ${again}`
}

/** In words, for the person who has to see to it. */
export function damageText(facts: DamageFacts): string {
  const { kind, sequence, detail } = facts
  switch (kind) {
    case 'altered':
      return altered(facts)
    case 'missing': {
      const which =
        String(sequence) === detail
          ? `Intention ${detail} is`
          : `Intentions ${sequence} to ${detail} are`
      return `${which} gone: recorded here, and not in the database any more. ${again}`
    }
    case 'unlinked':
      return `Intention ${sequence} does not follow from the one before it: one of the two was altered, or one between them is gone.`
    case 'database':
      return `The database is damaged: ${detail}.`
    default:
      return kind satisfies never
  }
}
