import { PackageMinus, PackagePlus, TriangleAlert } from 'lucide-react'
import {
  ActionBar,
  Button,
  ChoiceField,
  Cover,
  Dialog,
  JobTiles,
  PinPad,
  Segments,
  SelectField,
  TextField,
  type Action,
  type Choice,
} from '../../ui/index.ts'
import { Kept, nothing, type Examples } from '../example.tsx'

const reasons: readonly Choice<'damaged' | 'expired' | 'found'>[] = [
  { value: 'damaged', label: 'Damaged', note: 'It cannot be sold any more' },
  { value: 'expired', label: 'Expired' },
  { value: 'found', label: 'Found', note: 'Nobody had written it down' },
]

const actions: readonly Action[] = [
  { key: 'Escape', label: 'Back', onAct: nothing },
  { key: 'F2', label: 'Quantity', onAct: nothing },
  { key: 'F3', label: 'Other bin', onAct: nothing, isDisabled: true },
  { key: 'F12', label: 'Confirm', onAct: nothing, primary: true },
]

export const controls: Examples<
  | 'ActionBar'
  | 'Button'
  | 'ChoiceField'
  | 'Cover'
  | 'Dialog'
  | 'JobTiles'
  | 'PinPad'
  | 'Segments'
  | 'SelectField'
  | 'TextField'
> = {
  Button: [
    { state: 'primary', show: () => <Button kind="primary">Confirm</Button> },
    { state: 'plain', show: () => <Button>Look again</Button> },
    { state: 'quiet', show: () => <Button kind="quiet">Not now</Button> },
    { state: 'danger', show: () => <Button kind="danger">Remove the pack</Button> },
    {
      state: 'disabled',
      show: () => (
        <>
          <Button kind="primary" isDisabled>
            Confirm
          </Button>{' '}
          <Button isDisabled>Look again</Button>
        </>
      ),
    },
    { state: 'wide', show: () => <Button wide>Fills its row</Button> },
  ],
  ActionBar: [
    { state: 'with a primary and a disabled one', show: () => <ActionBar actions={actions} /> },
  ],
  JobTiles: [
    {
      state: 'with a note, a count, an urgent count',
      show: () => (
        <JobTiles
          tiles={[
            {
              icon: PackagePlus,
              label: 'Receive',
              note: 'Goods come in',
              functionKey: 'F1',
              onPress: nothing,
            },
            {
              icon: PackageMinus,
              label: 'Pick',
              count: 12_500,
              countLabel: 'today',
              functionKey: 'F2',
              onPress: nothing,
            },
            {
              icon: TriangleAlert,
              label: 'Conflicts',
              note: 'They need a person',
              count: 3,
              countLabel: 'to settle',
              urgent: true,
              functionKey: 'F9',
              onPress: nothing,
            },
          ]}
        />
      ),
    },
  ],
  Segments: [
    {
      state: 'with counts',
      show: () => (
        <Kept first="open">
          {(value, change) => (
            <Segments
              label="Show"
              value={value}
              onChange={change}
              choices={[
                { value: 'open', label: 'Open', count: 12 },
                { value: 'settled', label: 'Settled', count: 1204 },
                { value: 'closed', label: 'Closed' },
              ]}
            />
          )}
        </Kept>
      ),
    },
  ],
  TextField: [
    {
      state: 'empty, with a hint',
      show: () => (
        <Kept first="">
          {(value, onChange) => (
            <TextField
              label="Reference"
              hint="The number on the delivery note"
              {...{ value, onChange }}
            />
          )}
        </Kept>
      ),
    },
    {
      state: 'a code',
      show: () => (
        <Kept first="HL-U509-R">
          {(value, onChange) => <TextField label="Product" code {...{ value, onChange }} />}
        </Kept>
      ),
    },
    {
      state: 'with an error',
      show: () => (
        <Kept first="a-1 ">
          {(value, onChange) => (
            <TextField
              label="Bin"
              error="A bin has no spaces. Take it from the label."
              {...{ value, onChange }}
            />
          )}
        </Kept>
      ),
    },
    {
      state: 'disabled',
      show: () => <TextField label="Site" value="WH1" onChange={nothing} isDisabled />,
    },
    {
      state: 'with a quiet label',
      show: () => (
        <Kept first="">
          {(value, onChange) => (
            <TextField
              label="Find a product"
              quietLabel
              placeholder="Find a product"
              type="search"
              {...{ value, onChange }}
            />
          )}
        </Kept>
      ),
    },
  ],
  ChoiceField: [
    {
      state: 'chosen',
      show: () => (
        <Kept first={reasons[0]?.value}>
          {(value, onChange) => (
            <ChoiceField label="Reason" choices={reasons} {...{ value, onChange }} />
          )}
        </Kept>
      ),
    },
    {
      state: 'with an error',
      show: () => (
        <ChoiceField
          label="Reason"
          choices={reasons}
          value={undefined}
          onChange={nothing}
          error="Choose why."
        />
      ),
    },
    {
      state: 'disabled',
      show: () => (
        <ChoiceField label="Reason" choices={reasons} value="found" onChange={nothing} isDisabled />
      ),
    },
  ],
  SelectField: [
    {
      state: 'nothing chosen yet',
      show: () => (
        <Kept<(typeof reasons)[number]['value'] | undefined> first={undefined}>
          {(value, onChange) => (
            <SelectField label="Reason" choices={reasons} {...{ value, onChange }} />
          )}
        </Kept>
      ),
    },
    {
      state: 'chosen, with a hint',
      show: () => (
        <SelectField
          label="Reason"
          hint="It is shown in the history"
          choices={reasons}
          value="expired"
          onChange={nothing}
        />
      ),
    },
    {
      state: 'with an error',
      show: () => (
        <SelectField
          label="Reason"
          error="Choose why."
          choices={reasons}
          value={undefined}
          onChange={nothing}
        />
      ),
    },
    {
      state: 'disabled',
      show: () => (
        <SelectField
          label="Reason"
          choices={reasons}
          value="expired"
          onChange={nothing}
          isDisabled
        />
      ),
    },
  ],
  PinPad: [
    {
      state: 'three digits in',
      show: () => (
        <Kept first="123">
          {(pin, onChange) => <PinPad label="PIN" onEnter={nothing} {...{ pin, onChange }} />}
        </Kept>
      ),
    },
    {
      state: 'disabled',
      show: () => <PinPad label="PIN" pin="" onChange={nothing} onEnter={nothing} isDisabled />,
    },
  ],
  Dialog: [
    {
      state: 'a question',
      whole: true,
      show: () => (
        <Dialog
          title="Leave the count?"
          alert
          onClose={nothing}
          actions={[
            { key: 'Escape', label: 'Stay', onAct: nothing },
            { key: 'F12', label: 'Leave', onAct: nothing, primary: true },
          ]}
        >
          <p>What you counted so far is kept. You can go on later.</p>
        </Dialog>
      ),
    },
    {
      state: 'large',
      whole: true,
      show: () => (
        <Dialog
          title="Find a product"
          large
          onClose={nothing}
          actions={[{ key: 'Escape', label: 'Back', onAct: nothing }]}
        >
          <p>There is room for a list.</p>
        </Dialog>
      ),
    },
  ],
  Cover: [
    {
      state: 'a question',
      whole: true,
      show: () => (
        <Cover label="Sign in again" alert>
          <p>What is below keeps as it is, unseen.</p>
          <Button kind="primary">Sign in</Button>
        </Cover>
      ),
    },
  ],
}
