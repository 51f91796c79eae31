import { useEffect, useEffectEvent } from 'react'

/** What somebody at the terminal does. A scanner strikes keys. */
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove'] as const

/** How often it is looked at; a lock comes at most so much later. */
const LOOK_MS = 5_000

/**
 * Calls back once nobody has touched the terminal for so many minutes. Time by the clock counts too: the other one
 * stands still while the machine sleeps.
 */
export const useIdle = (minutes: number, onIdle: () => void, isOn: boolean): void => {
  const call = useEffectEvent(onIdle)
  useEffect(() => {
    if (!isOn) return undefined
    const times = () => [performance.now(), Date.now()] as const
    let [at, atClock] = times()
    const touched = () => {
      ;[at, atClock] = times()
    }
    const look = setInterval(() => {
      const [now, clock] = times()
      if (Math.max(now - at, clock - atClock) >= minutes * 60_000) call()
    }, LOOK_MS)
    for (const sign of signs)
      window.addEventListener(sign, touched, { capture: true, passive: true })
    return () => {
      clearInterval(look)
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [isOn, minutes])
}
