import { formatNumber } from '#shared/words/format.ts'
import css from './FirstOf.module.css'

type Part = { shown: number; all: number; what: string }

/** Under a table: of what there is more than it shows. Nothing where it shows all. */
export const FirstOf = ({ parts }: { parts: readonly Part[] }) => {
  const cut = parts.filter(({ shown, all }) => shown < all)
  return (
    cut.length > 0 && (
      <p className={css['more']}>
        {cut
          .map(({ shown, all, what }) =>
            [formatNumber(shown), 'of', formatNumber(all), what].join(' '),
          )
          .join(' and ')}{' '}
        are shown.
      </p>
    )
  )
}
