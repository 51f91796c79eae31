// First, since it counts from the first schema on.
import './api/jitless.ts'
import { createRoot } from 'react-dom/client'
import './ui/theme/base.css'
import { connect } from './api/index.ts'
import { createTerminal } from './api/terminal.tsx'
import { App } from './app/App.tsx'
import { startTheme } from './ui/index.ts'
import { startScanner } from './work/scan/scannerConfig.ts'

startTheme()
startScanner()
const { client, connection } = connect()

const root = document.querySelector('#root')
if (root === null) throw new Error('The page has no #root to draw into')
createRoot(root).render(<App terminal={createTerminal(client, connection)} />)
