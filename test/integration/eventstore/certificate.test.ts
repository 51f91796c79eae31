import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCertificate } from '#electron/eventstore/security/certificate.ts'
import { temporaryFolder } from '#test/support/eventstore/clients.ts'
import { certificate } from '#test/support/eventstore/conformance.ts'

const { certFile, keyFile } = certificate
const now = new Date()

async function aFile(content: string | Buffer): Promise<string> {
  const file = join(await temporaryFolder(), 'given.pem')
  await writeFile(file, content)
  return file
}

const refused = (message: RegExp) =>
  expect.objectContaining({
    code: 'tls-invalid',
    message: expect.stringMatching(message) as string,
  }) as Error

test('a certificate and its key are taken', () => {
  expect(loadCertificate(certificate, now).cert.length).toBeGreaterThan(0)
})

test('a file that is not there is named', () => {
  const missing = join(import.meta.dirname, 'nowhere.pem')
  expect(() => loadCertificate({ certFile: missing, keyFile }, now)).toThrow(
    refused(/certificate can't be read.*nowhere\.pem/),
  )
})

test('what is not PEM is named', async () => {
  const text = await aFile('neither')
  expect(() => loadCertificate({ certFile: text, keyFile }, now)).toThrow(
    refused(/given\.pem is not a certificate/),
  )
  expect(() => loadCertificate({ certFile, keyFile: text }, now)).toThrow(
    refused(/given\.pem is not a private key/),
  )
})

test('the key of another certificate is told from its own', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const other = await aFile(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  expect(() => loadCertificate({ certFile, keyFile: other }, now)).toThrow(refused(/not that of/))
})

test('a key under a password is refused with how to take it off', async () => {
  const key = createPrivateKey(await readFile(keyFile))
  const locked = key.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'secret',
  })
  const file = await aFile(locked)
  expect(() => loadCertificate({ certFile, keyFile: file }, now)).toThrow(
    refused(/protected by a password.*openssl pkey/),
  )
})

test.each(['1990-01-01', '2190-01-01'])('on %s it is not valid', (day) => {
  expect(() => loadCertificate(certificate, new Date(day))).toThrow(refused(/is valid from .* to /))
})
