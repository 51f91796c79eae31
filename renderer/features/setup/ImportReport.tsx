import type { ImportReport as Report } from '#shared/contract/api/index.ts'
import { Notice } from '../../ui/index.ts'
import { Problems } from './Problems.tsx'

const number = (value: number): string => value.toLocaleString('en')

/** What an import did: all of the file, or nothing of it. */
export const ImportReport = ({
  report,
  name,
}: {
  report: Exclude<Report, { outcome: 'refused' }>
  name: string
}) =>
  report.outcome === 'imported' ? (
    <Notice
      tone="good"
      happened={`${number(report.added)} imported from ${name}.`}
      kept={
        report.unchanged > 0
          ? `${number(report.unchanged)} were there already and were left as they are.`
          : 'Saved on this terminal. It is sent by itself.'
      }
    />
  ) : (
    <>
      <Notice
        tone="refused"
        happened={`${number(report.problemCount)} ${report.problemCount === 1 ? 'row is' : 'rows are'} not good.`}
        kept="Nothing at all was imported."
        next="Correct the file and choose it again."
      />
      <Problems problems={report.problems} count={report.problemCount} />
    </>
  )
