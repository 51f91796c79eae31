import type { ServerInterceptingCallInterface, ServerMethodDefinition } from '@grpc/grpc-js'
import { expect, test } from 'vitest'
import { writeAhead } from '#electron/eventstore/protocol/writeAhead.ts'

/** A call that keeps what it is given until the connection takes it. */
function aCall() {
  const onItsWay: (() => void)[] = []
  const next = {
    sendMetadata: () => undefined,
    sendMessage: (_message: unknown, written: () => void) => void onItsWay.push(written),
  }
  const call = writeAhead(
    {} as ServerMethodDefinition<unknown, unknown>,
    next as unknown as ServerInterceptingCallInterface,
  )
  return { call, onItsWay }
}

/** Sends as a stream does: the next when the one before is said to be written, until none is asked for. */
function sendAll(call: ReturnType<typeof aCall>['call'], messages: readonly unknown[]) {
  let sent = 0
  const next = () => {
    const message = messages[sent]
    if (message === undefined) return
    sent += 1
    call.sendMessage(message, next)
  }
  next()
  return { sent: () => sent }
}

const kilobytes = (count: number) => Array.from({ length: count }, () => new Uint8Array(1024))

test('frames follow each other without waiting until 16 KiB are under way', () => {
  const { call } = aCall()
  expect(sendAll(call, kilobytes(100)).sent()).toBe(16)
})

test('when some are through, as many follow, and in the end all', () => {
  const { call, onItsWay } = aCall()
  const sending = sendAll(call, kilobytes(100))
  onItsWay.shift()?.()
  expect(sending.sent()).toBe(17)
  for (const written of onItsWay) written()
  expect(sending.sent()).toBe(100)
})

test('a frame larger than that goes alone', () => {
  const { call, onItsWay } = aCall()
  const sending = sendAll(call, [new Uint8Array(1024 * 1024), ...kilobytes(1)])
  expect(sending.sent()).toBe(1)
  onItsWay.shift()?.()
  expect(sending.sent()).toBe(2)
})

test('what is no frame waits for the one before it, as ever', () => {
  const { call, onItsWay } = aCall()
  const sending = sendAll(call, [{ answer: 1 }, { answer: 2 }])
  expect(sending.sent()).toBe(1)
  onItsWay.shift()?.()
  expect(sending.sent()).toBe(2)
})
