import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components'
import { useFunctionKeys } from '../keys/useFunctionKeys.ts'
import { useNoScans, useTypedKeys } from '../scan/useScans.ts'
import css from './Cover.module.css'

/** These stand before the content, so that what the content listens to comes on top of them. */
const EverythingStopsHere = () => {
  useFunctionKeys([])
  useTypedKeys(() => undefined, 'nothing')
  useNoScans()
  return null
}

type Props = {
  label: string
  children: ReactNode
  /** It is a question, which is announced at once. */
  alert?: boolean
}

/** A screen that stands before everything else: what is below keeps as it is, unseen, and hears nothing. */
export const Cover = ({ label, children, alert = false }: Props) => (
  <ModalOverlay isOpen isKeyboardDismissDisabled className={css['cover'] ?? ''}>
    <Modal className={css['fill'] ?? ''}>
      <AriaDialog
        role={alert ? 'alertdialog' : 'dialog'}
        aria-label={label}
        className={css['fill'] ?? ''}
      >
        <EverythingStopsHere />
        {children}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)
