import { z } from 'zod'
import type { ConflictDetail, ConflictRow, ConflictSettlement } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import {
  type EventMetadata,
  conflictReason,
  metadataSchema,
  parseEvent,
} from '#shared/contract/events.ts'
import { readStoredCommand } from '#shared/contract/storedCommands.ts'
import { coversNothing } from '#shared/contract/covered.ts'
import { type DomainEvent, streams } from '#shared/domain/index.ts'
import { maySettle } from '#shared/domain/conflict/index.ts'
import { deltasOf, isStockEvent } from '#shared/domain/stock/index.ts'
import { conflictMessage, describeEvent, describeStored } from '#shared/words/index.ts'
import type { Connection } from '../store/index.ts'
import { withoutPins } from '#shared/contract/withoutPins.ts'
import { mayKnow, type Viewer } from './covered.ts'
import { coveredStory, tellConflict, withoutCovered } from './coveredConflicts.ts'
import { type Identity, warehouseOf } from './identity.ts'

type Row = {
  conflict: string
  warehouse: string
  stream: string
  intention: string
  command: string
  command_version: number
  reason: string
  facts: string
  choices: string
  proposed: string | null
  settle_up_to: number | null
  operator: string
  terminal: string
  via: string | null
  occurred_at: string
  decided_on: number
  head: number
  status: string
  settlement: string | null
  settled_by: string | null
  result: string | null
}

const posting = z.object({
  type: z.literal('PostCountVariance'),
  observation: z.object({ known: codes.revision }),
})
const choices = z.array(codes.offeredChoice)
const state = z.enum(['open', 'settled', 'closed'])
const settlement = z.object({
  choice: codes.choice,
  quantity: codes.quantity.optional(),
  bin: codes.bin.optional(),
  note: codes.note.optional(),
})
const result = z.enum(['carried-out', 'left-undone']).nullable()

function readSettlement(row: Row): ConflictSettlement | null {
  if (row.settlement === null) return null
  const { choice, quantity, bin, note } = settlement.parse(JSON.parse(row.settlement))
  return {
    by: row.settled_by ?? '',
    choice,
    quantity: quantity ?? null,
    bin: bin ?? null,
    note: note ?? null,
    result: result.parse(row.result),
  }
}

/** The SKU whose book the conflict is about; empty where it is about none. */
function skuOf({ warehouse, stream }: Row): string {
  const book = streams.stock(warehouse, '')
  return stream.startsWith(book) ? stream.slice(book.length) : ''
}

function read(row: Row, viewer: Viewer, warehouse: string): ConflictRow {
  const { given, stored } = readStoredCommand(row.command, row.command_version)
  const facts = codes.facts.parse(JSON.parse(row.facts))
  const told: ConflictRow = {
    conflict: row.conflict,
    stream: row.stream,
    intention: row.intention,
    summary: describeStored(stored),
    unreadable: stored.known ? null : stored.problem,
    command: withoutPins(given),
    reason: row.reason,
    message: conflictMessage(conflictReason.parse(row.reason), facts),
    // Nobody can choose what is to become of something that cannot be read here.
    choices: stored.known ? choices.parse(JSON.parse(row.choices)) : [],
    proposed:
      row.proposed === null || !stored.known
        ? null
        : codes.proposal.parse(JSON.parse(row.proposed)),
    terminal: row.terminal,
    raisedBy: row.operator,
    via: row.via,
    occurredAt: row.occurred_at,
    state: state.parse(row.status),
    settlement: readSettlement(row),
    maySettle:
      row.status === 'open' &&
      stored.known &&
      viewer !== undefined &&
      maySettle(viewer, { operator: row.operator, command: given }, row.settle_up_to ?? undefined),
    coveredBy: null,
  }
  return tellConflict(told, stored, { warehouse, stream: row.stream, sku: skuOf(row) }, viewer)
}

/** What it was decided on. A count is posted later than it was made: its counter knew what their terminal knew then. */
function basisOf(row: Row): number {
  const posted = posting.safeParse(JSON.parse(row.command))
  return posted.success ? Math.min(row.decided_on, posted.data.observation.known) : row.decided_on
}

/** An id is unique on its terminal only. */
const isOwn = (by: EventMetadata, { intention, terminal }: Row) =>
  by.intention === intention && by.terminal === terminal

const told = ({ event, by }: { event: DomainEvent; by: EventMetadata }) => ({
  type: event.type,
  summary: describeEvent(event),
  operator: by.operator,
  terminal: by.terminal,
  via: by.via ?? null,
  occurredAt: by.occurredAt,
})

/** Conflicts, this terminal's and others'. Served by `conflict_by_status`, its key, and `event (stream, revision)`. */
export function conflictQueries(db: Connection, identity: Identity) {
  const select = `SELECT conflict.*, (
      SELECT counting ->> '$.settleUpTo' FROM warehouse WHERE warehouse.warehouse = conflict.warehouse
    ) AS settle_up_to FROM conflict`
  const list = db.prepare<[{ state: string | null; limit: number }], Row>(
    `${select} WHERE @state IS NULL OR status = @state
     ORDER BY status = 'open' DESC, seq DESC LIMIT @limit`,
  )
  const ofState = db.prepare<[{ state: string; limit: number }], Row>(
    `${select} WHERE status = @state ORDER BY seq DESC LIMIT @limit`,
  )
  const get = db.prepare<[string], Row>(`${select} WHERE conflict = ?`)
  const between = db.prepare<
    [string, number],
    { type: string; version: number; data: string; metadata: string; revision: number }
  >(
    `SELECT type, version, data, metadata, revision FROM event
     WHERE stream = ? AND revision > ? AND problem IS NULL ORDER BY revision`,
  )
  const stock = db.prepare<[string, string], { bin: string; confirmed: number }>(
    'SELECT bin, confirmed FROM stock WHERE warehouse = ? AND sku = ? ORDER BY holding',
  )
  const open = db.prepare<[string], { own: number; all: number }>(
    `SELECT count(*) FILTER (WHERE terminal = ?) AS own, count(*) AS "all" FROM conflict WHERE status = 'open'`,
  )

  /** The events of a stream after a revision that can be read, with who did it. */
  const eventsAfter = (stream: string, revision: number) =>
    between.all(stream, revision).flatMap((logged) => {
      const parsed = parseEvent(logged.type, logged.version, JSON.parse(logged.data))
      const metadata = metadataSchema.safeParse(JSON.parse(logged.metadata))
      return parsed.ok && metadata.success
        ? [{ event: parsed.event, by: metadata.data, revision: logged.revision }]
        : []
    })

  function detail(row: Row, viewer: Viewer): ConflictDetail {
    const warehouse = warehouseOf(identity)
    const conflict = read(row, viewer, warehouse)
    const history = eventsAfter(streams.conflict(row.conflict), -1).map(told)
    if (conflict.coveredBy !== null) return { ...conflict, ...coveredStory, history }
    const since = eventsAfter(row.stream, basisOf(row))
    const meanwhile = since
      .filter(({ revision, by }) => revision <= row.head && !isOwn(by, row))
      .filter(({ event, by }) =>
        mayKnow(viewer, event, { warehouse, stream: row.stream, by: by.operator }),
      )
      .map(told)
    const sku = skuOf(row)
    const now = new Map(stock.all(row.warehouse, sku).map(({ bin, confirmed }) => [bin, confirmed]))
    // Backwards from what is known now, so that it costs as much as what came in between, not as the whole stream.
    const before = new Map(now)
    for (const { event } of sku === '' ? [] : since)
      for (const { bin, delta } of isStockEvent(event) ? deltasOf(event) : [])
        before.set(bin, (before.get(bin) ?? 0) - delta)
    const bins = [...new Set([...now.keys(), ...before.keys()])]
    const cover = row.warehouse === warehouse ? viewer?.cover : undefined
    const balances = (held: ReadonlyMap<string, number>) =>
      withoutCovered(
        Object.fromEntries(bins.map((bin) => [bin, held.get(bin) ?? 0])),
        cover ?? coversNothing,
        sku,
      )
    return { ...conflict, meanwhile, before: balances(before), now: balances(now), history }
  }

  return {
    /** The open ones first, the newest first among them. */
    list: (only: ConflictRow['state'] | undefined, limit: number, viewer?: Viewer): ConflictRow[] =>
      (only === undefined
        ? list.all({ state: null, limit })
        : ofState.all({ state: only, limit })
      ).map((row) => read(row, viewer, warehouseOf(identity))),
    get: (conflict: string, viewer?: Viewer): ConflictDetail | undefined => {
      const row = get.get(conflict)
      return row && detail(row, viewer)
    },
    /** Open conflicts: those that this terminal raised, and all that are known. */
    countOpen: (terminal: string): { own: number; all: number } =>
      open.get(terminal) ?? { own: 0, all: 0 },
  }
}
