import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes of buffers that somebody still holds, once what nobody holds has gone. */
export async function heldBytes(): Promise<number> {
  let last = Number.POSITIVE_INFINITY
  for (;;) {
    await setTimeout(100)
    collectGarbage()
    const { external } = process.memoryUsage()
    if (external >= last) return external
    last = external
  }
}
