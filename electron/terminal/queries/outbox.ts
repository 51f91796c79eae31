import { z } from 'zod'
import { describeCommand } from '#shared/contract/messages.ts'
import type { DomainCommand } from '#shared/domain/index.ts'
import type { OutboxRow } from '#shared/contract/api/index.ts'
import type { Connection } from '../store/index.ts'

type Row = Omit<OutboxRow, 'command' | 'summary' | 'attempts' | 'lastError'> & { command: string }

/** What was sent of a stream, and what came of the last time. */
export type SendState = { readonly attempts: number; readonly lastError: string | null }

const command = z.looseObject({ type: z.string() })

/** A command with a PIN in it is shown without: not even a hash of it belongs on a screen. */
const withoutPin = ({ pin: _, ...shown }: z.infer<typeof command>) => shown as typeof shown & { type: string }

/** What only this terminal has, the oldest first. Served by `intention_by_state`. */
export function outboxQueries(db: Connection, sendState: (stream: string) => SendState) {
  const open = db.prepare<[number], Row>(
    `SELECT sequence, id AS intention, stream, command, operator, occurred_at AS occurredAt,
       accepted_at AS acceptedAt, state
     FROM intention WHERE state IN ('pending', 'held', 'conflict') ORDER BY sequence LIMIT ?`,
  )
  return {
    list: (limit: number): OutboxRow[] =>
      open.all(limit).map((row) => {
        const parsed = command.parse(JSON.parse(row.command))
        return {
          ...row,
          command: withoutPin(parsed),
          // It was parsed when it was accepted, and intentions never change.
          summary: describeCommand(parsed as unknown as DomainCommand),
          ...sendState(row.stream),
        }
      }),
  }
}
