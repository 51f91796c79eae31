import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/**
 * `out/main/index.js` is the Electron app and `out/main/eventstoreWorker.js` the embedded store's thread, which is
 * started by its file name. The preload runs in the sandbox, where only one CommonJS file can be loaded.
 */
export default defineConfig({
  main: {
    build: {
      rolldownOptions: {
        input: {
          index: at('electron/main/index.ts'),
          eventstoreWorker: at('electron/eventstore/worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      rolldownOptions: {
        input: { index: at('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    build: { rolldownOptions: { input: at('renderer/index.html') }, minify: true },
    plugins: [
      react(),
      // electron-vite presets './' for file:// pages; here every host serves the page from its root.
      { name: 'served-from-root', enforce: 'post', config: () => ({ base: '/' }) },
    ],
  },
})
