import { beforeEach, describe, expect, it } from 'vitest'
import type { Terminal } from '#electron/terminal/index.ts'
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

beforeEach(() => {
  time = clock()
  dataDir = tempDir()
  terminal = stockedTerminal({ dataDir, surroundings: time })
})

const wrong = async (times: number) => {
  const results = []
  for (let i = 0; i < times; i++) results.push(await terminal.sessions.signIn('admin', '0000'))
  return results
}

describe('the first sign-in', () => {
  it('asks for a PIN to be chosen, whatever is typed, and choosing it signs in', async () => {
    expect(await terminal.sessions.signIn('admin', '')).toEqual({ outcome: 'choose-pin' })
    expect(terminal.sessions.current()).toBeUndefined()
    expect(await terminal.sessions.choosePin('admin', '4711')).toEqual({ outcome: 'signed-in' })
    expect(terminal.sessions.current()).toMatchObject({ operator: 'admin', role: 'supervisor' })
  })

  it('is the only time that a PIN can be chosen without the old one', async () => {
    await terminal.sessions.choosePin('admin', '4711')
    expect(await terminal.sessions.choosePin('admin', '1234')).toMatchObject({
      outcome: 'refused',
      code: 'pin-already-chosen',
    })
    expect(await terminal.sessions.signIn('admin', '4711')).toEqual({ outcome: 'signed-in' })
  })

  it('of two people at the same moment, lets one choose', async () => {
    const results = await Promise.all([
      terminal.sessions.choosePin('admin', '1111'),
      terminal.sessions.choosePin('admin', '2222'),
    ])
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'signed-in'])
  })
})

describe('signing in', () => {
  beforeEach(async () => {
    await terminal.sessions.choosePin('admin', '4711')
    terminal.sessions.signOut()
  })

  it('needs the right PIN; a wrong one says how many attempts are left', async () => {
    expect(await wrong(1)).toEqual([{ outcome: 'wrong-pin', attemptsLeft: 4 }])
    expect(terminal.sessions.current()).toBeUndefined()
    expect(await terminal.sessions.signIn('admin', '4711')).toEqual({ outcome: 'signed-in' })
    terminal.sessions.signOut()
    expect(terminal.sessions.current()).toBeUndefined()
    expect(await wrong(1)).toEqual([{ outcome: 'wrong-pin', attemptsLeft: 4 }])
  })

  it('is locked after five wrong PINs, for the right one too, until the time is over', async () => {
    expect((await wrong(5)).at(-1)).toEqual({
      outcome: 'locked',
      until: '2026-01-02T03:04:35.000Z',
    })
    time.pass(29)
    expect(await terminal.sessions.signIn('admin', '4711')).toMatchObject({ outcome: 'locked' })
    time.pass(1)
    expect(await terminal.sessions.signIn('admin', '4711')).toEqual({ outcome: 'signed-in' })
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
    expect(await wrong(1)).toMatchObject([{ outcome: 'locked' }])
  })

  it('is locked no longer, and no shorter, when the clock is set', async () => {
    await wrong(5)
    time.setBack(365)
    expect(await wrong(1)).toEqual([{ outcome: 'locked', until: '2025-01-02T03:04:35.000Z' }])
    time.setBack(-365)
    time.pass(29)
    time.setBack(-1)
    expect(await terminal.sessions.signIn('admin', '4711')).toMatchObject({ outcome: 'locked' })
    time.pass(1)
    expect(await terminal.sessions.signIn('admin', '4711')).toEqual({ outcome: 'signed-in' })
  })

  it('says so where what is stored as the PIN can fit none, and counts no attempt', async () => {
    const pin = { algorithm: 'scrypt', cost: 3, blockSize: 8, parallelization: 1 } as const
    const salt = Buffer.alloc(16).toString('base64')
    const forged = { ...pin, salt, hash: Buffer.alloc(32).toString('base64') }
    asAdmin(terminal)({ type: 'ChangePin', operator: 'admin', pin: forged })
    for (let i = 0; i < 7; i++)
      expect(await terminal.sessions.signIn('admin', '4711')).toMatchObject({
        outcome: 'refused',
        code: 'pin-unusable',
      })
  })

  it('gives no more attempts when many are made at once', async () => {
    const pins = Array.from({ length: 20 }, (_, i) => String(i).padStart(4, '0'))
    const results = await Promise.all(pins.map((pin) => terminal.sessions.signIn('admin', pin)))
    expect(results.filter(({ outcome }) => outcome === 'locked').length).toBeGreaterThanOrEqual(15)
  })

  it('refuses people who are not registered', async () => {
    expect(await terminal.sessions.signIn('nobody', '4711')).toMatchObject({
      outcome: 'refused',
      code: 'operator-unknown',
    })
  })
})

describe('a session', () => {
  it('ends when the operator is deactivated, and takes a new role at once', async () => {
    const run = asAdmin(terminal)
    run({ type: 'RegisterOperator', operator: 'jo', name: 'Jo', role: 'operator' })
    await terminal.sessions.choosePin('jo', '4711')
    run({ type: 'ChangeRole', operator: 'jo', role: 'supervisor' })
    expect(terminal.sessions.current()).toMatchObject({ operator: 'jo', role: 'supervisor' })
    run({ type: 'DeactivateOperator', operator: 'jo' })
    expect(terminal.sessions.current()).toBeUndefined()
    expect(await terminal.sessions.signIn('jo', '4711')).toMatchObject({
      outcome: 'refused',
      code: 'operator-inactive',
    })
  })

  it('ends with the process', async () => {
    await terminal.sessions.choosePin('admin', '4711')
    await terminal.close()
    terminal = openTerminal({ dataDir })
    expect(terminal.sessions.current()).toBeUndefined()
    expect(await terminal.sessions.signIn('admin', '4711')).toEqual({ outcome: 'signed-in' })
  })
})
