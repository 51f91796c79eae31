/** Refusals that no aggregate gives, but the terminal itself. Stable names. */
export type TerminalRefusalCode =
  'address-given' | 'already-initialised' | 'not-halted' | 'store-changed' | 'warehouse-not-named'
