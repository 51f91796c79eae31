import { useState } from 'react'
import { ChoiceField, TextField, type Choice } from '../../ui/index.ts'
import { changeScanner, scannerConfig } from './scannerConfig.ts'
import css from './ScannerSettings.module.css'

const paces: readonly Choice<'50' | '100' | '200'>[] = [
  { value: '50', label: 'By cable' },
  { value: '100', label: 'By radio' },
  { value: '200', label: 'Slow' },
]

/** What the scanner sends around a code, and how fast. A prefix makes every scan certain. */
export const ScannerSettings = () => {
  const [config, setConfig] = useState(scannerConfig)
  const change = (part: Partial<typeof config>) => {
    const next = { ...config, ...part }
    setConfig(next)
    changeScanner(next)
  }
  return (
    <div className={css['settings']}>
      <TextField
        label="Scanner prefix"
        hint="What it sends first. With it, every scan is certain."
        code
        takesScans
        value={config.prefix}
        onChange={(prefix) => {
          change({ prefix: prefix.slice(0, 8) })
        }}
      />
      <TextField
        label="Scanner suffix"
        hint="What it sends last, before Enter or Tab."
        code
        takesScans
        value={config.suffix}
        onChange={(suffix) => {
          change({ suffix: suffix.slice(0, 8) })
        }}
      />
      <div className={css['wide']}>
        <ChoiceField
          label="Scanner speed"
          hint="Only matters without a prefix."
          value={paces.find(({ value }) => Number(value) === config.pace)?.value}
          choices={paces}
          onChange={(pace) => {
            change({ pace: Number(pace) })
          }}
        />
      </div>
    </div>
  )
}
