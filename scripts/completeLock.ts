/**
 * `npm run lock:complete`: adds to package-lock.json the packages of other platforms that npm leaves out when it
 * writes the file on a machine that cannot see them (without them `npm ci` refuses the file), and keeps npm from building
 * what comes ready-made. To be run after `npm i`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const file = join(import.meta.dirname, '../package-lock.json')

const entry = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
const lock = z
  .looseObject({ packages: z.record(z.string(), entry) })
  .parse(JSON.parse(readFileSync(file, 'utf8')))

const words = (name: string) => (name.split('/').at(-1) ?? name).split(/[-.]/)
const pick = (name: string, known: Record<string, string>) =>
  words(name).flatMap((word) => (known[word] === undefined ? [] : [known[word]]))

const systems = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win: 'win32',
  win32: 'win32',
}
const processors = {
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  mips64el: 'mips64el',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  x64: 'x64',
}
const libraries = { gnu: 'glibc', musl: 'musl', musleabihf: 'musl', gnueabihf: 'glibc' }

/** Where npm looks for `name` when the package at `from` needs it. */
function locate(name: string, from: string): string | undefined {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
  ) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (path in lock.packages) return path
    if (folder === '') return undefined
  }
}

let added = 0
for (const [path, { optionalDependencies, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies ?? {})) {
    const [os, cpu, libc] = [pick(name, systems), pick(name, processors), pick(name, libraries)]
    // Only what is made for one platform, and pinned: anything else is npm's business.
    if (os.length !== 1 || !/^\d/.test(version) || locate(name, path) !== undefined) continue
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length > 0 && { cpu }),
      ...(dev && { dev }),
      ...(os[0] === 'linux' && libc.length > 0 && { libc }),
      optional: true,
      os,
    }
    added += 1
  }
}

// The package says so itself, but npm does not take it over into the lock file, and without it `npm ci` would build what
// the package brings ready-made: that wants a compiler, Python and Node's headers on every machine.
const sqlite = lock.packages['node_modules/better-sqlite3']
if (sqlite) sqlite['gypfile'] = false
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} added`)
