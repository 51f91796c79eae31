import type { z } from 'zod'

/** Why input does not parse, in one sentence for a person; never longer than a few lines, whatever the input. */
export function describeProblem(error: z.ZodError): string {
  const shown = error.issues.slice(0, 3).map(explain)
  const more = error.issues.length - shown.length
  return [...new Set(shown), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

function explain(issue: z.core.$ZodIssue): string {
  const place = issue.path.filter((part) => part !== 'command').join('.')
  const own = !issue.message.startsWith('Invalid')
  switch (issue.code) {
    case 'unrecognized_keys':
      return `unknown field${issue.keys.length > 1 ? 's' : ''} ${clip(issue.keys.join(', '))}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `${place} is none of ${issue.options.join(', ')}`
        : `${place} is not valid`
    case 'invalid_value':
      return `${place} is none of ${issue.values.join(', ')}`
    case 'invalid_type':
      if (own) return issue.message
      return issue.message.endsWith('received undefined')
        ? `${place} is missing`
        : `${place} is not a ${issue.expected}`
    case 'invalid_format':
      return own ? issue.message : `${place} is not a valid ${issue.format}`
    default:
      return own || place === '' ? issue.message : `${place}: ${issue.message}`
  }
}

const clip = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
