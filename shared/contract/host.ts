/**
 * How a page gets at the terminal behind it. In Electron the preload offers `window.tallydeckHost`; a browser tab has
 * the token from its address instead.
 */
export interface TallydeckHost {
  /** Asks for this window's port. It arrives as a window message whose data is `portMessage`. */
  requestPort(): void
}

/** The one IPC channel between main and preload, and the message by which the preload hands the port to the page. */
export const portMessage = 'tallydeck:port'

/** The WebSocket's path, its subprotocol, and the close code that says that the token is not this terminal's. */
export const webSocketPath = '/api'
export const webSocketProtocol = 'tallydeck'
export const tokenRefused = 4401
