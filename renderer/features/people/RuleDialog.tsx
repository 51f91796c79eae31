import { useState, type ReactNode } from 'react'
import type { WarehouseRow } from '#shared/contract/api/index.ts'
import * as codes from '#shared/contract/codes.ts'
import type { Command } from '#shared/contract/commands.ts'
import { problemWith } from '../../work/words/problemWith.ts'
import { ChoiceField, TextField } from '../../ui/index.ts'
import { problemsOfTolerance, toleranceForm, toleranceIn } from '../../work/fields/tolerance.ts'
import { ToleranceFields } from '../../work/fields/ToleranceFields.tsx'
import { CommandDialog } from './CommandDialog.tsx'
import {
  changeOf,
  idleLockOf,
  problemOfMinutes,
  problemOfPieces,
  problemOfSeconds,
  renameOf,
  rulesOf,
  wholeIn,
  type Rule,
} from './countRules.ts'

type Props = { warehouse: WarehouseRow; onClose: () => void; onSaved: (command: Command) => void }

/** Changes one rule for everybody in the warehouse. */
export const RuleDialog = ({ rule, ...props }: Props & { rule: Rule }) => {
  const Form = forms[rule]
  return <Form {...props} />
}

const Ask = ({
  rule,
  command,
  children,
  warehouse,
  ...rest
}: Props & { rule: Rule; command: Command | undefined; children: ReactNode }) => {
  const row = rulesOf(warehouse).find((each) => each.rule === rule)
  return (
    <CommandDialog title={row?.label ?? ''} verb="Change it" command={command} {...rest}>
      <p>{row?.means}</p>
      {children}
    </CommandDialog>
  )
}

const Name = (props: Props) => {
  const { name } = props.warehouse
  const [typed, setTyped] = useState(name)
  return (
    <Ask {...props} rule="name" command={renameOf(name, typed)}>
      <TextField
        label="Name"
        value={typed}
        onChange={setTyped}
        error={problemWith(codes.name, typed.trim())}
      />
    </Ask>
  )
}

const Off = (props: Props) => {
  const { counting } = props.warehouse
  const [form, setForm] = useState(() => toleranceForm(counting.tolerance))
  const problems = problemsOfTolerance(form)
  const isGood = Object.keys(problems).length === 0
  return (
    <Ask
      {...props}
      rule="tolerance"
      command={isGood ? changeOf(counting, 'tolerance', toleranceIn(form)) : undefined}
    >
      <ToleranceFields
        form={form}
        problems={problems}
        onChange={(part) => {
          setForm({ ...form, ...part })
        }}
      />
      <p>
        Each that is given has to hold; an empty one does not matter. With 0 pieces, whatever is off
        needs a reason.
      </p>
    </Ask>
  )
}

const Recount = (props: Props) => {
  const { counting } = props.warehouse
  const [by, setBy] = useState(counting.recountByAnother ? 'another' : 'anybody')
  return (
    <Ask
      {...props}
      rule="recountByAnother"
      command={changeOf(counting, 'recountByAnother', by === 'another')}
    >
      <ChoiceField
        label="A second count is made"
        value={by}
        onChange={setBy}
        choices={[
          { value: 'another', label: 'By somebody else', note: 'Nobody checks their own count.' },
          { value: 'anybody', label: 'By anybody', note: 'For a shift of one.' },
        ]}
      />
    </Ask>
  )
}

const Own = (props: Props) => {
  const { counting } = props.warehouse
  const [own, setOwn] = useState(counting.ownApproval)
  return (
    <Ask {...props} rule="ownApproval" command={changeOf(counting, 'ownApproval', own)}>
      <ChoiceField
        label="Own counts are approved"
        value={own}
        onChange={setOwn}
        choices={[
          {
            value: 'refuse',
            label: 'By another supervisor',
            note: 'Two people see every count that goes into the book.',
          },
          {
            value: 'allow',
            label: 'By anybody',
            note: 'For a site with one supervisor who counts.',
          },
        ]}
      />
    </Ask>
  )
}

const Clocks = (props: Props) => {
  const { counting } = props.warehouse
  const [seconds, setSeconds] = useState(String(counting.clockTolerance))
  const problem = problemOfSeconds(seconds)
  const number = wholeIn(seconds)
  return (
    <Ask
      {...props}
      rule="clockTolerance"
      command={
        problem === undefined && number !== undefined
          ? changeOf(counting, 'clockTolerance', number)
          : undefined
      }
    >
      <TextField
        label="Seconds"
        code
        hint="With 0 the clocks are taken at their word."
        value={seconds}
        onChange={setSeconds}
        error={problem}
      />
    </Ask>
  )
}

const Settling = (props: Props) => {
  const { counting } = props.warehouse
  const [pieces, setPieces] = useState(String(counting.settleUpTo ?? ''))
  const problem = problemOfPieces(pieces)
  return (
    <Ask
      {...props}
      rule="settleUpTo"
      command={
        problem === undefined ? changeOf(counting, 'settleUpTo', wholeIn(pieces)) : undefined
      }
    >
      <TextField
        label="Up to how many pieces"
        code
        hint="Empty: their own of any size. 0: a supervisor settles all."
        value={pieces}
        onChange={setPieces}
        error={problem}
      />
    </Ask>
  )
}

const Idle = (props: Props) => {
  const { idleLock } = props.warehouse
  const [minutes, setMinutes] = useState(String(idleLock))
  return (
    <Ask {...props} rule="idleLock" command={idleLockOf(idleLock, minutes)}>
      <TextField
        label="Minutes"
        code
        hint="From 1 to 480, a shift."
        value={minutes}
        onChange={setMinutes}
        error={problemOfMinutes(minutes)}
      />
    </Ask>
  )
}

const forms: Readonly<Record<Rule, (props: Props) => ReactNode>> = {
  name: Name,
  tolerance: Off,
  recountByAnother: Recount,
  ownApproval: Own,
  clockTolerance: Clocks,
  settleUpTo: Settling,
  idleLock: Idle,
}
