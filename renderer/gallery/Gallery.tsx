import { useState, useSyncExternalStore } from 'react'
import { chooseTheme, Segments, themeChoice, type ThemeChoice } from '../ui/index.ts'
import type { Example } from './example.tsx'
import { examples } from './examples/index.ts'
import css from './Gallery.module.css'

const all = Object.entries(examples)
const placeOf = (name: string, index: number) => `#${name}/${String(index)}`

const subscribe = (onChange: () => void): (() => void) => {
  window.addEventListener('hashchange', onChange)
  return () => {
    window.removeEventListener('hashchange', onChange)
  }
}

/** The whole kit, or the one example that the address names, which then has the screen for itself. */
export const Gallery = () => {
  const place = useSyncExternalStore(subscribe, () => window.location.hash)
  for (const [name, ofOne] of all)
    for (const [index, { show }] of ofOne.entries())
      if (placeOf(name, index) === place) return <div className={css['whole']}>{show()}</div>
  return <Kit />
}

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: "The system's" },
  { value: 'graphite', label: 'Graphite' },
  { value: 'paper', label: 'Paper' },
  { value: 'contrast', label: 'Contrast' },
]

const Kit = () => {
  const [theme, setTheme] = useState(themeChoice)
  return (
    <main className={css['kit']}>
      <header className={css['head']}>
        <h1>The kit</h1>
        <Segments
          label="Theme"
          choices={themes}
          value={theme}
          onChange={(choice) => {
            setTheme(choice)
            chooseTheme(choice)
          }}
        />
      </header>
      {all.map(([name, ofOne]) => (
        <section key={name} aria-label={name}>
          <h2>{name}</h2>
          <div className={css['examples']}>
            {ofOne.map((example, index) => (
              <Shown key={example.state} place={placeOf(name, index)} {...example} />
            ))}
          </div>
        </section>
      ))}
    </main>
  )
}

const Shown = ({ state, whole, show, place }: Example & { place: string }) => (
  <figure className={css['example']} data-whole={whole}>
    <figcaption>
      <a href={place}>{state}</a>
    </figcaption>
    {whole !== true && <div className={css['box']}>{show()}</div>}
  </figure>
)
