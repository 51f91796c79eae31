import { RPCHandler } from '@orpc/server/message-port'
import { ipcMain, MessageChannelMain, type IpcMainEvent } from 'electron'
import type { Log } from '#electron/host/log.ts'
import type { HostTerminal } from '#electron/host/host.ts'
import { portMessage } from '#shared/contract/host.ts'
import { isAppUrl } from './appProtocol.ts'

/** Only the page itself: the app's exact origin, in a window's top frame that is still there. */
function isTrusted({ senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isAppUrl(senderFrame.url)
}

/**
 * Gives each page that asks for it, and may have it, the one port by which it reaches the terminal's API. A page that
 * asks again (it was reloaded, or its renderer came back) gets a new port and loses the old one.
 */
export function serveApiPorts(terminal: HostTerminal, log: Log): void {
  const handler = new RPCHandler(terminal.router)
  const open = new WeakMap<Electron.WebContents, Electron.MessagePortMain>()

  ipcMain.on(portMessage, (event) => {
    if (!isTrusted(event)) {
      log.warn('denied a port', { url: event.senderFrame?.url })
      return
    }
    open.get(event.sender)?.close()
    const { port1: ours, port2: theirs } = new MessageChannelMain()
    open.set(event.sender, ours)
    const { context, close } = terminal.connect(`window ${event.sender.id}`)
    ours.once('close', close)
    handler.upgrade(ours, { context })
    ours.start()
    event.senderFrame?.postMessage(portMessage, null, [theirs])
  })
}
