/** How something was asked for, where that was no screen: the command line takes a name on trust. To be put after it. */
export const howAsked = (via: string | null): string =>
  via === null ? '' : via === 'cli' ? ', from the command line' : `, by ${via}`

/** Who asked for something, and how. */
export const byWhom = (operator: string, via: string | null): string =>
  `${operator}${howAsked(via)}`
