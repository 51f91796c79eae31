import type { KeyboardEvent } from 'react'
import css from './ActionBar.module.css'
import { useFunctionKeys, type Action } from './useFunctionKeys.ts'

/** The actions of a screen or dialog with their keys: "F2 Quantity … F12 Confirm". */
export const ActionBar = ({ actions }: { actions: readonly Action[] }) => {
  useFunctionKeys(actions)
  return (
    <div className={css['bar']} role="toolbar" aria-label="Actions">
      {actions.map(({ key, label, onAct, isDisabled = false, primary = false }) => (
        <button
          key={key}
          type="button"
          className={css['action']}
          data-primary={primary || undefined}
          disabled={isDisabled}
          aria-label={label}
          aria-keyshortcuts={key}
          onMouseDown={keepFocus}
          onKeyDown={notByEnter}
          onClick={onAct}
        >
          <kbd className={css['key']}>{key === 'Escape' ? 'Esc' : key}</kbd>
          <span>{label}</span>
        </button>
      ))}
    </div>
  )
}

/** Enter is what a scanner ends with: it does nothing here, wherever the focus is. Space and the function key do. */
const notByEnter = (event: KeyboardEvent): void => {
  if (event.key === 'Enter') event.preventDefault()
}

/** A press leaves the focus where it was: an Enter that follows must not press the same button again. */
const keepFocus = (event: { preventDefault: () => void }): void => {
  event.preventDefault()
}
