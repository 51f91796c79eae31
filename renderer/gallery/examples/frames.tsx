import {
  ActionBar,
  BeforeAfter,
  Code,
  DeskFrame,
  FloorFrame,
  LinkIndicator,
  Prompt,
  Strip,
  Trail,
  type TrailEntry,
} from '../../ui/index.ts'
import { nothing, type Examples } from '../example.tsx'

const strip = (title: string) => (
  <Strip
    place="WH1 · T-07"
    title={title}
    back={{ to: 'jobs', onBack: nothing }}
    link={<LinkIndicator state="offline" pending={14} since="12 min" />}
    operator="Ana Reyes"
  />
)

const entry = (
  id: string,
  certainty: TrailEntry['certainty'],
  more: Partial<TrailEntry>,
): TrailEntry => ({
  id,
  time: '10:42:07',
  figure: '−3',
  subject: 'HL-U509-R',
  place: 'A-01-02',
  certainty,
  ...more,
})

const entries = [
  entry('4', 'pending', {}),
  entry('3', 'parked', { figure: '+12', note: 'PO 7' }),
  entry('2', 'undone', { place: 'A-01-02 → B-02-01' }),
  entry('1', 'confirmed', { figure: undefined, subject: 'B-02-01' }),
]

const actions = (
  <ActionBar
    actions={[
      { key: 'F2', label: 'Quantity', onAct: nothing },
      { key: 'F12', label: 'Confirm', onAct: nothing, primary: true },
    ]}
  />
)

export const frames: Examples<
  'DeskFrame' | 'FloorFrame' | 'LinkIndicator' | 'Prompt' | 'Strip' | 'Trail'
> = {
  Strip: [
    { state: 'with a way back, the link and the operator', show: () => strip('Pick') },
    { state: 'alone', show: () => <Strip place="WH1" title="Set up" /> },
  ],
  LinkIndicator: [
    { state: 'online', show: () => <LinkIndicator state="online" pending={0} /> },
    { state: 'connecting', show: () => <LinkIndicator state="connecting" pending={0} /> },
    {
      state: 'offline, with work to send',
      show: () => <LinkIndicator state="offline" pending={12_500} since="12 min" />,
    },
    {
      state: 'stopped, with conflicts',
      show: () => <LinkIndicator state="held" pending={2} conflicts={3} since="3 h" />,
    },
    { state: 'no answer', show: () => <LinkIndicator state="unknown" pending={0} /> },
    {
      state: 'something is wrong with the machine',
      show: () => <LinkIndicator state="online" pending={0} wrong="clock is 1 h ahead" />,
    },
  ],
  Prompt: [
    { state: 'before a scan', show: () => <Prompt>Scan a bin</Prompt> },
    {
      state: 'a scan was taken',
      show: () => (
        <Prompt outcome="good" scanned={{ id: 1, text: 'A-01-02' }}>
          Scan a product
        </Prompt>
      ),
    },
    {
      state: 'a scan is in doubt, others wait',
      show: () => (
        <Prompt outcome="warning" waiting={2} scanned={{ id: 2, text: '4006381333931' }}>
          Scan a product
        </Prompt>
      ),
    },
    {
      state: 'a scan was refused',
      show: () => (
        <Prompt outcome="refused" scanned={{ id: 3, text: '4006381333931' }}>
          Scan a bin
        </Prompt>
      ),
    },
  ],
  Trail: [
    { state: 'empty', show: () => <Trail entries={[]} /> },
    {
      state: 'pending, parked, undone and confirmed',
      show: () => <Trail entries={entries} onUndo={nothing} />,
    },
  ],
  FloorFrame: [
    {
      state: 'with a trail and actions',
      whole: true,
      show: () => (
        <FloorFrame
          strip={strip('Pick')}
          prompt={<Prompt>Scan a product</Prompt>}
          trail={<Trail entries={entries} onUndo={nothing} />}
          actions={actions}
        >
          <h1>
            <Code strong>A-01-02</Code>
          </h1>
          <BeforeAfter before={37} after={34} beforeLabel="in A-01-02" afterLabel="after" />
        </FloorFrame>
      ),
    },
    {
      state: 'alone',
      whole: true,
      show: () => (
        <FloorFrame strip={strip('Jobs')} prompt={<Prompt>Choose a job</Prompt>}>
          <p>One big fact, one big number.</p>
        </FloorFrame>
      ),
    },
  ],
  DeskFrame: [
    {
      state: 'with tools and actions',
      whole: true,
      show: () => (
        <DeskFrame
          strip={strip('History')}
          title="What happened to HL-U509-R"
          tools={<span>1,204 movements</span>}
          actions={actions}
        >
          <p>The content scrolls by itself.</p>
        </DeskFrame>
      ),
    },
  ],
}
