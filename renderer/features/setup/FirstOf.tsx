import css from './FirstOf.module.css'

/** Under a table: that there is more than it shows. Nothing where it shows all. */
export const FirstOf = ({ shown, all, what }: { shown: number; all: number; what: string }) =>
  shown < all && (
    <p className={css['more']}>
      {shown.toLocaleString('en')} of {all.toLocaleString('en')} {what} are shown.
    </p>
  )
