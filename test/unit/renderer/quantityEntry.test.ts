import { expect, test } from 'vitest'
import {
  addScanned,
  clearQuantity,
  eraseDigit,
  largestQuantity,
  proposeQuantity,
  quantityOf,
  stepQuantity,
  typeDigit,
  typeText,
} from '#renderer/ui/quantity/quantityEntry.ts'
import { madeWords } from '#renderer/ui/quantity/MadeBy.tsx'

test('the first digit replaces what was proposed, further digits are appended', () => {
  expect(quantityOf(typeText(proposeQuantity(1), '34'))).toBe(34)
})

test('the first scan replaces the proposal, scanning again adds the factor of the pack', () => {
  const once = addScanned(proposeQuantity(1), 12)
  expect(quantityOf(once)).toBe(12)
  expect(quantityOf(addScanned(addScanned(once, 12), 1))).toBe(25)
})

test('a scan adds to what was typed', () => {
  expect(quantityOf(addScanned(typeText(clearQuantity(), '5'), 12))).toBe(17)
})

test('a digit after a scan starts a new number', () => {
  expect(quantityOf(typeDigit(addScanned(proposeQuantity(1), 12), '3'))).toBe(3)
})

test('erasing takes one typed digit, or the whole of what was proposed or scanned', () => {
  expect(eraseDigit(typeText(clearQuantity(), '34')).text).toBe('3')
  expect(quantityOf(eraseDigit(proposeQuantity(12)))).toBeUndefined()
  expect(quantityOf(eraseDigit(addScanned(proposeQuantity(1), 12)))).toBeUndefined()
})

test('a digit after a step starts a new number, as after a scan', () => {
  expect(quantityOf(typeDigit(stepQuantity(typeText(clearQuantity(), '1'), 1), '5'))).toBe(5)
})

test('what made the number is known: a hand, scans, or both', () => {
  const scanned = addScanned(addScanned(clearQuantity(), 12), 1)
  expect(madeWords(scanned)).toBe('2 scans')
  const typed = typeText(scanned, '60')
  expect(madeWords(typed)).toBe('by hand')
  expect(madeWords(addScanned(typed, 1))).toBe('60 by hand + 1 scan')
  expect(madeWords(proposeQuantity(5))).toBeUndefined()
  expect(madeWords(clearQuantity())).toBeUndefined()
})

test('leading zeros are not kept', () => {
  expect(typeText(clearQuantity(), '007').text).toBe('7')
})

test('what is not a digit is passed over', () => {
  expect(quantityOf(typeText(clearQuantity(), '-1.5e'))).toBe(15)
})

test('a step never goes below zero', () => {
  expect(quantityOf(stepQuantity(proposeQuantity(1), -1))).toBe(0)
  expect(quantityOf(stepQuantity(clearQuantity(), -1))).toBe(0)
})

test('beyond the largest quantity nothing changes, by any way of entering it', () => {
  const full = typeText(clearQuantity(), String(largestQuantity))
  expect(typeDigit(full, '9')).toEqual(full)
  expect(stepQuantity(full, 1)).toEqual(full)
  expect(addScanned(full, 1)).toEqual(full)
})
