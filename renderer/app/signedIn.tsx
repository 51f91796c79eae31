import { createContext, use } from 'react'

type SignedIn = {
  /** Ends the sign-in, and the screens with it. Rejects where the terminal does not answer. */
  signOut: () => Promise<void>
  /** Ends the sign-in, and keeps the screens for when the same person comes back. */
  lock: () => void
}

export const SignedInContext = createContext<SignedIn | undefined>(undefined)

/** The ways out for whoever is signed in. */
export const useSignedIn = (): SignedIn => {
  const signedIn = use(SignedInContext)
  if (signedIn === undefined) throw new Error('useSignedIn is for screens behind the sign-in')
  return signedIn
}
