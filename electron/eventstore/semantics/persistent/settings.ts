import { z } from 'zod'

const strategy = z.enum(['DispatchToSingle', 'RoundRobin', 'Pinned'])

/** How messages are shared out among consumers. */
export type ConsumerStrategy = z.infer<typeof strategy>

/** Where a group begins: a revision or position (inclusive), or `end` for what is written from its start on. */
const startFrom = z.union([z.literal('end'), z.int().min(0)])

/** As in EventStoreDB, figures that make no sense are taken, and do what they say. */
const settings = z.object({
  startFrom,
  resolveLinks: z.boolean(),
  extraStatistics: z.boolean(),
  /** Milliseconds that a consumer has to answer; 0 or less for ever. */
  messageTimeout: z.int(),
  maxRetryCount: z.int(),
  /** Milliseconds between looks at whether a checkpoint is due. */
  checkpointAfter: z.int(),
  minCheckpointCount: z.int(),
  maxCheckpointCount: z.int(),
  /** 0 for any number, less than that for none. */
  maxSubscriberCount: z.int(),
  liveBufferSize: z.int(),
  readBatchSize: z.int(),
  historyBufferSize: z.int(),
  strategy,
})

export type GroupSettings = z.infer<typeof settings>

const filter = z.object({
  on: z.enum(['stream', 'type']),
  regex: z.string(),
  prefixes: z.array(z.string()).readonly(),
})

/** What a group is, as it is kept in the log. */
export const groupDefinition = z.object({
  /** A stream's name, or `$all`. */
  stream: z.string(),
  group: z.string(),
  filter: filter.optional(),
  settings,
})

export type GroupDefinition = z.infer<typeof groupDefinition>

/** The data of a `$PersistentConfig` event: every group there is. */
export const groupsDocument = z.object({
  version: z.literal(1),
  updated: z.string(),
  updatedBy: z.string(),
  entries: z.array(groupDefinition),
})
