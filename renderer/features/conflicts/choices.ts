import type { Choice, ProposalReason } from '#shared/domain/conflict/index.ts'

type Words = {
  label: string
  /** What it does, in one line. */
  does: string
  /** What has to be said besides. */
  needs?: 'quantity' | 'bin'
  /** Leaving something undone wants a reason. */
  needsNote?: boolean
}

/** The words for each choice. A new choice cannot be added to the contract without words here. */
export const choiceWords: Readonly<Record<Choice, Words>> = {
  retry: { label: 'Try again', does: 'Decides it again on the stock as it is known now.' },
  'record-as-happened': {
    label: 'Record as it happened',
    does: 'It has happened: writes that down, whatever the book said, and has the bin counted.',
  },
  'change-quantity': {
    label: 'Another quantity',
    does: 'Records it with the quantity that you give.',
    needs: 'quantity',
  },
  'other-bin': {
    label: 'Another bin',
    does: 'Records it on the bin that the goods really came from.',
    needs: 'bin',
  },
  'before-count': {
    label: 'It was before the count',
    does: 'The counter did not see these goods any more, or saw them already.',
  },
  'after-count': {
    label: 'It was after the count',
    does: 'The goods moved when the bin had been counted: the movement is kept on top. A bin below zero is counted again.',
  },
  recount: {
    label: 'Count the bin again',
    does: 'Nothing is posted until somebody has counted it once more.',
  },
  'leave-undone': {
    label: 'Leave it undone',
    does: 'Records nothing on the stock. What was asked for stays in the history.',
    needsNote: true,
  },
}

/** Why the terminal proposes a choice, in words. */
export const proposalWords: Readonly<Record<ProposalReason, string>> = {
  'goods-have-moved':
    'The goods have moved already; the book should say so. Count the bin afterwards.',
  'agrees-with-book': 'Read like this, the count agrees with the book.',
  'nearer-in-time': 'By the clocks, the movement was nearer to that side of the count.',
  'only-a-look-tells': 'Neither reading fits the book: only another look can tell.',
  'theirs-stands': 'What somebody else recorded stands already.',
  'possible-now': 'The stock as it is now covers it again.',
}
