import css from './Words.module.css'

/** Is it a code, which would read as two if a line broke at its dash? */
const isCode = (word: string): boolean => word.includes('-') && word.length < 24

/** A sentence whose codes are not broken between lines: "Pick 3 of HL-U509-R from A-01-02". */
export const Words = ({ children }: { children: string }) => {
  // The place in the sentence is what a part is.
  const parts = children.split(/(\S*-\S*)/)
  return parts.map((part, place) =>
    isCode(part) ? (
      <span key={`${String(place)} ${part}`} className={css['code']}>
        {part}
      </span>
    ) : (
      part
    ),
  )
}
