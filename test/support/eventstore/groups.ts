import {
  persistentSubscriptionToStreamSettingsFromDefaults as settings,
  type PersistentSubscriptionToAll,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamSettings,
  type ResolvedEvent,
} from '@eventstore/db-client'
import { onTestFinished } from 'vitest'
import { numbered, numberOf } from './clients.ts'
import { unique, type Target } from './conformance.ts'

/** A consumer's end of a group. */
export type Subscription = PersistentSubscriptionToStream | PersistentSubscriptionToAll
/** An event as a consumer gets it. */
export type Delivered = ResolvedEvent & { retryCount: number }

/** A consumer that does with each message what the test says, by default nothing. */
export function consume(
  subscription: Subscription,
  handle: (event: Delivered, subscription: Subscription) => unknown = () => undefined,
) {
  const delivered: Delivered[] = []
  let confirmed = false
  let failure: unknown
  subscription
    .on('confirmation', () => (confirmed = true))
    .on('error', (error) => (failure = error))
    .on('data', (data) => {
      const event = data as unknown as Delivered
      delivered.push(event)
      void handle(event, subscription)
    })
  onTestFinished(() => void subscription.unsubscribe())
  return {
    subscription,
    delivered,
    numbers: () => delivered.map(({ event }) => numberOf(event)),
    retries: () => delivered.map(({ retryCount }) => retryCount),
    confirmed: () => confirmed,
    failure: () => failure,
  }
}

/** A consumer that handles everything. */
export const ack = (event: Delivered, subscription: Subscription) => subscription.ack(event)

/** Groups on streams of their own, on one server. */
export function groupsOf(target: () => Target) {
  async function created(
    changes: Partial<PersistentSubscriptionToStreamSettings> = {},
    numbers: number[] = [],
  ) {
    const [stream, group] = [unique('s'), unique('g')]
    if (numbers.length > 0) await append(stream, ...numbers)
    await target().client.createPersistentSubscriptionToStream(
      stream,
      group,
      settings({ startFrom: 'start', ...changes }),
    )
    return { stream, group }
  }
  const append = (stream: string, ...numbers: number[]) =>
    target().client.appendToStream(stream, numbers.map(numbered))
  const join = (
    { stream, group }: { stream: string; group: string },
    handle: Parameters<typeof consume>[1] = ack,
    bufferSize = 10,
  ) =>
    consume(
      target().client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize }),
      handle,
    )
  const infoOf = ({ stream, group }: { stream: string; group: string }) =>
    target().client.getPersistentSubscriptionToStreamInfo(stream, group)

  return { created, append, join, infoOf }
}
