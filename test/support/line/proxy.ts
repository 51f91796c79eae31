import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

export type Line = {
  readonly url: string
  /** Bytes that went to the store so far. */
  readonly sent: () => number
  /** Bytes that came from the store so far. */
  readonly received: () => number
  /** Connections that were made so far. */
  readonly connections: () => number
  /** Ends all connections at once; what is on its way is lost. Answers how many there were. */
  readonly cut: () => number
  /** While it is down nobody gets through. */
  readonly setUp: (up: boolean) => void
  readonly close: () => void
}

export type LineOptions = {
  /** In each direction. */
  readonly bytesPerSecond: number
  /** One way. */
  readonly latencyMs: number
}

/** A line to the store at this address that carries no more than so many bytes in a second. */
export async function openLine(url: string, options: LineOptions): Promise<Line> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const up = openDirection(options)
  const down = openDirection(options)
  let connections = 0
  let isUp = true
  const server = createServer((near) => {
    if (!isUp) return void near.destroy()
    connections += 1
    const far = connect(Number(port), hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    up.carry(near, far)
    down.carry(far, near)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    const count = sockets.size / 2
    for (const socket of sockets) socket.destroy()
    return count
  }
  const address = server.address()
  const own = typeof address === 'object' ? address?.port : undefined
  return {
    url: url.replace(`:${port}`, `:${own}`),
    sent: up.carried,
    received: down.carried,
    connections: () => connections,
    cut,
    setUp: (now) => {
      isUp = now
      if (!now) cut()
    },
    close: () => {
      cut()
      server.close()
    },
  }
}

/** One direction of a line, shared by all its connections. */
function openDirection({ bytesPerSecond, latencyMs }: LineOptions) {
  /** Small, so that what shares the line takes turns. */
  const slice = 1024
  let freeAt = 0
  let carried = 0
  return {
    carried: () => carried,
    carry: (from: Socket, to: Socket) => {
      from.on('data', (data: Buffer) => {
        from.pause()
        void pass(data).then(() => from.resume())
      })
      const pass = async (data: Buffer) => {
        for (let at = 0; at < data.length && !to.destroyed; at += slice) {
          const part = data.subarray(at, at + slice)
          freeAt = Math.max(Date.now(), freeAt) + (part.length / bytesPerSecond) * 1000
          await delay(Math.max(0, freeAt - Date.now()))
          carried += part.length
          setTimeout(() => to.write(part), latencyMs)
        }
      }
    },
  }
}
