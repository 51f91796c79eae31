import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { Counter, Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { serveMetrics } from '#electron/host/metricsServer.ts'

function registry(): Registry {
  const register = new Registry()
  new Counter({ name: 'scans_total', help: 'Scans', registers: [register] }).inc(3)
  return register
}

test('metrics are served as Prometheus reads them, and nothing else is', async () => {
  const server = await serveMetrics(registry(), 0)
  const answer = await fetch(server.address)
  expect(answer.headers.get('content-type')).toContain('text/plain')
  expect(await answer.text()).toContain('scans_total 3')
  expect((await fetch(new URL('/', server.address))).status).toBe(404)
  expect((await fetch(server.address, { method: 'POST' })).status).toBe(404)
  await server.close()
})

test('a name that was made to point here gets nothing', async () => {
  const server = await serveMetrics(registry(), 0)
  const call = request(server.address, { headers: { host: 'evil.example:80' } }).end()
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(421)
  response.resume()
  await server.close()
})

test('a second terminal on the machine takes a port of its own', async () => {
  const first = await serveMetrics(registry(), 0)
  const second = await serveMetrics(registry(), Number(new URL(first.address).port))
  expect(second.address).not.toBe(first.address)
  expect((await fetch(second.address)).status).toBe(200)
  await Promise.all([first.close(), second.close()])
  await expect(fetch(first.address)).rejects.toThrow('fetch failed')
})

test('metrics that cannot be read are an error, not silence', async () => {
  const broken = { contentType: 'text/plain', metrics: () => Promise.reject(new Error('broken')) }
  const server = await serveMetrics(broken, 0)
  expect((await fetch(server.address)).status).toBe(500)
  await server.close()
})
