import { Command, CommanderError, Option } from 'commander'
import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import type { ImportKind } from '#shared/contract/api/index.ts'
import { UsageError } from './exit.ts'

// Not the contract's list, but the same: loading the API's contract takes longer than most commands.
const importKinds = { products: 'products', bins: 'bins', stock: 'stock' } as const satisfies {
  [Kind in ImportKind]: Kind
}
const listOfKinds = Object.keys(importKinds).join(', ')

export type InitOptions = {
  readonly data: string
  readonly terminal: string
  readonly warehouse: string
  readonly warehouseName?: string | undefined
  readonly central?: string | undefined
  readonly site?: string | undefined
  readonly pin?: string | undefined
  readonly demo?: boolean | undefined
}
export type AddressOptions = {
  readonly data: string
  readonly central?: string | undefined
  readonly embedded?: boolean | undefined
  readonly operator?: string | undefined
}
export type AcceptStoreOptions = {
  readonly data: string
  readonly operator: string
  readonly warehouse?: string | undefined
}
export type ImportOptions = {
  readonly kind: ImportKind
  readonly file: string
  readonly data: string
  readonly operator: string
  readonly map?: Readonly<Record<string, string>> | undefined
  readonly preview?: boolean | undefined
}

/** What each command does; loaded only when it is called, since starting is most of the time of a short command. */
export type Actions = {
  readonly init: (options: InitOptions) => Promise<number>
  readonly address: (options: AddressOptions) => Promise<number>
  readonly store: (argv: readonly string[]) => Promise<number>
  readonly exec: (options: { readonly data: string; readonly operator: string }) => Promise<number>
  readonly sync: (options: { readonly data: string; readonly timeout: number }) => Promise<number>
  readonly acceptStore: (options: AcceptStoreOptions) => Promise<number>
  readonly query: (options: {
    readonly data: string
    readonly name: string
    readonly args: string | undefined
  }) => Promise<number>
  readonly inspect: (options: { readonly data: string; readonly stream: string }) => Promise<number>
  readonly check: (options: { readonly data: string }) => Promise<number>
  readonly import: (options: ImportOptions) => Promise<number>
}

/** Parses an option's text, or says what is wrong with it. */
const parsedBy =
  <T>(schema: z.ZodType<T>) =>
  (text: string): T => {
    const parsed = schema.safeParse(text)
    if (parsed.success) return parsed.data
    throw new UsageError(parsed.error.issues.map(({ message }) => message).join('; '))
  }

const seconds = z
  .string()
  .regex(/^\d+(\.\d+)?$/, '--timeout is a number of seconds')
  .transform(Number)
  .refine((value) => value > 0 && value <= 86_400, '--timeout is between 0 and 86400 seconds')

const data = () => new Option('--data <dir>', "the terminal's data folder").makeOptionMandatory()

const operator = () =>
  new Option('--operator <id>', 'who does it')
    .argParser(parsedBy(codes.operator))
    .makeOptionMandatory()

/** The command line's grammar. `run` is told what the chosen command ended with. */
export function createProgram(
  actions: Actions,
  run: (work: () => Promise<number>) => Promise<void>,
): Command {
  const program = new Command('tallydeck')
    .description(
      'A Tallydeck terminal from the command line. Results are JSON, one object a line, on standard output.',
    )
    .addHelpText(
      'after',
      '\nEnds with 0; 1 when the machine fails or the data folder cannot be used; 2 for wrong usage; 3 when another Tallydeck has the data folder open; 4 when check has found something; 130 or 143 when a signal ended exec.',
    )
    .exitOverride()
    .enablePositionalOptions()
    .showSuggestionAfterError()

  program
    .command('init')
    .description('set a terminal up; again with the same values, nothing changes')
    .addOption(data())
    .addOption(
      new Option('--terminal <id>', "the terminal's own id")
        .argParser(parsedBy(codes.terminal))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--warehouse <code>', 'the warehouse that it stands in')
        .argParser(parsedBy(codes.warehouse))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--warehouse-name <name>', "the warehouse's name, if it is new").argParser(
        parsedBy(codes.name),
      ),
    )
    .addOption(
      new Option(
        '--central <address>',
        'the central store; without it, an embedded store',
      ).argParser(parsedBy(codes.centralAddress)),
    )
    .addOption(
      new Option(
        '--site <id>',
        'the site whose store it is to meet, as diagnostics of its other terminals say',
      ).argParser(parsedBy(codes.site)),
    )
    .addOption(
      new Option(
        '--pin <digits>',
        'the PIN of the first supervisor, admin: 6 digits or more',
      ).argParser(
        parsedBy(
          codes.pin.min(codes.fewestDigits.supervisor, 'a supervisor’s PIN has 6 digits or more'),
        ),
      ),
    )
    .option('--demo', 'fill the new warehouse with products, bins and stock to try things on')
    .action((options: InitOptions) => run(() => actions.init(options)))

  program
    .command('address')
    .description('say where the central store is, or change it; the password is never shown')
    .addOption(data())
    .addOption(
      new Option('--central <address>', 'another address').argParser(
        parsedBy(codes.centralAddress),
      ),
    )
    .option('--embedded', 'none any more: an embedded store')
    .addOption(
      new Option('--operator <id>', 'the supervisor who changes it').argParser(
        parsedBy(codes.operator),
      ),
    )
    .action((options: AddressOptions) => run(() => actions.address(options)))

  program
    .command('store')
    .description('run the embedded store until SIGTERM')
    .helpOption(false)
    .passThroughOptions()
    .allowUnknownOption()
    .argument('[options...]', '--data DIR [--port N] …; --help lists them')
    .action((argv: string[]) => run(() => actions.store(argv)))

  program
    .command('exec')
    .description(
      'decide commands from standard input, a JSON object a line; an outcome a line, in order',
    )
    .addOption(data())
    .addOption(operator())
    .action((options: { data: string; operator: string }) => run(() => actions.exec(options)))

  program
    .command('sync')
    .description('push and pull until there is nothing left to do')
    .addOption(data())
    .addOption(
      new Option('--timeout <seconds>', 'give up waiting after so long')
        .argParser(parsedBy(seconds))
        .default(30),
    )
    .action((options: { data: string; timeout: number }) => run(() => actions.sync(options)))

  program
    .command('accept-store')
    .description(
      'work on with the central store that is there, where the exchange is halted for it; query halted says what it lacks',
    )
    .addOption(data())
    .addOption(operator())
    .option('--warehouse <code>', "the warehouse's code, where it is no older copy of our store")
    .action((options: AcceptStoreOptions) => run(() => actions.acceptStore(options)))

  program
    .command('query')
    .description('what the terminal knows, a row a line')
    .argument('<name>', 'stock, outbox, conflicts, history, events, diagnostics, …')
    .argument('[arguments]', 'a JSON object, such as {"sku":"A-1"}')
    .addOption(data())
    .action((name: string, args: string | undefined, options: { data: string }) =>
      run(() => actions.query({ ...options, name, args })),
    )

  program
    .command('inspect')
    .description('what became of a stream here: its history, events and decisions, a row a line')
    .argument('<stream>', 'such as stock-WH1.SKU-1')
    .addOption(data())
    .action((stream: string, options: { data: string }) =>
      run(() => actions.inspect({ ...options, stream })),
    )

  program
    .command('check')
    .description('verify everything that is stored, changing nothing; a finding a line')
    .addOption(data())
    .action((options: { data: string }) => run(() => actions.check(options)))

  program
    .command('import')
    .description('import products, bins or opening stock from a CSV file: all of it, or nothing')
    .argument(
      '<kind>',
      listOfKinds,
      parsedBy(
        z.enum(importKinds, {
          error: ({ input }) =>
            `There is no import of ${String(input)}; there are: ${listOfKinds}.`,
        }),
      ),
    )
    .argument('<file>', 'CSV in UTF-8')
    .addOption(data())
    .addOption(operator())
    .option(
      '--map <field=column,…>',
      'which column holds what; bin may be made of several: bin=location+shelf+bin',
    )
    .option('--preview', 'only say what would be done')
    .action(
      (
        kind: ImportOptions['kind'],
        file: string,
        options: Omit<ImportOptions, 'kind' | 'file' | 'map'> & { map?: string },
      ) =>
        run(async () =>
          actions.import({ ...options, kind, file, map: await mapping(options.map) }),
        ),
    )

  return program
}

async function mapping(text: string | undefined) {
  if (text === undefined) return undefined
  const { parseMapping } = await import('#electron/terminal/imports/index.ts')
  const parsed = parseMapping(text)
  if (parsed === undefined) throw new UsageError('--map is written field=column,field=column')
  return parsed
}

/** Commander's own refusals, but not its `--help`. */
export const isWrongUsage = (error: unknown): error is CommanderError =>
  error instanceof CommanderError && error.exitCode !== 0
