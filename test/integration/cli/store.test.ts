import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '#test/support/eventstore/clients.ts'

/** As somebody types it: npm runs a shell, and the shell the store. */
async function storeUnderNpm() {
  const args = ['store', '--data', await temporaryFolder(), '--port', '0']
  const npm = spawn('npm', ['run', '--silent', 'cli', '--', ...args], { detached: true })
  onTestFinished(() => {
    try {
      process.kill(-Number(npm.pid), 'SIGKILL')
    } catch {
      // All of it has ended.
    }
  })
  let output = ''
  const listening = new Promise<void>((resolve) => {
    npm.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (output.includes('Health and metrics')) resolve()
    })
  })
  await listening
  return { npm, said: () => output }
}

test.skipIf(process.platform === 'win32')(
  'SIGTERM to npm stops the store that it runs, cleanly',
  async () => {
    const { npm, said } = await storeUnderNpm()
    // The last one that could still write to it has ended.
    const ended = once(npm.stdout, 'close')
    npm.kill('SIGTERM')
    await ended
    expect(said()).toContain('"Stopped"')
  },
)
