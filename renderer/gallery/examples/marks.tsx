import { PackageOpen } from 'lucide-react'
import {
  BeforeAfter,
  Broken,
  Button,
  Code,
  Empty,
  Flag,
  Loading,
  Mark,
  Notice,
  Quantity,
  Words,
} from '../../ui/index.ts'
import { nothing, type Examples } from '../example.tsx'

export const marks: Examples<
  | 'BeforeAfter'
  | 'Broken'
  | 'Code'
  | 'Empty'
  | 'Flag'
  | 'Loading'
  | 'Mark'
  | 'Notice'
  | 'Quantity'
  | 'Words'
> = {
  Mark: [
    { state: 'pending', show: () => <Mark certainty="pending" /> },
    { state: 'confirmed', show: () => <Mark certainty="confirmed" /> },
    { state: 'parked', show: () => <Mark certainty="parked" /> },
    { state: 'undone', show: () => <Mark certainty="undone" /> },
    { state: 'quiet', show: () => <Mark certainty="pending" quiet /> },
  ],
  Flag: [{ state: 'a word', show: () => <Flag>below zero</Flag> }],
  Code: [
    { state: 'plain', show: () => <Code>HL-U509-R</Code> },
    { state: 'strong', show: () => <Code strong>A-01-02</Code> },
    { state: 'with what cannot be seen', show: () => <Code>{'01\u001D4006381333931'}</Code> },
  ],
  Words: [
    {
      state: 'codes are not broken',
      show: () => (
        <p>
          <Words>Pick 3 of HL-U509-R from A-01-02, then move the rest to B-02-01.</Words>
        </p>
      ),
    },
  ],
  Quantity: [
    { state: 'text', show: () => <Quantity value={12_500} /> },
    { state: 'with a sign', show: () => <Quantity value={-3} sign /> },
    { state: 'pending', show: () => <Quantity value={34} pending /> },
    { state: 'large', show: () => <Quantity value={34} size="large" /> },
    { state: 'hero', show: () => <Quantity value={34} size="hero" /> },
  ],
  BeforeAfter: [
    {
      state: 'confirmed',
      show: () => (
        <BeforeAfter before={37} after={34} beforeLabel="in A-01-02" afterLabel="after" />
      ),
    },
    {
      state: 'pending',
      show: () => (
        <BeforeAfter before={37} after={34} beforeLabel="in A-01-02" afterLabel="after" pending />
      ),
    },
    {
      state: 'alarming',
      show: () => (
        <BeforeAfter before={2} after={-3} beforeLabel="in A-01-02" afterLabel="after" alarming />
      ),
    },
    {
      state: 'compact, with long numbers',
      show: () => (
        <BeforeAfter
          before={999_999}
          after={1_000_012}
          beforeLabel="in A-01-02"
          afterLabel="after"
          compact
        />
      ),
    },
  ],
  Notice: [
    { state: 'good', show: () => <Notice tone="good" happened="Saved. Not sent yet." /> },
    {
      state: 'warning',
      show: () => (
        <Notice
          tone="warning"
          happened="The terminal does not answer."
          kept="Everything saved is still there."
          next="It is tried again by itself."
        />
      ),
    },
    {
      state: 'refused, with a way on',
      show: () => (
        <Notice
          tone="refused"
          word="Not taken"
          happened="This screen takes no scans."
          kept="Nothing was recorded."
          next="Open the job that it is for."
        >
          <Button onPress={nothing}>Seen</Button>
        </Notice>
      ),
    },
  ],
  Empty: [
    {
      state: 'with a way on',
      show: () => (
        <Empty icon={PackageOpen} title="Nothing stands here" actions={<Button>Receive</Button>}>
          <p>What is received into this bin is listed here.</p>
        </Empty>
      ),
    },
  ],
  Loading: [{ state: 'after a moment', show: () => <Loading what="Looking for bins" /> }],
  Broken: [
    {
      state: 'with a way to try again',
      show: () => <Broken what="The history could not be shown." onRetry={nothing} />,
    },
  ],
}
