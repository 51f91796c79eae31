import { expect, it } from 'vitest'
import { problemOf } from '#shared/words/index.ts'
import { keepLink } from '../../../electron/terminal/sync/link/link.ts'

const at = (minutes: number) => new Date(minutes * 60_000).toISOString()

function linkAndClock() {
  let minutes = 0
  const link = keepLink(() => minutes * 60_000)
  return {
    link,
    /** Lets something happen in that minute. */
    inMinute: (after: number, happen: () => void) => {
      minutes = after
      happen()
    },
  }
}

it('counts an absence from when the store went away, however often it is tried again', () => {
  const { link, inMinute } = linkAndClock()
  inMinute(1, link.online)
  inMinute(10, () => link.offline(problemOf('unreachable'), 0))
  inMinute(11, link.connecting)
  inMinute(12, () => link.offline(problemOf('timeout'), 0))
  expect(link.current()).toMatchObject({
    state: 'offline',
    since: at(10),
    problem: { code: 'timeout' },
  })
  inMinute(13, link.connecting)
  expect(link.current()).toMatchObject({ state: 'connecting', since: at(10) })
  inMinute(14, link.online)
  expect(link.current()).toMatchObject({ state: 'online', since: at(14) })
})

it('has last had contact when the connection dropped, not when the store last had something to say', () => {
  const { link, inMinute } = linkAndClock()
  expect(link.current().lastContact).toBeNull()
  inMinute(1, () => {
    link.heard()
    link.online()
  })
  expect(link.current().lastContact).toBe(at(1))
  inMinute(120, () => link.offline(problemOf('unreachable'), 0))
  expect(link.current().lastContact).toBe(at(120))
  inMinute(121, link.connecting)
  inMinute(122, () => link.offline(problemOf('timeout'), 0))
  expect(link.current().lastContact).toBe(at(120))
})

it('begins anew to count when it is parked: that is another trouble', () => {
  const { link, inMinute } = linkAndClock()
  inMinute(5, () => link.parked(problemOf('store-other')))
  expect(link.current()).toMatchObject({ state: 'parked', since: at(5), lastContact: null })
})
