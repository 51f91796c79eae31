import {
  defaultScanConfig,
  initialScanState,
  quietAfter,
  stepScan,
  type ScanConfig,
  type ScanInput,
  type ScanOutput,
} from './scanMachine.ts'
import { createDoubts } from './doubts.ts'
import { createScanQueue, type ScanLayer } from './scanQueue.ts'
import {
  holdFor,
  initialTypingState,
  stepTyping,
  type TypingInput,
  type TypingOutput,
  type Wanted,
} from './typingMachine.ts'

/** The scans of this window, caught wherever the focus is. */
export const scans = createScanQueue()

/** What may have been a scan, or typed. */
export const doubts = createDoubts()

type TypedKeys = (text: string, terminated: boolean) => void

type Listener = { hear: TypedKeys; wanted: () => Wanted }

/** Only the layer on top hears: a dialog's PIN pad, not the quantity of the screen below it. */
const typedListeners: Listener[] = []

/** Hears characters that a person typed while no text field had the focus; `wanted` says what they are for. */
export const onTypedKeys = (hear: TypedKeys, wanted: () => Wanted): (() => void) => {
  const listener = { hear, wanted }
  typedListeners.push(listener)
  return () => {
    typedListeners.splice(typedListeners.indexOf(listener), 1)
  }
}

/** Nothing else than this could have been typed: no number has more digits. */
const isTypeable = (text: string, wanted: Wanted): boolean =>
  wanted === 'text' || (wanted === 'quantity' && /^\d{1,9}$/.test(text))

/** Where nobody listens, typing is for nothing. */
const nobody: Listener = { hear: () => undefined, wanted: () => 'nothing' }

type TextField = HTMLInputElement | HTMLTextAreaElement

/** Fields that take a scan as their text, e.g. a barcode in a form, carry data-scan="take". */
const takesScans = (field: TextField): boolean => field.dataset['scan'] === 'take'

/** Keys that only change others: they belong to a scan's capitals and control characters. */
const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'NumLock'])

const textInputTypes = new Set(['text', 'search', 'number', 'password', 'tel', 'url', 'email'])

const textFieldOf = (target: EventTarget | null): TextField | undefined => {
  if (target instanceof HTMLTextAreaElement) return target
  return target instanceof HTMLInputElement && textInputTypes.has(target.type) ? target : undefined
}

/** A barcode's control characters arrive as Ctrl combinations: GS is Ctrl+]. */
const characterOf = (event: KeyboardEvent, inRun: boolean): string | undefined => {
  if (event.metaKey || event.key.length !== 1) return undefined
  // AltGr shows as Ctrl and Alt together, and only makes another character of a key: @ or \ on many layouts.
  if (event.getModifierState('AltGraph')) return event.key
  if (event.altKey) return undefined
  if (!event.ctrlKey) return event.key
  const code = event.key.toUpperCase().codePointAt(0) ?? 0
  return inRun && code >= 0x40 && code <= 0x5f ? String.fromCodePoint(code & 0x1f) : undefined
}

const setFieldText = (field: TextField, text: string): void => {
  // Through the prototype's setter: React tracks the instance's own and would take the change for its own.
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set?.call(field, text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

// Chromium has it; other engines' types do not.
type Scheduling = { scheduling?: { isInputPending?: () => boolean } }

const keysAreWaiting = (): boolean =>
  (navigator as Navigator & Scheduling).scheduling?.isInputPending?.() === true

/**
 * Catches scans for the whole window until the returned function is called.
 * Outside text fields a run of keys is held back until it is known to be a scan or typing, so that a barcode never
 * presses the button that has the focus. In a text field keys go where they always go, and are taken out again when
 * they turn out to be a scan.
 */
export const startScanKeys = (config: ScanConfig = defaultScanConfig): (() => void) => {
  let state = initialScanState
  let timer: ReturnType<typeof setTimeout> | undefined
  let field: { element: TextField; before: string } | undefined
  let layer: ScanLayer = scans.top()
  let struck: readonly number[] = []
  let typing = initialTypingState
  let holding: ReturnType<typeof setTimeout> | undefined

  const hand = (output: TypingOutput, { hear, wanted }: Listener): void => {
    const owner = layer
    const asScan = (code: string) => {
      scans.add(code, owner)
    }
    const type = (text: string, terminated = false) => {
      if (typedListeners.some((each) => each.hear === hear)) hear(text, terminated)
    }
    switch (output.kind) {
      case 'typed':
        hear(output.text, output.terminated)
        break
      case 'scanned':
        asScan(output.text)
        break
      case 'more':
        if (!doubts.more(output.text)) asScan(output.text)
        break
      case 'doubted': {
        const { text, terminated } = output
        // There is nothing to ask where neither a scan nor typing is taken.
        if (wanted() === 'nothing' && !owner.takes) asScan(text)
        else
          doubts.add({
            code: text,
            typed: isTypeable(text, wanted()) ? text : undefined,
            tail: undefined,
            isOnScreen: false,
            asScan,
            asTyped: (typed) => {
              type(typed, terminated)
            },
          })
        break
      }
      case 'parts': {
        const { head, tail, isHeld } = output
        if (wanted() === 'nothing' && !owner.takes) asScan(tail)
        else
          doubts.add({
            code: head + tail,
            typed: head,
            tail,
            isOnScreen: !isHeld && wanted() !== 'nothing',
            asScan,
            asTyped: () => {
              if (isHeld) type(head)
              asScan(tail)
            },
          })
        break
      }
      default:
        output satisfies never
    }
  }

  const stepTypingKeys = (input: TypingInput): void => {
    const listener = typedListeners.at(-1) ?? nobody
    const [next, outputs] = stepTyping(typing, input, listener.wanted())
    typing = next
    clearTimeout(holding)
    if (typing.held !== undefined) holding = setTimeout(onHeld, holdFor)
    for (const output of outputs) hand(output, listener)
  }

  const onHeld = (): void => {
    // A busy window is not a pause.
    if (keysAreWaiting()) holding = setTimeout(onHeld, config.pace)
    else stepTypingKeys({ kind: 'quiet' })
  }

  /** `endedAt` is when the terminator was struck that made these. */
  const deliver = (outputs: readonly ScanOutput[], endedAt?: number): void => {
    for (const output of outputs) {
      const { length } = output.kind === 'scanned' ? output.run : output.text
      const times = struck.slice(0, length)
      struck = struck.slice(length)
      if (field === undefined)
        stepTypingKeys({
          kind: output.kind,
          text: output.text,
          times,
          endedAt: output.kind === 'typed' && output.terminated ? endedAt : undefined,
        })
      else if (output.kind === 'scanned') {
        setFieldText(field.element, field.before)
        scans.add(output.text, layer)
      }
    }
  }

  const step = (input: ScanInput): readonly ScanOutput[] => {
    const [next, outputs] = stepScan(state, input, config)
    state = next
    clearTimeout(timer)
    const quiet = quietAfter(state, config)
    if (quiet !== undefined) timer = setTimeout(onQuiet, quiet)
    return outputs
  }

  const onQuiet = (): void => {
    // A busy window is not a pause: the rest of the scan is already waiting to be heard.
    if (keysAreWaiting()) timer = setTimeout(onQuiet, config.pace)
    else deliver(step({ kind: 'quiet' }))
  }

  /** What was typed counts before the key or press that follows it: digits, then at once Confirm. */
  const flush = (): void => {
    if (state.run !== '') deliver(step({ kind: 'quiet' }))
    stepTypingKeys({ kind: 'flush' })
  }

  const swallow = (event: KeyboardEvent): void => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.repeat) return
    const element = textFieldOf(event.target)
    if (element !== undefined && takesScans(element)) return
    const inRun = state.run !== ''
    if (event.key === 'Enter' || event.key === 'Tab') {
      if (event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return
      if (!inRun) {
        // Enter by hand, with nothing focused that it would press.
        if (event.key === 'Enter' && event.target === document.body)
          stepTypingKeys({ kind: 'typed', text: '', times: [], endedAt: event.timeStamp })
        return
      }
      const outputs = step({ kind: 'terminator', at: event.timeStamp })
      if (outputs.some(({ kind }) => kind === 'scanned')) swallow(event)
      deliver(outputs, event.timeStamp)
      return
    }
    const character = characterOf(event, inRun)
    if (character === undefined && !modifiers.has(event.key)) flush()
    // No barcode starts with a space, and a space alone presses a focused button.
    if (character === undefined || (character === ' ' && !inRun)) return
    const outputs = step({ kind: 'character', character, at: event.timeStamp })
    struck = [...struck, event.timeStamp]
    deliver(outputs.filter(({ kind }) => kind === 'typed'))
    // The run that this character began stands on what the field held before it, and belongs to what is shown now.
    if (!inRun || state.run === character) {
      field = element && { element, before: element.value }
      layer = scans.top()
    }
    const scanned = outputs.filter(({ kind }) => kind === 'scanned')
    if (element === undefined || event.ctrlKey || scanned.length > 0) swallow(event)
    deliver(scanned)
  }

  window.addEventListener('keydown', onKeyDown, { capture: true })
  window.addEventListener('pointerdown', flush, { capture: true })
  return () => {
    clearTimeout(timer)
    clearTimeout(holding)
    window.removeEventListener('keydown', onKeyDown, { capture: true })
    window.removeEventListener('pointerdown', flush, { capture: true })
  }
}
