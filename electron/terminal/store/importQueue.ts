import { z } from 'zod'
import * as codes from '#shared/contract/codes.ts'
import { parseStoredCommand } from '#shared/contract/storedCommands.ts'
import {
  commandUpcasts,
  currentVersion,
  type DomainCommand,
  type Role,
  type Upcasts,
} from '#shared/domain/index.ts'
import type { Connection } from './connection.ts'

/** An import that was accepted as a whole. */
export type AcceptedImport = {
  readonly id: string
  readonly operator: string
  /** The operator's, when it was accepted. */
  readonly role: Role
  /** ISO 8601. */
  readonly acceptedAt: string
  /** How it was asked for, where that was no screen. */
  readonly via: string | undefined
}

export type ImportPart = AcceptedImport & {
  readonly part: number
  /** Each is carried out under its place in the list; undefined where this version cannot read it. */
  readonly commands: readonly (DomainCommand | undefined)[]
}

type Row = {
  id: string
  operator: string
  role: string
  acceptedAt: string
  via: string | null
  part: number
  commands: string
}

const given = z.looseObject({ type: z.string() })
/** A command of version 1 stands there as it is; any other says its version. */
const queued = z.union([
  given.transform((command) => ({ command, version: 1 })),
  z.strictObject({ command: given, version: z.int() }),
])
const commands = z.array(queued)

const toQueued = (steps: Upcasts) => (command: DomainCommand) => {
  const version = currentVersion(command.type, steps)
  return version === 1 ? command : { command, version }
}

const readable = (
  { command, version }: z.infer<typeof queued>,
  steps: Upcasts,
): DomainCommand | undefined => {
  const stored = parseStoredCommand(command, version, steps)
  return stored.known ? stored.command : undefined
}

const read = ({ role, via, commands: json, ...row }: Row, steps: Upcasts): ImportPart => ({
  ...row,
  via: via ?? undefined,
  role: codes.role.parse(role),
  commands: commands.parse(JSON.parse(json)).map((one) => readable(one, steps)),
})

/** What accepted imports have still to carry out, in order. */
export function importQueue(db: Connection, steps: Upcasts = commandUpcasts) {
  const stage = db.prepare<[string, number, string]>(
    'INSERT INTO import_part (import, part, commands) VALUES (?, ?, ?)',
  )
  const accept = db.prepare(
    `INSERT INTO import (id, operator, role, accepted_at, via) VALUES (@id, @operator, @role, @acceptedAt, @via)`,
  )
  const next = db.prepare<[], Row>(
    `SELECT import.id, import.operator, import.role, import.accepted_at AS acceptedAt, import.via, part, commands
     FROM import CROSS JOIN import_part ON import_part.import = import.id
     ORDER BY import.seq, part LIMIT 1`,
  )
  const waiting = db.prepare<[], { commands: string }>('SELECT commands FROM import_part')
  const done = db.prepare<[string, number]>('DELETE FROM import_part WHERE import = ? AND part = ?')
  const dropUnaccepted = db.prepare(
    'DELETE FROM import_part WHERE import NOT IN (SELECT id FROM import)',
  )
  const dropFinished = db.prepare(
    'DELETE FROM import WHERE id NOT IN (SELECT import FROM import_part)',
  )
  return {
    /** Puts a part aside; it counts once its import has been accepted. */
    stage: (id: string, part: number, planned: readonly DomainCommand[]): void =>
      void stage.run(id, part, JSON.stringify(planned.map(toQueued(steps)))),
    accept: (accepted: AcceptedImport): void =>
      void accept.run({ ...accepted, via: accepted.via ?? null }),
    /** The part whose turn it is; undefined when nothing is left to be carried out. */
    next: (): ImportPart | undefined => {
      const row = next.get()
      return row && read(row, steps)
    },
    /** How many things are still to be carried out: bins one by one, and all else by its command. */
    left: (): number => {
      let left = 0
      for (const row of waiting.iterate())
        for (const { command } of commands.parse(JSON.parse(row.commands)))
          left += Array.isArray(command['bins']) ? command['bins'].length : 1
      return left
    },
    done: ({ id, part }: ImportPart): void => void done.run(id, part),
    /** Forgets what was put aside and never accepted, and imports that have nothing left to be carried out. */
    tidy: (): void => {
      dropUnaccepted.run()
      dropFinished.run()
    },
  }
}
