import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { toIntended } from '#electron/terminal/session/index.ts'
import type { Terminal } from '#electron/terminal/index.ts'
import { openApi, openApiAs } from '#test/support/api.ts'
import { asAdmin, openTerminal, stockedTerminal, tempDir } from '#test/support/terminal.ts'

/** A clock that a test moves, and that can be set. */
function clock() {
  let [now, up] = [Date.parse('2026-01-02T03:04:05Z'), 1_000_000]
  return {
    now: () => new Date(now).toISOString(),
    uptime: () => up,
    pass: (seconds: number) => {
      now += seconds * 1000
      up += seconds * 1000
    },
    setBack: (days: number) => {
      now -= days * 86_400_000
    },
  }
}

let time: ReturnType<typeof clock>
let dataDir: string
let terminal: Terminal
let screen: ReturnType<Terminal['screens']['open']>

beforeEach(() => {
  time = clock()
  dataDir = tempDir()
  terminal = stockedTerminal({ dataDir, surroundings: time })
  screen = terminal.screens.open()
})

const wrong = async (times: number) => {
  const results = []
  for (let i = 0; i < times; i++) results.push(await screen.signIn('admin', '0000'))
  return results
}

describe('the first sign-in', () => {
  it('asks for a PIN to be chosen, whatever is typed, and choosing it signs in', async () => {
    expect(await screen.signIn('admin', '')).toEqual({ outcome: 'choose-pin' })
    expect(screen.current()).toBeUndefined()
    expect(await screen.choosePin('admin', '471100')).toEqual({ outcome: 'signed-in' })
    expect(screen.current()).toMatchObject({ operator: 'admin', role: 'supervisor' })
  })

  it('is the only time that a PIN can be chosen without the old one', async () => {
    await screen.choosePin('admin', '471100')
    expect(await screen.choosePin('admin', '1234')).toMatchObject({
      outcome: 'refused',
      code: 'pin-already-chosen',
    })
    expect(await screen.signIn('admin', '471100')).toEqual({ outcome: 'signed-in' })
  })

  it('of two people at the same moment, lets one choose', async () => {
    const results = await Promise.all([
      screen.choosePin('admin', '111111'),
      screen.choosePin('admin', '222222'),
    ])
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'signed-in'])
  })
})

describe('a first PIN', () => {
  const issue = (pin: string, operator = 'jo') => {
    const { api } = openApiAs(terminal, 'admin')
    return api.stock.execute({ id: randomUUID(), command: { type: 'IssuePin', operator, pin } })
  }
  beforeEach(async () => {
    await screen.choosePin('admin', '471100')
    screen.signOut()
    asAdmin(terminal)({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
  })

  it('is a supervisor’s to give: nobody claims a person who was just registered', async () => {
    const denied = { outcome: 'refused', code: 'pin-not-issued' }
    expect(await screen.signIn('jo', '1234')).toMatchObject(denied)
    expect(await screen.choosePin('jo', '1234')).toMatchObject(denied)
    const [, jo] = terminal.queries.operators.list()
    expect(jo).toMatchObject({ operator: 'jo', hasPin: false, mayChoose: false })
  })

  it('opens nothing but the choice of an own one, and is good for that once', async () => {
    await issue('654321')
    expect(await screen.signIn('jo', '654321')).toEqual({ outcome: 'choose-pin' })
    expect(screen.current()).toBeUndefined()
    expect(await screen.choosePin('jo', '654321')).toMatchObject({ code: 'pin-same' })
    expect(await screen.choosePin('jo', '2468')).toEqual({ outcome: 'signed-in' })
    screen.signOut()
    expect(await screen.signIn('jo', '654321')).toMatchObject({ outcome: 'wrong-pin' })
    expect(await screen.choosePin('jo', '9753')).toMatchObject({ code: 'pin-already-chosen' })
    expect(await screen.signIn('jo', '2468')).toEqual({ outcome: 'signed-in' })
  })

  it('lets nobody choose who has not typed it at that screen', async () => {
    await issue('654321')
    expect(await screen.choosePin('jo', '2468')).toMatchObject({ code: 'pin-already-chosen' })
    await screen.signIn('jo', '654321')
    const other = terminal.screens.open()
    expect(await other.choosePin('jo', '2468')).toMatchObject({ code: 'pin-already-chosen' })
    await issue('111222')
    expect(await screen.choosePin('jo', '2468')).toMatchObject({ code: 'pin-already-chosen' })
  })

  it('is good for a day', async () => {
    await issue('654321')
    time.pass(24 * 3600)
    expect(await screen.signIn('jo', '654321')).toEqual({ outcome: 'choose-pin' })
    time.pass(1)
    expect(await screen.signIn('jo', '654321')).toMatchObject({
      outcome: 'refused',
      code: 'pin-expired',
    })
    await issue('111222')
    expect(await screen.signIn('jo', '111222')).toEqual({ outcome: 'choose-pin' })
  })

  it('takes the place of a PIN that was forgotten, and ends what it had begun', async () => {
    await issue('654321')
    await screen.signIn('jo', '654321')
    await screen.choosePin('jo', '2468')
    await issue('111222')
    expect(screen.current()).toBeUndefined()
    expect(await screen.signIn('jo', '2468')).toMatchObject({ outcome: 'wrong-pin' })
  })
})

describe('a supervisor’s PIN', () => {
  it('has six digits or more where it is chosen at a screen', async () => {
    expect(await screen.choosePin('admin', '47110')).toMatchObject({ code: 'pin-too-short' })
    await screen.choosePin('admin', '471100')
    const { api } = openApi(terminal, screen)
    const command = { type: 'ChangePin', operator: 'admin', pin: '4711' } as const
    const answer = await api.stock.execute({ id: randomUUID(), command })
    expect(answer).toMatchObject({ outcome: 'refused', code: 'pin-too-short' })
  })

  it('that is shorter is still good, and is told as short until it is changed', async () => {
    const command = { type: 'ChangePin', operator: 'admin', pin: '4711' } as const
    asAdmin(terminal)(await toIntended(command))
    expect(await screen.signIn('admin', '4711')).toEqual({ outcome: 'signed-in' })
    expect(screen.current()).toMatchObject({ pinIsShort: true })
    const { api } = openApi(terminal, screen)
    await api.stock.execute({ id: randomUUID(), command: { ...command, pin: '471100' } })
    expect(screen.current()).toMatchObject({ pinIsShort: false })
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await screen.choosePin('admin', '471100')
    screen.signOut()
  })

  it('needs the right PIN; a wrong one says how many attempts are left', async () => {
    expect(await wrong(1)).toEqual([{ outcome: 'wrong-pin', attemptsLeft: 4 }])
    expect(screen.current()).toBeUndefined()
    expect(await screen.signIn('admin', '471100')).toEqual({ outcome: 'signed-in' })
    screen.signOut()
    expect(screen.current()).toBeUndefined()
    expect(await wrong(1)).toEqual([{ outcome: 'wrong-pin', attemptsLeft: 4 }])
  })

  it('is locked after five wrong PINs, for the right one too, until the time is over', async () => {
    expect((await wrong(5)).at(-1)).toEqual({
      outcome: 'locked',
      until: '2026-01-02T03:04:35.000Z',
    })
    time.pass(29)
    expect(await screen.signIn('admin', '471100')).toMatchObject({ outcome: 'locked' })
    time.pass(1)
    expect(await screen.signIn('admin', '471100')).toEqual({ outcome: 'signed-in' })
  })

  it('is locked for longer after every further wrong PIN', async () => {
    await wrong(5)
    time.pass(30)
    expect(await wrong(1)).toEqual([{ outcome: 'locked', until: '2026-01-02T03:05:35.000Z' }])
  })

  it('counts wrong PINs over a restart', async () => {
    await wrong(4)
    await terminal.close()
    terminal = openTerminal({ dataDir, surroundings: time })
    screen = terminal.screens.open()
    expect(await wrong(1)).toMatchObject([{ outcome: 'locked' }])
  })

  it('is locked no longer, and no shorter, when the clock is set', async () => {
    await wrong(5)
    time.setBack(365)
    expect(await wrong(1)).toEqual([{ outcome: 'locked', until: '2025-01-02T03:04:35.000Z' }])
    time.setBack(-365)
    time.pass(29)
    time.setBack(-1)
    expect(await screen.signIn('admin', '471100')).toMatchObject({ outcome: 'locked' })
    time.pass(1)
    expect(await screen.signIn('admin', '471100')).toEqual({ outcome: 'signed-in' })
  })

  it('says so where what is stored as the PIN can fit none, and counts no attempt', async () => {
    const pin = { algorithm: 'scrypt', cost: 3, blockSize: 8, parallelization: 1 } as const
    const salt = Buffer.alloc(16).toString('base64')
    const forged = { ...pin, salt, hash: Buffer.alloc(32).toString('base64') }
    asAdmin(terminal)({ type: 'ChangePin', operator: 'admin', pin: forged })
    for (let i = 0; i < 7; i++)
      expect(await screen.signIn('admin', '471100')).toMatchObject({
        outcome: 'refused',
        code: 'pin-unusable',
      })
  })

  it('gives no more attempts when many are made at once', async () => {
    const pins = Array.from({ length: 20 }, (_, i) => String(i).padStart(4, '0'))
    const results = await Promise.all(pins.map((pin) => screen.signIn('admin', pin)))
    expect(results.filter(({ outcome }) => outcome === 'locked').length).toBeGreaterThanOrEqual(15)
  })

  it('refuses people who are not registered', async () => {
    expect(await screen.signIn('nobody', '471100')).toMatchObject({
      outcome: 'refused',
      code: 'operator-unknown',
    })
  })
})

describe('a sign-in', () => {
  const person = (operator: string) => {
    asAdmin(terminal)({ type: 'RegisterOperator', operator, name: operator, role: 'operator' })
    return screen.choosePin(operator, '471100')
  }

  it('is the screen’s own: another one has another, or none', async () => {
    await person('jo')
    const other = terminal.screens.open()
    expect(other.current()).toBeUndefined()
    await other.choosePin('admin', '471100')
    expect(screen.current()).toMatchObject({ operator: 'jo' })
    other.signOut()
    expect(screen.current()).toMatchObject({ operator: 'jo' })
  })

  it('ends when the operator is deactivated, who cannot come back', async () => {
    await person('jo')
    asAdmin(terminal)({ type: 'DeactivateOperator', operator: 'jo' })
    expect(screen.current()).toBeUndefined()
    expect(await screen.signIn('jo', '471100')).toMatchObject({
      outcome: 'refused',
      code: 'operator-inactive',
    })
  })

  it('ends when the operator gets another role, and begins again with it', async () => {
    await person('jo')
    asAdmin(terminal)({ type: 'ChangeRole', operator: 'jo', role: 'supervisor' })
    expect(screen.current()).toBeUndefined()
    await screen.signIn('jo', '471100')
    expect(screen.current()).toMatchObject({ operator: 'jo', role: 'supervisor' })
  })

  it('ends everywhere when somebody else gives the operator another PIN', async () => {
    await person('jo')
    const other = terminal.screens.open()
    await other.signIn('jo', '471100')
    const { api } = openApiAs(terminal, 'admin')
    const command = { type: 'ChangePin', operator: 'jo', pin: '1234' } as const
    await api.stock.execute({ id: randomUUID(), command })
    expect([screen.current(), other.current()]).toEqual([undefined, undefined])
    expect(await screen.signIn('jo', '471100')).toMatchObject({ outcome: 'wrong-pin' })
  })

  it('stays where its own PIN was changed, and ends elsewhere', async () => {
    await person('jo')
    const other = terminal.screens.open()
    await other.signIn('jo', '471100')
    const { api } = openApi(terminal, screen)
    const command = { type: 'ChangePin', operator: 'jo', pin: '1234' } as const
    await api.stock.execute({ id: randomUUID(), command })
    expect(screen.current()).toMatchObject({ operator: 'jo' })
    expect(other.current()).toBeUndefined()
  })

  it('that is locked answers nothing, and goes on for the same person as if it had not been', async () => {
    await person('jo')
    const before = screen.current()
    const { api } = openApi(terminal, screen)
    time.pass(600)
    await api.session.lock()
    await expect(api.stock.byBin({ bin: 'A-1' })).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await screen.signIn('jo', '471100')
    expect(screen.current()).toEqual(before)
    screen.signOut()
    await screen.signIn('jo', '471100')
    expect(screen.current()?.since).not.toBe(before?.since)
  })

  it('outlives a page that is loaded again, for half a minute', async () => {
    const first = terminal.screens.connect('tab 1')
    await first.screen.choosePin('admin', '471100')
    first.close()
    time.pass(30)
    const again = terminal.screens.connect('tab 1')
    expect(again.screen.current()).toMatchObject({ operator: 'admin' })
    expect(terminal.screens.connect('tab 2').screen.current()).toBeUndefined()
    again.close()
    time.pass(31)
    expect(terminal.screens.connect('tab 1').screen.current()).toBeUndefined()
  })

  it('is not ended by a connection that goes after the next one has come', async () => {
    const first = terminal.screens.connect('window')
    await first.screen.choosePin('admin', '471100')
    const second = terminal.screens.connect('window')
    first.close()
    first.close()
    time.pass(600)
    expect(second.screen.current()).toMatchObject({ operator: 'admin' })
    expect(terminal.screens.connect('window').screen.current()).toMatchObject({ operator: 'admin' })
  })

  it('ends with the process', async () => {
    await screen.choosePin('admin', '471100')
    await terminal.close()
    terminal = openTerminal({ dataDir })
    screen = terminal.screens.open()
    expect(screen.current()).toBeUndefined()
    expect(await screen.signIn('admin', '471100')).toEqual({ outcome: 'signed-in' })
  })
})
