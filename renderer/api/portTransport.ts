import { DynamicLink, type ClientContext } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { StandardLinkPlugin } from '@orpc/client/standard'
import { portMessage, type TallydeckHost } from '#shared/contract/host.ts'
import { createConnection } from './connection.ts'
import type { Transport } from './transport.ts'

function receivePort(host: TallydeckHost): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== window || event.data !== portMessage || port === undefined) return
      window.removeEventListener('message', receive)
      resolve(port)
    }
    window.addEventListener('message', receive)
    host.requestPort()
  })
}

/** The way to the terminal in the app's own window: a port, which lasts as long as the page. */
export function connectByPort<T extends ClientContext>(
  host: TallydeckHost,
  plugins: StandardLinkPlugin<T>[],
): Transport<T> {
  const [connection, move] = createConnection()
  const ready = receivePort(host).then((port) => {
    const link = new RPCLink<T>({ port, plugins })
    port.addEventListener('close', () => move('lost'))
    port.start()
    move('open')
    return link
  })
  return { link: new DynamicLink<T>(() => ready), connection }
}
