import { useEffect, useState } from 'react'

/** The time, brought up to date every `every` milliseconds. */
export const useNow = (every = 15_000): number => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
    }, every)
    return () => {
      clearInterval(timer)
    }
  }, [every])
  return now
}
