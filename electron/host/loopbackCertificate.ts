import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/** A certificate with its key, as PEM, that is its own authority. */
export interface OwnCertificate {
  readonly cert: string
  readonly key: string
}

/** Parts of ASN.1 in DER (X.690): a tag, a length, a value. */
const der = (tag: number, ...values: readonly Uint8Array[]): Buffer => {
  const value = Buffer.concat(values)
  const size = value.length
  const length =
    size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, Math.floor(size / 256), size % 256]
  return Buffer.concat([Buffer.from([tag, ...length]), value])
}

const sequence = (...values: readonly Uint8Array[]) => der(0x30, ...values)
const octets = (value: Uint8Array) => der(0x04, value)
const bits = (value: Uint8Array) => der(0x03, Buffer.from([0]), value)
const yes = der(0x01, Buffer.from([0xff]))
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'))
const time = (text: string) => der(0x18, Buffer.from(text))

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const commonName = '550403'
const basicConstraints = '551d13'
const keyUsage = '551d0f'
const extendedKeyUsage = '551d25'
const subjectAltName = '551d11'
const serverAuth = '2b06010505070301'

/** Digital signature, and to sign certificates, as it is its own authority. */
const usage = der(0x03, Buffer.from([0x02, 0x84]))

/**
 * A certificate for 127.0.0.1 and localhost, made for one start. It is valid whatever this machine's clock says: it is
 * trusted because its file can be read by nobody else, and gone at the next start.
 */
export function loopbackCertificate(): OwnCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(
    der(0x31, sequence(oid(commonName), der(0x0c, Buffer.from('Tallydeck on this machine')))),
  )
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
  )
  const extension = (id: string, value: Uint8Array, ...critical: readonly Uint8Array[]) =>
    sequence(oid(id), ...critical, octets(value))
  // The first byte keeps the number positive and free of leading zeros.
  const serial = Buffer.concat([Buffer.from([1]), randomBytes(15)])
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, serial),
    ecdsaWithSha256,
    name,
    sequence(time('20000101000000Z'), time('99991231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      0xa3,
      sequence(
        extension(basicConstraints, sequence(yes), yes),
        extension(keyUsage, usage, yes),
        extension(extendedKeyUsage, sequence(oid(serverAuth))),
        extension(subjectAltName, names),
      ),
    ),
  )
  const signature = createSign('sha256').update(body).sign(privateKey)
  return {
    cert: pem('CERTIFICATE', sequence(body, ecdsaWithSha256, bits(signature))),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

function pem(label: string, value: Buffer): string {
  const lines = value.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`
}
