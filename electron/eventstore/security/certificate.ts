import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { StoreError } from '../errors.ts'

export interface CertificateFiles {
  /** The certificate, and what signed it if clients don't know that, as PEM. */
  readonly certFile: string
  /** Its private key, as PEM. */
  readonly keyFile: string
}

/** The two themselves, where they are kept in no file. */
export interface CertificateText {
  readonly cert: string
  readonly key: string
}

export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

/**
 * @throws StoreError `tls-invalid` when a file can't be read or used, the two don't belong together, or the
 * certificate isn't valid at `now`.
 */
export function loadCertificate(given: CertificateFiles | CertificateText, now: Date): Certificate {
  if ('cert' in given) return { cert: Buffer.from(given.cert), key: Buffer.from(given.key) }
  const { certFile, keyFile } = given
  const cert = read(certFile, 'certificate')
  const key = read(keyFile, 'private key')
  const certificate = parseCertificate(cert, certFile)
  if (!certificate.checkPrivateKey(parseKey(key, keyFile)))
    throw invalid(`The private key ${keyFile} is not that of the certificate ${certFile}.`)
  const { validFrom, validTo } = certificate
  if (now < new Date(validFrom) || now > new Date(validTo))
    throw invalid(
      `The certificate ${certFile} is valid from ${validFrom} to ${validTo}. Renew it, or set this machine's clock.`,
    )
  attempt(
    () => createSecureContext({ cert, key }),
    (reason) => `The certificate ${certFile} can't be used: ${reason}.`,
  )
  return { cert, key }
}

const invalid = (message: string, cause?: unknown) =>
  new StoreError('tls-invalid', message, { cause })

function attempt<T>(work: () => T, message: (reason: string) => string): T {
  try {
    return work()
  } catch (error) {
    throw invalid(message(error instanceof Error ? error.message : String(error)), error)
  }
}

const read = (file: string, what: string): Buffer =>
  attempt(
    () => readFileSync(file),
    (reason) => `The ${what} can't be read: ${reason}.`,
  )

const parseCertificate = (cert: Buffer, file: string): X509Certificate =>
  attempt(
    () => new X509Certificate(cert),
    () => `${file} is not a certificate in PEM format.`,
  )

function parseKey(key: Buffer, file: string): KeyObject {
  if (/ENCRYPTED/.test(key.toString('latin1')))
    throw invalid(
      `The private key ${file} is protected by a password. Give one that is not: openssl pkey -in ${file} -out KEY`,
    )
  return attempt(
    () => createPrivateKey(key),
    () => `${file} is not a private key in PEM format.`,
  )
}
