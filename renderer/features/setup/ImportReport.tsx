import type { ImportReport as Report } from '#shared/contract/api/index.ts'
import { formatCount, formatNumber } from '#shared/words/format.ts'
import { Notice } from '../../ui/index.ts'
import { Problems } from './Problems.tsx'

/** What an import did: all of the file or nothing of it, or all of it later where the disk failed. */
export const ImportReport = ({
  report,
  name,
}: {
  report: Exclude<Report, { outcome: 'refused' }>
  name: string
}) =>
  report.outcome === 'under-way' ? (
    <Notice
      tone="warning"
      word="Not all yet"
      happened={report.message}
      kept={`${formatNumber(report.added)} from ${name} are imported. The other ${formatNumber(report.left)} are kept, and none is lost.`}
      next="Free some space. The others are imported by themselves at the next import, or when Tallydeck is started again."
    />
  ) : report.outcome === 'imported' ? (
    <Notice
      tone="good"
      happened={`${formatNumber(report.added)} imported from ${name}.`}
      kept={
        report.unchanged > 0
          ? `${formatNumber(report.unchanged)} were there already and were left as they are.`
          : 'Saved on this terminal. It is sent by itself.'
      }
    />
  ) : (
    <>
      <Notice
        tone="refused"
        happened={`${formatCount(report.problemCount, 'row is', 'rows are')} not good.`}
        kept="Nothing at all was imported."
        next="Correct the file and choose it again."
      />
      <Problems problems={report.problems} count={report.problemCount} />
    </>
  )
