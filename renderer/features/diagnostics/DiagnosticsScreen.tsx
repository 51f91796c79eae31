import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatCount } from '#shared/words/format.ts'
import { useTerminal } from '../../api/terminal.tsx'
import { Broken, Code, DataTable, Loading, Notice, type Action } from '../../ui/index.ts'
import { DeskScreen } from '../../work/screen/screens.tsx'
import { useStatus } from '../../work/screen/status.tsx'
import { Damage } from './Damage.tsx'
import css from './DiagnosticsScreen.module.css'
import { acceptedWords, groupsOf, isDurable, missingWords, reportText } from './report.ts'

/** How the terminal itself is, for whoever helps with it. */
export const DiagnosticsScreen = () => {
  const { queries } = useTerminal()
  const status = useStatus()
  const [copied, setCopied] = useState<'yes' | 'no'>()
  const [text, setText] = useState('')
  const query = useQuery({
    ...queries.diagnostics.get.queryOptions(),
    // Sizes and positions change without a topic of their own.
    refetchInterval: 5_000,
  })
  const { data } = query

  const copy = async (): Promise<void> => {
    if (data === undefined) return
    const report = reportText(data, status, new Date().toISOString())
    setText(report)
    try {
      await navigator.clipboard.writeText(report)
      setCopied('yes')
    } catch {
      setCopied('no')
    }
  }
  const actions: Action[] = [
    {
      key: 'F12',
      label: 'Copy for support',
      primary: true,
      isDisabled: data === undefined,
      onAct: () => void copy(),
    },
  ]

  return (
    <DeskScreen name="Diagnostics" title="How this terminal is" backTo="sync" actions={actions}>
      {query.isPending && <Loading what="Asking the terminal" />}
      {query.isError && (
        <Broken what="The terminal did not say how it is." onRetry={() => void query.refetch()} />
      )}
      {copied === 'yes' && (
        <Notice tone="good" happened="Copied as text. There is no PIN and no key in it." />
      )}
      {copied === 'no' && (
        <Notice
          tone="warning"
          happened="It could not be copied: this window may not use the clipboard."
          next="Select the text below and copy it by hand."
        />
      )}
      {data && !isDurable(data) && (
        <Notice
          tone="refused"
          word="Not safe"
          happened="The database does not wait for the disk."
          kept="What was recorded so far is there."
          next="Stop working on this terminal and call support."
        />
      )}
      {data && data.damage.length > 0 && <Damage rows={data.damage} />}
      {data && copied !== 'no' && (
        <div className={css['groups']}>
          {groupsOf(data, status).map(({ title, facts }) => (
            <section key={title} className={css['group']} aria-label={title}>
              <h2>{title}</h2>
              <dl>
                {facts.map(({ label, value }) => (
                  <div key={label}>
                    <dt>{label}</dt>
                    <dd>
                      <Code>{value}</Code>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      )}
      {data && copied === 'no' && <pre className={css['text']}>{text}</pre>}
      {data && data.missing.length > 0 && (
        <>
          <Notice
            tone="warning"
            happened={`${formatCount(data.missing.length, 'stream is', 'streams are')} incomplete.`}
            kept="Somebody deleted or cut them short in the central store, or closed them to this terminal; or this version cannot read what was recorded there. What was read before is kept."
            next="What they say here may be wrong, and nothing is decided on them. Where events cannot be read, update this terminal; else have the bins counted, and ask who looks after the central store."
          />
          <DataTable
            label="Incomplete streams"
            rows={data.missing}
            rowKey={({ stream, first }) => `${stream}@${String(first)}`}
            columns={[
              { id: 'stream', head: 'Stream', cell: ({ stream }) => <Code>{stream}</Code> },
              { id: 'missing', head: 'Not known', cell: missingWords },
              { id: 'accepted', head: 'Work goes on', width: '30%', cell: acceptedWords },
            ]}
          />
        </>
      )}
      {data && data.unreadable.length > 0 && (
        <>
          <Notice
            tone="warning"
            happened={`${formatCount(data.unreadable.length, 'event', 'events')} could not be read.`}
            kept="They are kept as they came. Nothing is decided on their streams; all others go on."
            next="Update this terminal: a newer version of Tallydeck may know them."
          />
          <DataTable
            label="Unreadable events"
            rows={data.unreadable}
            rowKey={({ stream, revision }) => `${stream}@${String(revision)}`}
            columns={[
              { id: 'stream', head: 'Stream', cell: ({ stream }) => <Code>{stream}</Code> },
              {
                id: 'revision',
                head: 'Revision',
                width: '110px',
                align: 'end',
                cell: ({ revision }) => revision,
              },
              { id: 'type', head: 'Type', cell: ({ type }) => <Code>{type}</Code> },
              { id: 'problem', head: 'Problem', cell: ({ problem }) => problem },
            ]}
          />
        </>
      )}
    </DeskScreen>
  )
}
