import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { StoreError } from '../errors.ts'

export interface CertificateFiles {
  /** The certificate, and what signed it if clients don't know that, as PEM. */
  readonly certFile: string
  /** Its private key, as PEM. */
  readonly keyFile: string
}

export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
}

/** @throws StoreError `tls-invalid` when a file can't be read or the two don't belong together. */
export function loadCertificate({ certFile, keyFile }: CertificateFiles): Certificate {
  const read = (file: string, what: string) => {
    try {
      return readFileSync(file)
    } catch (cause) {
      throw new StoreError('tls-invalid', `The ${what} ${file} can't be read.`, { cause })
    }
  }
  const cert = read(certFile, 'certificate')
  const key = read(keyFile, 'private key')
  try {
    createSecureContext({ cert, key })
  } catch (cause) {
    throw new StoreError(
      'tls-invalid',
      `The certificate ${certFile} and the private key ${keyFile} are not a usable pair in PEM format.`,
      { cause },
    )
  }
  return { cert, key }
}
