import { useLocation } from 'wouter'
import { useLeave } from './leaving.tsx'
import { useStatus } from './status.tsx'
import { useGo, useWays, type Place } from './ways.ts'

/** The way back, as the strip has it; there is none where one is there already, nor before the sign-in. */
export const useBack = (place: Place): { to: string; onBack: () => void } | undefined => {
  const [location] = useLocation()
  const go = useGo()
  const leave = useLeave()
  const { session } = useStatus()
  const { path, called } = useWays().addresses[place]
  if (session === null || location === path) return undefined
  const onBack = () => {
    leave(() => {
      go(place)
    })
  }
  return { to: called, onBack }
}
