import { fewestDigits } from '#shared/contract/codes.ts'

/** A PIN for once, that nobody can guess: as long as the longest that is asked for. */
export const oneTimePin = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(fewestDigits.supervisor)), (random) =>
    String(random % 10),
  ).join('')
