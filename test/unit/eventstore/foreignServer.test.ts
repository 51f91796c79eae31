import { expect, test } from 'vitest'
import { serverToTry } from '#test/support/eventstore/foreignServer.ts'

const url = 'esdb://admin:changeit@store.example:2113?tls=true'

test('without a named server the suite tries its own', () => {
  expect(serverToTry({})).toBeUndefined()
  expect(serverToTry({ TALLYDECK_CONFORMANCE_MAY_HARM: 'store.example:2113' })).toBeUndefined()
})

test('a server is tried only when it is named as one that may be harmed', () => {
  const mayHarm = { TALLYDECK_CONFORMANCE_MAY_HARM: 'store.example:2113' }
  expect(serverToTry({ TALLYDECK_CONFORMANCE_URL: url, ...mayHarm })).toEqual({
    url,
    address: 'store.example:2113',
  })
})

test.each([undefined, '', 'yes', 'other.example:2113', 'store.example'])(
  'with %j instead of its address it is refused, with what to set',
  (mayHarm) => {
    const environment = {
      TALLYDECK_CONFORMANCE_URL: url,
      TALLYDECK_CONFORMANCE_MAY_HARM: mayHarm,
    }
    expect(() => serverToTry(environment)).toThrow(
      'TALLYDECK_CONFORMANCE_MAY_HARM=store.example:2113',
    )
  },
)
