/** The instant of an ISO 8601 time, in milliseconds since 1970. What the time is now comes in as an argument. */
// oxlint-disable-next-line eslint/no-restricted-globals -- reads a time that was given, not the clock
export const instant = (time: string): number => Date.parse(time)

/** The other way round. */
// oxlint-disable-next-line eslint/no-restricted-globals -- writes a time that was given, not the clock
export const timeAt = (milliseconds: number): string => new Date(milliseconds).toISOString()
