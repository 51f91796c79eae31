import { setTimeout as delay } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'

/** How an attempt to sign in ended. `busy`: it was not looked at, because too many wait. */
export type SignInOutcome = 'right' | 'wrong' | 'anonymous' | 'busy'

export interface SignInObserver {
  signIn(outcome: SignInOutcome): void
  /** A line for whoever looks after the store. */
  tell(line: string): void
}

/** Thrown when too many attempts wait already. */
export class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts'
}

/** The answer to the first wrong password takes this many milliseconds longer, to each further one twice that … */
const firstPause = 250
/** … up to this. */
const longestPause = 8_000
/** Milliseconds after which wrong passwords of an address are forgotten. */
const memory = 15 * 60_000
const addresses = 10_000

/** Checking a password is slow by design, so two at a time; more would take the disk's threads. */
const atOnce = 2
const waitingAtMost = 200

/**
 * Slows down who tries passwords: attempts for one name from one address follow each other, and each wrong one is
 * answered later than the last. A right password is answered at once, and whoever signed in before never comes here.
 */
export class SignInGuard {
  readonly #observer: SignInObserver
  readonly #wrong = new LRUCache<string, number>({ max: addresses, ttl: memory })
  readonly #lines = new Map<string, Promise<unknown>>()
  readonly #places: (() => void)[] = []
  #checking = 0
  #waiting = 0

  constructor(observer: SignInObserver) {
    this.#observer = observer
  }

  /**
   * @param check answers undefined for a wrong password
   * @throws TooManyAttempts
   */
  async attempt<T>(
    name: string,
    from: string,
    check: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    if (this.#waiting >= waitingAtMost) {
      this.#observer.signIn('busy')
      throw new TooManyAttempts('Too many sign-ins are waiting.')
    }
    const key = JSON.stringify([name, from])
    const before = this.#lines.get(key)
    this.#waiting += 1
    const mine = this.#inTurn(before, name, from, check).finally(() => {
      this.#waiting -= 1
      if (this.#lines.get(key) === mine) this.#lines.delete(key)
    })
    this.#lines.set(key, mine)
    return mine
  }

  async #inTurn<T>(
    before: Promise<unknown> | undefined,
    name: string,
    from: string,
    check: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    await before?.catch(() => undefined)
    const found = await this.#check(check)
    this.#observer.signIn(found === undefined ? 'wrong' : 'right')
    // A right one forgives nothing: whoever has an account could try others' passwords in between.
    if (found === undefined) await this.#pause(name, from)
    return found
  }

  async #check<T>(check: () => Promise<T>): Promise<T> {
    if (this.#checking >= atOnce) await new Promise<void>((go) => void this.#places.push(go))
    else this.#checking += 1
    try {
      return await check()
    } finally {
      const next = this.#places.shift()
      if (next) next()
      else this.#checking -= 1
    }
  }

  async #pause(name: string, from: string): Promise<void> {
    const count = (this.#wrong.get(from) ?? 0) + 1
    this.#wrong.set(from, count)
    // Each power of two: whoever tries for hours fills no log.
    if (Number.isInteger(Math.log2(count)))
      this.#observer.tell(
        `Wrong password or unknown user ${JSON.stringify(name.slice(0, 64))} from ${from}: ${count} from there lately [wrong-password]`,
      )
    await delay(Math.min(firstPause * 2 ** (count - 1), longestPause), undefined, { ref: false })
  }
}
