import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { ActionBar } from '../keys/ActionBar.tsx'
import { useNoScans, useTypedKeys } from '../scan/useScans.ts'
import type { Action } from '../keys/useFunctionKeys.ts'
import css from './Dialog.module.css'

type Props = {
  title: string
  children: ReactNode
  /** The ways out. Each has its key; Escape leaves too, and leaving settles nothing. */
  actions: readonly Action[]
  onClose: () => void
  /** An answer is needed before work goes on: announced at once, and a press outside does not close it. */
  alert?: boolean
  /** Room for a list or a table. */
  large?: boolean
  /** Scans go to the screen below instead of being refused: where scanning is the quicker way to answer. */
  letsScansThrough?: boolean
}

/** These stand before the dialog's content, so that what the content listens to comes on top of them. */
const KeysStopHere = () => {
  useTypedKeys(() => undefined, 'nothing')
  return null
}
const ScansStopHere = () => {
  useNoScans()
  return null
}

/**
 * A question that stands before the work. Function keys of the screen below, and scans that wait there, wait until it
 * is gone; a scan that is made on it is not taken.
 */
export const Dialog = ({
  title,
  children,
  actions,
  onClose,
  alert = false,
  large = false,
  letsScansThrough = false,
}: Props) => (
  <ModalOverlay
    isOpen
    isDismissable={!alert}
    onOpenChange={(open) => {
      if (!open) onClose()
    }}
    className={css['overlay'] ?? ''}
  >
    <Modal className={css['modal'] ?? ''} data-large={large || undefined}>
      <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className={css['dialog'] ?? ''}>
        <KeysStopHere />
        {!letsScansThrough && <ScansStopHere />}
        <Heading slot="title" className={css['title'] ?? ''}>
          {title}
        </Heading>
        <div className={css['body']}>{children}</div>
        <ActionBar actions={actions} />
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)
