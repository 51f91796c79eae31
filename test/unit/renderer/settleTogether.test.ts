import { expect, it } from 'vitest'
import type { Command, Outcome } from '#shared/contract/commands.ts'
import { settleTogether, type Together } from '../../../renderer/features/conflicts/together.ts'

const items = ['a', 'b', 'c'].map((conflict) => ({
  conflict,
  id: `id-${conflict}`,
  command: { type: 'ResolveConflict', conflict, choice: 'retry' } satisfies Command,
}))

it('goes on after one that was refused and one that was not answered, and says after each how far it is', async () => {
  const execute = (id: string): Promise<Outcome> => {
    if (id === 'id-b') return Promise.reject(new Error('the connection dropped'))
    return Promise.resolve(
      id === 'id-a'
        ? { id, outcome: 'refused', code: 'invalid-state', message: 'ben settled it first.' }
        : { id, outcome: 'accepted', events: [] },
    )
  }
  const told: Together[] = []
  const end = await settleTogether(items, execute, (so) => told.push(so))
  expect(end).toEqual({
    settled: ['c'],
    refused: [{ conflict: 'a', message: 'ben settled it first.' }],
    unanswered: ['b'],
  })
  expect(told).toHaveLength(3)
})
