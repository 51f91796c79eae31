import { useState } from 'react'

/** What is wrong with a form, field by field: said once somebody tried to send it, not while it is first filled in. */
export const useProblems = <Problems extends Partial<Record<string, string | undefined>>>(
  problems: Problems,
) => {
  const [wasTried, setWasTried] = useState(false)
  return {
    isGood: Object.values(problems).every((problem) => problem === undefined),
    shown: wasTried ? problems : ({} as Partial<Problems>),
    onTried: () => {
      setWasTried(true)
    },
  }
}
