import { createTerminal, FIRST_SUPERVISOR } from '#electron/terminal/index.ts'
import { exitCodes } from './exit.ts'
import type { Output } from './output.ts'
import type { InitOptions } from './program.ts'

/** Sets a terminal up. Needs no network. */
export async function runInit(options: InitOptions, output: Output): Promise<number> {
  const { data, terminal: id, warehouse, warehouseName, central, site, demo } = options
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
      const { loadDemo } = await import('#electron/terminal/demo/load.ts')
      await loadDemo(terminal, FIRST_SUPERVISOR)
    }
    await output.rows([result.outcome === 'done' ? { ...result, terminal: id, warehouse } : result])
    return exitCodes.ok
  } finally {
    await terminal.close()
  }
}
