/** What the caller of an append believes about its stream. A number is the revision of the last event. */
export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists'

/** The revision "before the first event": what a stream without events is at. */
export const noStream = -1
