import { expect, type RunningTerminal, test } from '../harness/index.ts'

/** The app itself. These specs run in Electron only. */
const appOf = ({ app }: RunningTerminal) => {
  if (app === undefined) throw new Error('This spec is for Electron')
  return app
}

test("the page is the terminal's own, in a sandbox, with nothing of Node and one way to main", async ({
  startTerminal,
}) => {
  const terminal = await startTerminal()
  expect(terminal.page.url()).toMatch(/^app:\/\/tallydeck\//)
  expect(await terminal.page.title()).toBe('Tallydeck')

  const preferences = await appOf(terminal).evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Not in Electron's types, but what it really used.
    return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  })
  const inPage = await terminal.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
    offered: Object.keys((globalThis as { tallydeckHost?: object }).tallydeckHost ?? {}),
  }))
  expect(inPage).toEqual({ node: [], offered: ['requestPort'] })
})

test.describe('the content policy', () => {
  test.use({ breaksPolicy: true })

  test('the page can load nothing from elsewhere and run nothing that was not built into it', async ({
    openTerminal,
  }) => {
    const page = await openTerminal()
    const found = await page.evaluate(async () => {
      const own = await fetch('/')
      const attempt = (work: () => unknown) =>
        Promise.resolve()
          .then(work)
          .then(
            () => 'allowed',
            () => 'denied',
          )
      return {
        policy: own.headers.get('content-security-policy') ?? '',
        foreign: await attempt(() => fetch('https://example.com/')),
        loopback: await attempt(() => fetch('http://127.0.0.1:1/', { mode: 'no-cors' })),
        file: await attempt(() => fetch('file:///etc/passwd')),
        // oxlint-disable-next-line typescript/no-implied-eval -- it is what must not work
        code: await attempt(() => new Function('return 1')()),
        otherHost: await attempt(() => fetch('app://other/')),
      }
    })
    expect(found.policy).toContain("default-src 'none'")
    expect(found).toMatchObject({
      foreign: 'denied',
      loopback: 'denied',
      file: 'denied',
      code: 'denied',
      otherHost: 'denied',
    })
  })
})

test('a page that crashes comes back and is given the terminal again', async ({
  startTerminal,
}) => {
  const terminal = await startTerminal()
  const app = appOf(terminal)
  const crashed = terminal.page.waitForEvent('crash')
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
  await crashed

  const hasPort = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`
        document.querySelector('#root')?.childElementCount > 0 && new Promise((resolve) => {
          addEventListener('message', ({ ports }) => resolve(ports.length === 1), { once: true })
          tallydeckHost.requestPort()
        })`),
    )
  await expect.poll(hasPort).toBe(true)
  expect(await terminal.quit()).toBe(0)
})

test.describe('Where the window may not go', () => {
  test.use({ breaksPolicy: true })

  test('the window leaves the terminal for no link, script or redirect', async ({
    startTerminal,
  }) => {
    const { page } = await startTerminal()
    const before = page.url()
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'app://other/']) {
      await page.evaluate((address) => {
        const link = document.createElement('a')
        link.href = address
        document.body.append(link)
        link.click()
        link.remove()
      }, address)
      await page
        .evaluate((address) => window.location.assign(address), address)
        .catch(() => undefined)
      expect(await page.evaluate(() => window.location.href)).toBe(before)
    }
  })
})

test('no page opens a second window', async ({ startTerminal }) => {
  const terminal = await startTerminal()
  const opened = await terminal.page.evaluate(() => [
    window.open('https://example.com/'),
    window.open('/'),
    window.open('about:blank'),
  ])
  expect(opened).toEqual([null, null, null])
  await terminal.page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/', target: '_blank' })
    document.body.append(link)
    link.click()
  })
  const windows = await appOf(terminal).evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
  )
  expect(windows).toBe(1)
})

test('the page is given no permission and no device', async ({ openTerminal }) => {
  const page = await openTerminal()
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read']
    const query = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    const media = await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then(() => 'given')
      .catch((error: DOMException) => error.name)
    return {
      queried: await Promise.all(names.map(query)),
      notification: await Notification.requestPermission(),
      given: media === 'given',
    }
  })
  expect(new Set(states.queried)).toEqual(new Set(['denied']))
  expect(states.notification).toBe('denied')
  expect(states.given).toBe(false)
})

test('a sub-frame reaches neither the preload nor a port', async ({ startTerminal }) => {
  const terminal = await startTerminal()
  const inFrame = await terminal.page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return 'tallydeckHost' in (frame.contentWindow ?? {})
  })
  expect(inFrame).toBe(false)

  // A frame without a preload cannot send at all; so its request is made for it, as a broken renderer could.
  const ports = await appOf(terminal).evaluate(({ BrowserWindow, ipcMain }) => {
    const sender = BrowserWindow.getAllWindows()[0]?.webContents
    const given = (frame: Electron.WebFrameMain | undefined) => {
      if (frame === undefined) return 'no such frame'
      let ports = 0
      const senderFrame = {
        url: frame.url,
        parent: frame.parent,
        postMessage: (_channel: string, _message: unknown, transfer: unknown[]) => {
          ports += transfer.length
        },
      }
      ipcMain.emit('tallydeck:port', { sender, senderFrame })
      return ports
    }
    return { top: given(sender?.mainFrame), sub: given(sender?.mainFrame.frames[0]) }
  })
  expect(ports).toEqual({ top: 1, sub: 0 })
})
