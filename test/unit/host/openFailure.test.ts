import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { StoreError } from '#electron/eventstore/index.ts'
import { describeOpenFailure } from '#electron/host/openFailure.ts'
import { createTerminal } from '#electron/terminal/index.ts'

function thrownBy(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}

describe('a terminal that cannot be opened', () => {
  test('is explained in the words of what could not open', () => {
    const dir = join(import.meta.filename, 'data')
    const failure = describeOpenFailure(thrownBy(() => createTerminal({ dataDir: dir })))
    expect(failure?.title).toContain(dir)
    expect(failure?.advice).toContain('Nothing was changed')
    const store = new StoreError('store-in-use', 'Another process has it.')
    expect(describeOpenFailure(store)?.advice).toBe('Another process has it.')
  })

  test('is a bug where nobody else is to blame', () => {
    expect(describeOpenFailure(new TypeError('x is not a function'))).toBeUndefined()
    expect(describeOpenFailure(undefined)).toBeUndefined()
  })

  test('names the port that another program has', () => {
    const taken = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE', port: 7420 })
    expect(describeOpenFailure(taken)?.title).toBe('Port 7420 is taken by another program.')
  })
})
