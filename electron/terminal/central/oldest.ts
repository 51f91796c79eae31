import { OLDEST_SERVER } from '#shared/contract/problem.ts'

const numbersOf = (version: string) => /^(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number)

/** A server that names no version, or 0 as one that somebody built themselves does, is taken. */
export function isTooOld(version: string | undefined): version is string {
  const [major = 0, minor = 0] = numbersOf(version ?? '') ?? []
  const [oldestMajor = 0, oldestMinor = 0] = numbersOf(OLDEST_SERVER) ?? []
  if (major === 0) return false
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
}
