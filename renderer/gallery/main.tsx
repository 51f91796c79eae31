/** Every component of the kit in its states, on one page: `npm run dev` has its address, the build leaves it out. */
import { createRoot } from 'react-dom/client'
import '../ui/theme/base.css'
import { startTheme } from '../ui/index.ts'
import { Gallery } from './Gallery.tsx'

startTheme()
const root = document.querySelector('#root')
if (root === null) throw new Error('The page has no #root to draw into')
createRoot(root).render(<Gallery />)
