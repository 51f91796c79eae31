import { describe, expect, it } from 'vitest'
import { connectEventStoreDb } from '#electron/terminal/central/eventStoreDb.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { acceptAndSync } from '#test/support/halted.ts'
import { endForGood, missingOf, setMetadata, shown, softDelete, STOCK } from '#test/support/gaps.ts'
import { openSite, type Site, sync } from '#test/support/site.ts'
import { asAdmin, asOperator, stockOf, tempDir } from '#test/support/terminal.ts'
import { meddle } from '#test/support/database.ts'

const SKU = 'SKU-1'

/** Four and then six were received into A-1. T1 has all of it; eva is a supervisor and ana is not. */
async function receivedTwice() {
  const site = await openSite()
  const one = site.terminal('T1')
  const run = asAdmin(one)
  run({ type: 'RegisterOperator', operator: 'eva', name: 'Eva', role: 'supervisor' })
  run({ type: 'RegisterOperator', operator: 'ana', name: 'Ana', role: 'operator' })
  for (const bin of ['A-1', 'A-2']) run({ type: 'RegisterBin', bin })
  run({ type: 'RegisterProduct', sku: SKU, name: 'Chain', packs: [] })
  run({ type: 'RegisterProduct', sku: 'SKU-2', name: 'Rope', packs: [] })
  for (const quantity of [4, 6]) run({ type: 'ReceiveStock', sku: SKU, bin: 'A-1', quantity })
  run({ type: 'ReceiveStock', sku: 'SKU-2', bin: 'A-1', quantity: 5 })
  await sync(one)
  return { site, one }
}

/** What came before a revision of the book is gone for good. */
async function cut(site: Site, before: number) {
  await setMetadata(site, STOCK, { truncateBefore: before })
  await site.scavenge()
}

/** The same, with the first receipt cut off, and a terminal that is set up afterwards. */
async function cutOff() {
  const { site, one } = await receivedTwice()
  await cut(site, 1)
  const two = site.terminal('T2')
  await sync(two)
  return { site, one, two }
}

const receive = (terminal: Terminal, quantity = 1) =>
  asOperator(terminal, 'ana')({ type: 'ReceiveStock', sku: SKU, bin: 'A-1', quantity })

const pick = (terminal: Terminal, quantity = 1) =>
  asOperator(terminal, 'ana')({ type: 'PickStock', sku: SKU, bin: 'A-1', quantity })

const accept = (terminal: Terminal, operator = 'eva', stream = STOCK) =>
  asOperator(
    terminal,
    operator,
  )({ type: 'AcceptIncomplete', terminal: terminal.identity()?.terminal ?? '', stream })

/** Counts A-1, hands in, approves and posts, all on one terminal. */
async function count(terminal: Terminal, quantity: number, id = 'C1') {
  const run = asOperator(terminal, 'ana')
  const outcomes = [
    asAdmin(terminal)({ type: 'OpenCount', count: id, bins: ['A-1'], skus: [SKU] }),
    run({ type: 'RecordCount', count: id, bin: 'A-1', sku: SKU, quantity, reason: 'found' }),
    run({ type: 'SubmitCount', count: id }),
    asOperator(terminal, 'eva')({ type: 'ApproveCount', count: id }),
  ]
  for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'accepted' })
  for (const _ of ['approved', 'posted', 'confirmed']) await sync(terminal)
}

/** What a terminal says of the bin, and that its movements say the same. */
function book(terminal: Terminal, bin = 'A-1') {
  const row = terminal.queries.stock.byProduct(SKU).find((one) => one.bin === bin)
  const moved = [...terminal.queries.movements.history(SKU)]
    .filter(({ status }) => status === 'confirmed')
    .reduce((sum, { delta, bin: from, toBin }) => {
      if (from === bin) return sum + delta
      return toBin === bin ? sum - delta : sum
    }, 0)
  expect(moved).toBe(stockOf(terminal, bin).confirmed)
  return { onHand: row?.onHand ?? 0, incomplete: row?.incomplete ?? false }
}

/** Throws away what can be made anew, as a newer version does, and opens the terminal again. */
async function rebuilt(site: Site, terminal: Terminal, dataDir: string) {
  const id = terminal.identity()?.terminal ?? ''
  meddle(terminal, "DELETE FROM snapshot; DELETE FROM meta WHERE key = 'read-models'")
  await terminal.close()
  return site.terminal(id, { dataDir })
}

describe('a book of which events are missing', () => {
  it('is marked on the terminal that misses them, and on no other', async () => {
    const { one, two } = await cutOff()
    expect(book(two)).toEqual({ onHand: 6, incomplete: true })
    expect(two.queries.products.bySku(SKU)).toMatchObject({ onHand: 6, incomplete: true })
    expect(two.queries.missing.ofProduct(SKU)).toEqual([
      { stream: STOCK, first: 0, last: 0, cause: 'missing', acceptedBy: null },
    ])
    expect(two.queries.products.bySku('SKU-2')).toMatchObject({ onHand: 5, incomplete: false })
    receive(one)
    await sync(one)
    expect(book(one)).toEqual({ onHand: 11, incomplete: false })
  })

  it('is set right everywhere by a count on the terminal that misses them', async () => {
    const { one, two } = await cutOff()
    await count(two, 10)
    await sync(one)
    for (const terminal of [one, two])
      expect(book(terminal)).toEqual({ onHand: 10, incomplete: false })
    expect(two.queries.counts.lines('C1')).toMatchObject([
      { book: 6, variance: 4, state: 'posted', incomplete: true },
    ])
    expect(one.queries.counts.lines('C1')).toMatchObject([
      { book: 10, variance: 0, state: 'posted', incomplete: true },
    ])
  })

  it('keeps what was moved after the count on top of what was counted', async () => {
    const { one, two } = await cutOff()
    const run = asOperator(two, 'ana')
    asAdmin(two)({ type: 'OpenCount', count: 'C1', bins: ['A-1'], skus: [SKU] })
    run({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: SKU, quantity: 10, reason: 'found' })
    await sync(two)
    pick(one, 3)
    await sync(one)
    run({ type: 'SubmitCount', count: 'C1' })
    asOperator(two, 'eva')({ type: 'ApproveCount', count: 'C1' })
    for (const terminal of [two, two, two, one]) await sync(terminal)
    for (const terminal of [one, two])
      expect(book(terminal)).toEqual({ onHand: 7, incomplete: false })
  })

  it('asks to count again where what came after the look is missing', async () => {
    const { site, one } = await receivedTwice()
    const two = site.terminal('T2')
    await sync(two)
    const run = asOperator(two, 'ana')
    asAdmin(two)({ type: 'OpenCount', count: 'C1', bins: ['A-1'], skus: [SKU] })
    run({ type: 'RecordCount', count: 'C1', bin: 'A-1', sku: SKU, quantity: 10 })
    pick(one, 3)
    receive(one, 2)
    await sync(one)
    await cut(site, 3)
    run({ type: 'SubmitCount', count: 'C1' })
    await sync(two)
    expect(book(two)).toEqual({ onHand: 12, incomplete: true })
    asOperator(two, 'eva')({ type: 'ApproveCount', count: 'C1' })
    for (const terminal of [two, two, one]) await sync(terminal)
    const [conflict] = two.queries.conflicts.list('open', 10)
    expect(conflict).toMatchObject({
      reason: 'no-longer-possible',
      message: expect.stringContaining(
        'was counted, 10, but what was moved there since is missing',
      ),
    })
    expect(conflict?.choices.map(({ choice }) => choice)).toEqual(['recount', 'leave-undone'])
    expect(book(one)).toEqual({ onHand: 9, incomplete: false })
    asAdmin(two)({
      type: 'ResolveConflict',
      conflict: conflict?.conflict ?? '',
      choice: 'recount',
    })
    await sync(two)
    expect(two.store.outbox.summary()).toMatchObject({ pending: 0, held: 0, conflict: 0 })
    await count(two, 9, 'C2')
    await sync(one)
    for (const terminal of [one, two])
      expect(book(terminal)).toEqual({ onHand: 9, incomplete: false })
  })

  it('is decided on by nobody before a supervisor says so, there and about no more than is missing', async () => {
    const { site, one, two } = await cutOff()
    expect(pick(two)).toMatchObject({
      outcome: 'refused',
      code: 'stream-incomplete',
      message: expect.stringContaining('Count the bin'),
    })
    expect(receive(two)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
    expect(
      asOperator(two, 'ana')({ type: 'PickStock', sku: 'SKU-2', bin: 'A-1', quantity: 1 }),
    ).toMatchObject({ outcome: 'accepted' })
    expect(accept(two, 'ana')).toMatchObject({ outcome: 'refused', code: 'not-permitted' })
    expect(
      asOperator(two, 'eva')({ type: 'AcceptIncomplete', terminal: 'T1', stream: STOCK }),
    ).toMatchObject({ outcome: 'refused', code: 'not-permitted' })
    expect(accept(one)).toMatchObject({ outcome: 'refused', code: 'nothing-missing' })
    expect(accept(two)).toMatchObject({ outcome: 'accepted' })
    expect(missingOf(two)).toMatchObject([{ stream: STOCK, acceptedBy: 'eva' }])
    expect(pick(two)).toMatchObject({ outcome: 'accepted' })
    for (const terminal of [two, one]) await sync(terminal)
    expect(book(one)).toEqual({ onHand: 9, incomplete: false })
    expect(book(two)).toEqual({ onHand: 5, incomplete: true })
    // Another gap asks again.
    for (const quantity of [1, 1]) receive(one, quantity)
    await sync(one)
    await cut(site, 4)
    await sync(two)
    expect(pick(two)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
  })

  it('lets a bin be worked at again once it was counted, and no other', async () => {
    const { one, two } = await cutOff()
    await count(two, 10)
    const move = { type: 'MoveStock', sku: SKU, from: 'A-1', to: 'A-2', quantity: 1 } as const
    expect(pick(two)).toMatchObject({ outcome: 'accepted' })
    expect(asAdmin(two)(move)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
    for (const terminal of [two, one]) await sync(terminal)
    for (const terminal of [one, two])
      expect(book(terminal)).toEqual({ onHand: 9, incomplete: false })
  })

  it('makes a conflict of what was pending there, and a person may record it all the same', async () => {
    const { site, one } = await receivedTwice()
    const two = site.terminal('T2')
    await sync(two)
    pick(two, 2)
    receive(one, 5)
    receive(one, 1)
    await sync(one)
    await cut(site, 3)
    await sync(two)
    const [conflict] = two.queries.conflicts.list('open', 10)
    expect(conflict).toMatchObject({
      reason: 'no-longer-possible',
      message: expect.stringContaining('What was recorded is kept'),
    })
    expect(conflict?.choices.map(({ choice }) => choice)).toEqual([
      'record-as-happened',
      'leave-undone',
    ])
    for (const _ of ['sent', 'raised']) await sync(two)
    await sync(one)
    expect(
      asAdmin(one)({
        type: 'ResolveConflict',
        conflict: conflict?.conflict ?? '',
        choice: 'record-as-happened',
      }),
    ).toMatchObject({ outcome: 'accepted' })
    await sync(one)
    for (const terminal of [two, two, one]) await sync(terminal)
    expect(two.store.outbox.summary()).toMatchObject({ pending: 0, held: 0, conflict: 0 })
    expect(book(one).onHand).toBe(14)
  })

  it('is still so after a restart, and after everything was made anew', async () => {
    const { site, one } = await receivedTwice()
    await cut(site, 1)
    const dataDir = tempDir()
    let two = site.terminal('T2', { dataDir })
    await sync(two)
    two = await rebuilt(site, two, dataDir)
    expect(book(two)).toEqual({ onHand: 6, incomplete: true })
    expect(pick(two)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
    await count(two, 10)
    pick(two, 1)
    await sync(two)
    two = await rebuilt(site, two, dataDir)
    expect(book(two)).toEqual({ onHand: 9, incomplete: false })
    expect(pick(two)).toMatchObject({ outcome: 'accepted' })
    await sync(one)
    expect(book(one)).toEqual({ onHand: 9, incomplete: false })
  })
})

/**
 * A terminal whose node of the store was scavenged while what is hidden was hidden: its log lacks the first events of the
 * book. Reading the stream gives what the store gives.
 */
const onScavengedNode = (site: Site, before: number, dataDir = tempDir()) =>
  site.terminal('T2', {
    dataDir,
    connect: (url) => {
      const central = connectEventStoreDb(url)
      return {
        ...central,
        subscribe: (prefixes, after) => {
          const feed = central.subscribe(prefixes, after)
          const next = async () => {
            const item = await feed.next()
            if (item.kind !== 'chunk') return item
            const isLeft = ({ stream, revision }: { stream: string; revision: number }) =>
              stream !== STOCK || revision >= before
            return { ...item, events: item.events.filter(isLeft) }
          }
          return { ...feed, next }
        },
      }
    },
  })

describe('what is missing', () => {
  it.each([
    ['$tb', { truncateBefore: 1 }],
    ['$maxCount', { maxCount: 1 }],
  ])('is read again once %s is taken back', async (_name, metadata) => {
    const { site, one } = await receivedTwice()
    await setMetadata(site, STOCK, metadata)
    const two = onScavengedNode(site, 1)
    await sync(two)
    expect(book(two)).toEqual({ onHand: 6, incomplete: true })
    accept(two)
    pick(two)
    await setMetadata(site, STOCK, {})
    await sync(two)
    expect(book(two)).toEqual({ onHand: 9, incomplete: false })
    expect(missingOf(two)).toEqual([])
    expect(pick(two)).toMatchObject({ outcome: 'accepted' })
    for (const terminal of [two, one]) await sync(terminal)
    expect(book(one)).toEqual({ onHand: 8, incomplete: false })
  })

  it('is read again once a soft delete is taken back', async () => {
    const { site, one } = await receivedTwice()
    await softDelete(site, STOCK)
    receive(one, 1)
    await sync(one)
    const two = onScavengedNode(site, 2)
    await sync(two)
    expect(book(two)).toEqual({ onHand: 1, incomplete: true })
    await setMetadata(site, STOCK, {})
    await sync(two)
    expect(book(two)).toEqual({ onHand: 11, incomplete: false })
  })

  it('is read again in part, and the rest stays missing', async () => {
    const { site, one } = await receivedTwice()
    for (const quantity of [1, 2]) receive(one, quantity)
    await sync(one)
    await setMetadata(site, STOCK, { truncateBefore: 3 })
    const two = onScavengedNode(site, 3)
    await sync(two)
    expect(book(two)).toEqual({ onHand: 2, incomplete: true })
    await setMetadata(site, STOCK, { truncateBefore: 1 })
    await sync(two)
    expect(book(two)).toEqual({ onHand: 9, incomplete: true })
    expect(missingOf(two)).toMatchObject([{ first: 0, last: 0 }])
  })

  it('moves a count to where it was made, once it is here again', async () => {
    const { site, one } = await receivedTwice()
    await setMetadata(site, STOCK, { truncateBefore: 1 })
    const dataDir = tempDir()
    const two = onScavengedNode(site, 1, dataDir)
    await sync(two)
    await count(two, 11)
    const posted = (terminal: Terminal) =>
      [...terminal.queries.movements.history(SKU)].find(
        ({ type }) => type === 'CountVariancePosted',
      )
    expect(posted(two)).toMatchObject({ delta: 5, incomplete: true })
    await setMetadata(site, STOCK, {})
    for (const terminal of [two, one]) await sync(terminal)
    for (const terminal of [one, two]) {
      expect(book(terminal)).toEqual({ onHand: 11, incomplete: false })
      expect(posted(terminal)).toMatchObject({ delta: 1, incomplete: true })
    }
    expect(book(await rebuilt(site, two, dataDir))).toEqual({ onHand: 11, incomplete: false })
  })

  it.each([
    ['a soft delete', (site: Site) => softDelete(site, STOCK)],
    ['$maxAge', (site: Site) => setMetadata(site, STOCK, { maxAge: 1 })],
  ])('is gone after %s and a scavenge, and other streams never notice', async (_name, hide) => {
    const { site, one } = await receivedTwice()
    await hide(site)
    await expect.poll(() => shown(site, STOCK)).toBe(0)
    await site.scavenge()
    await setMetadata(site, STOCK, {})
    const two = site.terminal('T2')
    expect(await sync(two)).toMatchObject({ online: true, problem: null })
    expect(book(two)).toEqual({ onHand: 6, incomplete: true })
    expect(two.queries.products.bySku('SKU-2')).toMatchObject({ onHand: 5, incomplete: false })
    await count(two, 10)
    await sync(one)
    for (const terminal of [one, two])
      expect(book(terminal)).toEqual({ onHand: 10, incomplete: false })
  })
})

describe('a word about what is missing', () => {
  it('is for no more than an older copy of the store has, once that was put back', async () => {
    const { site, one, two } = await cutOff()
    await site.stop()
    site.copy('older.db')
    await site.start()
    for (const quantity of [1, 1]) receive(one, quantity)
    await sync(one)
    await cut(site, 3)
    await sync(two)
    expect(accept(two)).toMatchObject({ outcome: 'accepted' })
    await sync(two)
    await site.stop()
    await site.startOn('older.db')
    for (const terminal of [two, one]) {
      await sync(terminal)
      await acceptAndSync(terminal)
    }
    expect(missingOf(two)).toMatchObject([{ first: 0, last: 0, acceptedBy: 'eva' }])
    // What stands at these revisions now is something else: nobody has given a word about it.
    for (const quantity of [2, 2]) receive(one, quantity)
    await sync(one)
    await cut(site, 5)
    await sync(two)
    expect(missingOf(two)).toMatchObject([{ acceptedBy: 'eva' }, { acceptedBy: null }])
    expect(pick(two)).toMatchObject({ outcome: 'refused', code: 'stream-incomplete' })
  })
})

describe('a stream that was ended for good', () => {
  it('takes nothing any more, says so by name, keeps what is pending, and stops nothing else', async () => {
    const { site, one } = await receivedTwice()
    pick(one, 2)
    await endForGood(site, STOCK)
    asAdmin(one)({ type: 'ReceiveStock', sku: 'SKU-2', bin: 'A-1', quantity: 1 })
    const report = await sync(one)
    expect(report).toMatchObject({ online: true, pending: 1, problem: { code: 'stream-ended' } })
    expect(report.problem?.message).toContain(`Somebody has ended ${STOCK}`)
    expect(one.queries.outbox.list(10, one.sendState)).toMatchObject([
      { stream: STOCK, state: 'pending', problem: { code: 'stream-ended' } },
    ])
    // Nor is it forgotten by who only looks, or after a restart.
    expect(one.queries.outbox.list(10)).toMatchObject([{ problem: { code: 'stream-ended' } }])
    expect(pick(one)).toMatchObject({ outcome: 'refused', code: 'stream-ended' })
    expect(accept(one)).toMatchObject({ outcome: 'refused', code: 'stream-ended' })
    expect(one.queries.stock.byProduct(SKU)).toMatchObject([
      { onHand: 8, confirmed: 10, incomplete: true },
    ])
    expect(stockOf(one, 'A-1', 'SKU-2').confirmed).toBe(6)
  })
})
