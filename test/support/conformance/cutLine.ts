import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { hostsOf } from './server.ts'

/** A line to a server that can be cut under way: what was sent may have arrived, and no answer comes. */
export async function openCutLine(url: string) {
  const host = hostsOf(url)
  const [, name = '', port = '2113'] = /^(.*?)(?::(\d+))?$/.exec(host) ?? []
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), name)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  })
  const cut = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  server.listen(0, 'localhost')
  await once(server, 'listening')
  onTestFinished(() => {
    cut()
    server.close()
  })
  const own = (server.address() as AddressInfo).port
  return { url: url.replace(host, `${name}:${own}`), cut }
}

/** The line ends on this machine: elsewhere a certificate has another name than it. */
export const canCut = (url: string): boolean =>
  /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(hostsOf(url))
