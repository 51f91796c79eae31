import type { DamageFacts } from '../../contract/damage.ts'

const again =
  'Enter it again if it was not sent: look in the history of the product whether it is there.'

function altered({ sequence, detail }: DamageFacts): string {
  if (sequence === null)
    return `Event ${detail} is not as it was read from the central store. What this terminal shows of that stream may be wrong.`
  if (detail === 'intention')
    return `Intention ${sequence} is not as it was recorded. It is not sent as it reads now. ${again}`
  return `What intention ${sequence} was decided as is not as it was recorded. It is not sent as it reads now. ${again}`
}

const tables: Readonly<Record<string, string>> = {
  product_search: 'the search for product',
  snapshot: 'the kept state of',
}

/** `detail` is the table, and what the row is about. */
function rowOf(detail: string): string {
  const [table = '', ...about] = detail.split(' ')
  return [tables[table] ?? table, ...about].join(' ')
}

/** In words, of what was made anew, and is right again. */
export const mendedText = ({ detail }: DamageFacts): string =>
  `What this terminal showed (${rowOf(detail)}) was not what was recorded. It was made anew, and is right now.`

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
    case 'read-model':
      return `What this terminal shows (${rowOf(detail)}) is not what was recorded. Nothing that was recorded is touched by it. The terminal makes it anew while it runs, or at its next start.`
    case 'record':
      return `What this terminal keeps for itself (${detail}) is not as it was written. What was recorded is not touched by it. Send what is pending, then set this terminal up anew in an empty folder.`
    case 'file':
      return `The file ${detail} in the data folder cannot be read, or is another terminal's. What was recorded is not touched by it. Put it back from a copy, or ask support.`
    default:
      return kind satisfies never
  }
}
