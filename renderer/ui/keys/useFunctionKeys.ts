import { useLayoutEffect, useRef } from 'react'

/** The keys of a terminal's top row, as `KeyboardEvent.key` names them. F5 and F11 belong to the host. */
export type FunctionKey =
  'F1' | 'F2' | 'F3' | 'F4' | 'F6' | 'F7' | 'F8' | 'F9' | 'F10' | 'F12' | 'Escape'

/** One thing that can be done now, by its key, by touch and by mouse alike. */
export type Action = {
  key: FunctionKey
  label: string
  onAct: () => void
  isDisabled?: boolean
  /** The one next action. */
  primary?: boolean
}

type Layer = { current: readonly Action[] }

/** Only the layer on top hears keys: a dialog's actions, not those of the screen below it. */
const layers: Layer[] = []

const onKeyDown = (event: KeyboardEvent): void => {
  const top = layers.at(-1)
  if (top === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const action = top.current.find(({ key }) => key === event.key)
  if (action === undefined) return
  event.preventDefault()
  // A key held down must not record the same thing over and over.
  if (!event.repeat && action.isDisabled !== true) action.onAct()
}

/** Binds the actions to their keys for as long as the caller is mounted; the last one mounted wins. */
export const useFunctionKeys = (actions: readonly Action[]): void => {
  const layer = useRef<readonly Action[]>(actions)
  // Layout effects: a key struck as soon as the screen shows an action must find that action, not the one before it.
  useLayoutEffect(() => {
    layer.current = actions
  })
  useLayoutEffect(() => {
    if (layers.length === 0) window.addEventListener('keydown', onKeyDown)
    layers.push(layer)
    return () => {
      layers.splice(layers.indexOf(layer), 1)
      if (layers.length === 0) window.removeEventListener('keydown', onKeyDown)
    }
  }, [])
}
