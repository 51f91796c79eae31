/**
 * What this machine gives to anybody meanwhile: a program that does nothing but save a row at a steady beat, as durably
 * as the terminal does.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Floor } from './messages.ts'

const [folder = '', beat = ''] = process.argv.slice(2)
const beatMs = Number(beat)
const db = new Database(join(folder, 'floor.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE row (text TEXT)')
const insert = db.prepare('INSERT INTO row VALUES (?)')
const text = 'x'.repeat(2000)
const saveMs: number[] = []
const stops = monitorEventLoopDelay({ resolution: 5 })
stops.enable()

process.on('message', () => {
  const answer: Floor = { saveMs, longestStopMs: stops.max / 1e6 }
  process.send?.(answer, () => process.exit())
})
process.on('disconnect', () => process.exit())

for (let due = performance.now() + beatMs; ; due += beatMs) {
  await delay(Math.max(0, due - performance.now()))
  insert.run(text)
  saveMs.push(performance.now() - due)
}
