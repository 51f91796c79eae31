import { Keypad } from '../quantity/Keypad.tsx'
import { useTypedKeys } from '../scan/useScans.ts'
import css from './PinPad.module.css'

type Props = {
  /** Digits so far. */
  pin: string
  onChange: (pin: string) => void
  /** Enter was struck. */
  onEnter: () => void
  maxLength?: number
  label: string
  isDisabled?: boolean
}

/** A PIN by keypad or keyboard; what is typed never shows. */
export const PinPad = ({
  pin,
  onChange,
  onEnter,
  maxLength = 12,
  label,
  isDisabled = false,
}: Props) => {
  useTypedKeys((text, terminated) => {
    if (isDisabled) return
    const digits = text.replaceAll(/\D/g, '')
    if (digits !== '') onChange((pin + digits).slice(0, maxLength))
    if (terminated) onEnter()
  }, 'secret')
  return (
    <div className={css['pad']}>
      <output className={css['dots']} aria-label={`${label}: ${pin.length} digits`}>
        {Array.from({ length: Math.max(4, pin.length) }, (_, index) => (
          <span key={index} data-filled={index < pin.length || undefined} />
        ))}
      </output>
      <Keypad
        label={label}
        isDisabled={isDisabled}
        onKey={(key) => {
          if (key.kind === 'text') onChange((pin + key.text).slice(0, maxLength))
          else onChange(key.kind === 'erase' ? pin.slice(0, -1) : '')
        }}
      />
    </div>
  )
}
