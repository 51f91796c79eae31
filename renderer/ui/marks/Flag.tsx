import { TriangleAlert } from 'lucide-react'
import css from './Flag.module.css'

/** Something is not as it should be, in a word or two, beside what it is about: a colour, a shape and a word. */
export const Flag = ({ children }: { children: string }) => (
  <span className={css['flag']}>
    <TriangleAlert className={css['icon'] ?? ''} aria-hidden="true" />
    {children}
  </span>
)
