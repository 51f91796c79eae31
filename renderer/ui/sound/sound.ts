/** What a sound says; each goes with a colour, a shape and a word on the screen. */
export type Sound = 'good' | 'warning' | 'refused'

type Tone = { from: number; at: number; for: number; shape: OscillatorType }

/** Told apart by rhythm and register, not only by pitch, so that they carry over machine noise. */
const tones: Record<Sound, readonly Tone[]> = {
  good: [
    { from: 1046, at: 0, for: 0.06, shape: 'triangle' },
    { from: 1568, at: 0.07, for: 0.09, shape: 'triangle' },
  ],
  warning: [
    { from: 740, at: 0, for: 0.1, shape: 'square' },
    { from: 740, at: 0.16, for: 0.1, shape: 'square' },
  ],
  refused: [
    { from: 233, at: 0, for: 0.18, shape: 'sawtooth' },
    { from: 165, at: 0.2, for: 0.3, shape: 'sawtooth' },
  ],
}

let context: AudioContext | undefined

/** Plays at once; silent where the machine has no audio. Never throws: a sound is a courtesy. */
export const playSound = (sound: Sound): void => {
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume().catch(() => undefined)
    const output = context
    for (const tone of tones[sound]) {
      const start = output.currentTime + tone.at
      const oscillator = output.createOscillator()
      const gain = output.createGain()
      oscillator.type = tone.shape
      oscillator.frequency.value = tone.from
      // A short ramp at both ends: a square edge would click.
      gain.gain.setValueAtTime(0, start)
      gain.gain.linearRampToValueAtTime(0.2, start + 0.008)
      gain.gain.setValueAtTime(0.2, start + tone.for - 0.02)
      gain.gain.linearRampToValueAtTime(0, start + tone.for)
      oscillator.connect(gain).connect(output.destination)
      oscillator.start(start)
      oscillator.stop(start + tone.for)
    }
  } catch {
    // No audio device.
  }
}
