import { createRoot } from 'react-dom/client'
import './ui/theme/base.css'
import { App } from './app/App.tsx'
import { startScanKeys, startTheme } from './ui/index.ts'

startTheme()
startScanKeys()

const root = document.querySelector('#root')
if (root === null) throw new Error('The page has no #root to draw into')
createRoot(root).render(<App />)
