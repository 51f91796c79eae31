import {
  choosePerson,
  done,
  expect,
  openJob,
  people,
  pin,
  press,
  row,
  signIn,
  signOut,
  test,
  typePin,
} from '../harness/index.ts'

test('somebody new signs in with a PIN for once that a supervisor gives, and chooses their own', async ({
  terminalFolder,
  openTerminal,
}) => {
  const page = await openTerminal({ dataDir: terminalFolder })
  await signIn(page, people.sue, pin)

  const given = await test.step('registering somebody shows a PIN, once', async () => {
    await expect(page.getByRole('alert')).toContainText('A supervisor’s PIN has 6 digits or more')
    await openJob(page, 'Warehouse')
    await press(page, 'Register somebody')
    await page.getByRole('textbox', { name: 'Signs in as' }).fill('kim')
    await page.getByRole('textbox', { name: 'Name' }).fill('Kim Novak')
    await press(page, 'Register')
    await press(page, 'Give a PIN')
    const shown = page.getByRole('status', { name: 'PIN for once' })
    await expect(shown).toHaveText(/^\d{6}$/)
    const text = await shown.textContent()
    await press(page, 'Kim Novak has it')
    await expect(page.getByText(text ?? '')).toHaveCount(0)
    await expect(row(page, 'People', 'Kim Novak')).toContainText('for once')
    return text ?? ''
  })

  await signOut(page)
  await choosePerson(page, 'Kim Novak')
  await typePin(page, given)
  await press(page, 'Sign in')
  await expect(page.getByText('4 digits or more, which only you know.')).toBeVisible()

  await test.step('the given one is no choice', async () => {
    await typePin(page, given)
    await press(page, 'Next')
    await typePin(page, given)
    await press(page, 'Sign in')
    await expect(page.getByRole('alert')).toContainText('That is the PIN that you were given.')
  })

  await typePin(page, '8642')
  await press(page, 'Next')
  await typePin(page, '8642')
  await press(page, 'Sign in')
  await expect(page.getByRole('button', { name: 'Signed in: Kim Novak' })).toBeVisible()
  await signOut(page)
  await signIn(page, 'Kim Novak', '8642')
})

test('a person without a PIN is claimed by nobody', async ({ terminalFolder, openTerminal }) => {
  const lou = { type: 'RegisterOperator', operator: 'lou', name: 'Lou Reyes', role: 'supervisor' }
  await done(terminalFolder, 'admin', lou)
  const page = await openTerminal({ dataDir: terminalFolder })
  await choosePerson(page, 'Lou Reyes')
  await expect(page.getByRole('alert')).toContainText('Ask a supervisor for a first PIN')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeDisabled()
  await page.keyboard.type('123456')
  await expect(page.getByLabel(/PIN: \d+ digits/)).toHaveCount(0)
})
