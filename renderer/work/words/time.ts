import { useEffect, useState } from 'react'

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const hours = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })

/** A time of day by this terminal's clock: 10:42:07. */
export const clockTime = (timestamp: string): string => clock.format(new Date(timestamp))

/** The time of day, or the date and the time where it is not today: 3 Mar 10:42. */
export const dayAndTime = (timestamp: string, now: number): string => {
  const date = new Date(timestamp)
  const isToday = date.toDateString() === new Date(now).toDateString()
  return isToday ? clock.format(date) : `${day.format(date)} ${hours.format(date)}`
}

/** How long something has lasted, as one would say it: 12 min, 3 h, 2 days. Undefined under a minute. */
export const lasted = (since: string, now: number): string | undefined => {
  const minutes = Math.floor((now - Date.parse(since)) / 60_000)
  if (minutes < 1) return undefined
  if (minutes < 120) return `${String(minutes)} min`
  const full = Math.floor(minutes / 60)
  return full < 48 ? `${String(full)} h` : `${String(Math.floor(full / 24))} days`
}

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
