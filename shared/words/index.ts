/**
 * What people read, in the language that is spoken here: English, so far the only one. Each entry is a sentence, or a
 * function of the facts that it needs. What is stored and sent has codes and facts; words are made where they are shown.
 */
export * from './en/index.ts'
