import * as v from 'valibot'
import { printable } from '../../cloudfunctions/openapi/errors/printable'
import { type Fault, faultsSchema } from '../emulator/control/Faults'
import { readRegularFile } from '../emulator/state/readRegularFile'
import { messageOf } from './messageOf'

/**
 * Reads a file of what shall go wrong.
 *
 * @throws Error with a line for each mistake
 */
export function readFaults(path: string): Fault[] {
  const { output, success, issues } = v.safeParse(faultsSchema, readJson(path))
  if (success) return output
  throw new Error(
    issues.map((issue) => mistake(path, `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)).join('\n'),
  )
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readRegularFile(path))
  } catch (error) {
    // JSON.parse quotes what it cannot read.
    throw new Error(mistake(path, messageOf(error)))
  }
}

function mistake(path: string, what: string): string {
  return printable(`${path}: ${what}`)
}
