import { expect, test } from '../harness/index.ts'

test('the token leaves the address bar and outlives a reload', async ({ openTerminal }) => {
  const page = await openTerminal()
  await expect.poll(() => page.url()).not.toContain('token')
  let received = 0
  page.on('websocket', (socket) => socket.on('framereceived', () => (received += 1)))
  await page.reload()
  await expect.poll(() => received).toBeGreaterThan(0)
  expect(page.url()).not.toContain('token')
})

test('a tab whose connection drops finds its way back', async ({ openTerminal }) => {
  const page = await openTerminal()
  const connections: { close: () => Promise<void>; received: number }[] = []
  await page.routeWebSocket(/\/api$/, (tab) => {
    const server = tab.connectToServer()
    const connection = { close: () => tab.close(), received: 0 }
    connections.push(connection)
    server.onMessage((message) => {
      connection.received += 1
      tab.send(message)
    })
  })
  await page.reload()
  await expect.poll(() => connections[0]?.received ?? 0).toBeGreaterThan(0)
  await connections[0]?.close()
  await expect.poll(() => connections[1]?.received ?? 0).toBeGreaterThan(0)
})

test('the host stops when asked, with code 0', async ({ startTerminal }) => {
  test.skip(process.platform === 'win32', 'Windows has no signal that asks')
  const terminal = await startTerminal()
  expect(await terminal.quit()).toBe(0)
})
