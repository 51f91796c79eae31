import { useLocation } from 'wouter'
import { useLeave } from './leaving.tsx'
import { paths } from './paths.ts'
import { useStatus } from './status.tsx'

/** What each screen that others lead back to is called. */
const places = {
  home: 'jobs',
  lookup: 'looking up',
  sync: 'sync',
  conflicts: 'conflicts',
  counts: 'counts',
} as const

/** A screen that others lead back to. */
export type Place = keyof typeof places

/** The way back, as the strip has it; there is none where one is there already, nor before the sign-in. */
export const useBack = (place: Place): { to: string; onBack: () => void } | undefined => {
  const [location, navigate] = useLocation()
  const leave = useLeave()
  const { session } = useStatus()
  if (session === null || location === paths[place]) return undefined
  const onBack = () => {
    leave(() => {
      navigate(paths[place])
    })
  }
  return { to: places[place], onBack }
}
