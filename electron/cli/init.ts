import { createTerminal, FIRST_SUPERVISOR, type Terminal } from '#electron/terminal/index.ts'
import { exitCodes } from './exit.ts'
import type { Output } from './output.ts'
import type { InitOptions } from './program.ts'

/** Sets a terminal up. Needs no network. */
export async function runInit(options: InitOptions, output: Output): Promise<number> {
  const { data, terminal: id, warehouse, warehouseName, central, site, pin, demo } = options
  const terminal = createTerminal({ dataDir: data })
  try {
    const result = terminal.initialise({
      terminal: id,
      warehouse,
      warehouseName,
      centralUrl: central,
      site,
    })
    if (result.outcome === 'done' && demo === true) {
      const { loadDemo } = await import('#electron/terminal/demo/index.ts')
      await loadDemo(terminal, FIRST_SUPERVISOR)
    }
    if (result.outcome === 'done') await givePin(terminal, pin, output)
    await output.rows([result.outcome === 'done' ? { ...result, terminal: id, warehouse } : result])
    return exitCodes.ok
  } finally {
    await terminal.close()
  }
}

/** Sets the first supervisor's PIN where nobody has one; says so where there is still none. */
async function givePin(terminal: Terminal, pin: string | undefined, output: Output): Promise<void> {
  if (!terminal.queries.operators.isFirst()) return
  if (pin !== undefined) await terminal.screens.open().choosePin(FIRST_SUPERVISOR, pin)
  else
    output.say(
      `Nobody has a PIN yet: whoever signs in first chooses theirs. Sign in as ${FIRST_SUPERVISOR} now, or set it with --pin.`,
    )
}
