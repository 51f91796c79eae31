import { DropDialog, FirstDialog, ReallyDialog } from './asking.tsx'
import type { Work } from './useWork.ts'
import { WhichProduct } from './WhichProduct.tsx'
import type { About } from './working.ts'

/** What is in hand and not recorded, for the questions about it. */
export type InHand = {
  /** "3 of HL-U509-R"; undefined where nothing is. */
  words: string | undefined
  sku: string | undefined
  /** What the key that records it says: "Pick". */
  verb: string
  /** What the key says that records it before something else is taken; undefined where that can't be. */
  recordFirst: (about: About) => string | undefined
  /** It can be taken to another bin. */
  changesBin?: boolean
}

/** The question of the stage that the work is in. */
export const Questions = ({
  work: {
    state: { stage },
    send,
    choose,
    recordFirst,
  },
  inHand,
}: {
  work: Work
  inHand: InHand
}) => {
  const { words, sku, verb } = inHand
  const left = () => {
    send({ type: 'left' })
  }
  const drop = () => {
    send({ type: 'dropped' })
  }
  switch (stage.kind) {
    case 'choosing':
      return <WhichProduct matches={stage.matches} onClose={left} onPick={choose} />
    case 'doubting':
      return (
        <ReallyDialog
          quantity={stage.quantity}
          sku={sku ?? ''}
          verb={verb}
          onMeant={() => {
            send({ type: 'meant' })
          }}
          onChange={left}
        />
      )
    case 'asking': {
      const { about } = stage.held
      if (words === undefined) return null
      if (about.kind === 'startedOver')
        return <DropDialog inHand={words} onDrop={drop} onStay={left} />
      const label = inHand.recordFirst(about)
      const changesBin = inHand.changesBin === true && about.kind === 'bin'
      return (
        <FirstDialog
          inHand={words}
          came={about.code}
          record={label === undefined ? undefined : { label, onAct: recordFirst }}
          onChangeBin={
            changesBin
              ? () => {
                  send({ type: 'binChanged' })
                }
              : undefined
          }
          onDrop={changesBin ? undefined : drop}
          onStay={left}
        />
      )
    }
    default:
      return null
  }
}
