import type { Timing } from '../../commands/index.ts'

/** How far a connection has got. */
export type Progress = ReturnType<typeof openProgress>

export function openProgress({ now }: Pick<Timing, 'now'>) {
  let isOnline = false
  let isCaughtUp = false
  let gotOn = false
  let reached = now()
  return {
    /** The store has confirmed the subscription. */
    isOnline: () => isOnline,
    cameOnline: (): void => {
      isOnline = true
    },
    isCaughtUp: () => isCaughtUp,
    caughtUp: (): void => {
      isCaughtUp = true
      gotOn = true
    },
    /** Something has come of it: it has caught up, or an event went one way or the other. */
    gotOn: () => gotOn,
    sent: (): void => {
      gotOn = true
    },
    /** An event was taken in that the store recorded then. */
    reached: (recordedAt: string): void => {
      reached = Date.parse(recordedAt)
      gotOn = true
    },
    /** How far the pull is behind, in seconds, by the store's clock against this one; 0 when it has caught up. */
    lagSeconds: () => (isCaughtUp ? 0 : Math.max(0, (now() - reached) / 1000)),
  }
}
