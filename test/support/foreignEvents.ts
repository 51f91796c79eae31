import { randomUUID } from 'node:crypto'
import { credentials } from '@grpc/grpc-js'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'

/** An event as another program may write it: whatever bytes it likes. */
export type ForeignEvent = {
  readonly type: string
  readonly data: string
  readonly metadata: string
}

/** Appends events whose data and metadata are text that need not be what anybody expects. */
export async function appendForeign(
  url: string,
  stream: string,
  events: readonly ForeignEvent[],
): Promise<void> {
  const client = new streamsService.StreamsClient(new URL(url).host, credentials.createInsecure())
  try {
    await new Promise((resolve, reject) => {
      const call = client.append((error, response) => (error ? reject(error) : resolve(response)))
      const options = new streams.AppendReq.Options().setAny(new shared.Empty())
      const name = Buffer.from(stream).toString('base64')
      options.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(name))
      call.write(new streams.AppendReq().setOptions(options))
      for (const { type, data, metadata } of events) {
        const proposed = new streams.AppendReq.ProposedMessage()
        proposed.setId(new shared.UUID().setString(randomUUID()))
        proposed.getMetadataMap().set('type', type).set('content-type', 'application/json')
        proposed.setData(Buffer.from(data)).setCustomMetadata(Buffer.from(metadata))
        call.write(new streams.AppendReq().setProposedMessage(proposed))
      }
      call.end()
    })
  } finally {
    client.close()
  }
}

/** JSON text of an object in an object in an object … */
export const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** What every event of Tallydeck has beside its data. */
export const metadataOfElsewhere = {
  intention: '5b6d9c1e-8f0a-4b53-9d4e-2a1f3c5d7e90',
  $correlationId: 'x',
  $causationId: 'x',
  operator: 'admin',
  terminal: 'T9',
  sequence: 1,
  occurredAt: '2026-01-02T03:04:05Z',
  schemaVersion: 1,
}

type Raised = {
  readonly conflict: string
  readonly command: object
  readonly version?: number
  readonly terminal?: string
  readonly sequence?: number
  readonly intention?: string
}

/** A conflict about a command that may be of a newer version, as its terminal would raise it. */
export const raisedElsewhere = ({
  conflict,
  command,
  version,
  terminal = 'T9',
  sequence = 7,
  intention = randomUUID(),
}: Raised): ForeignEvent => ({
  type: 'ConflictRaised',
  data: JSON.stringify({
    conflict,
    warehouse: 'WH1',
    stream: 'stock-WH1.SKU-1',
    intention: {
      intention,
      command,
      version,
      operator: 'admin',
      terminal,
      occurredAt: '2026-01-02T03:04:05Z',
      sequence,
    },
    reason: 'no-longer-possible',
    facts: {},
    decidedOn: 0,
    head: 0,
    choices: [{ choice: 'leave-undone', leaves: {} }],
    proposed: { choice: 'leave-undone', because: 'theirs-stands' },
  }),
  metadata: JSON.stringify({ ...metadataOfElsewhere, terminal, sequence: sequence + 1 }),
})
