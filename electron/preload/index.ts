import { portMessage, type TallydeckHost } from '#shared/contract/host.ts'
import { contextBridge, ipcRenderer } from 'electron'

const host: TallydeckHost = { requestPort: () => ipcRenderer.send(portMessage) }

contextBridge.exposeInMainWorld('tallydeckHost', host)

// A port cannot cross the context bridge; a message to the own window ('/' is the own origin) can carry it.
ipcRenderer.on(portMessage, (event) => window.postMessage(portMessage, '/', [...event.ports]))
